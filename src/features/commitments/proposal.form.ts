import { createHash } from 'node:crypto';
import { addDays, type LocalDate } from '../../kernel/dates.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import type { Quantity, Unit } from '../../kernel/quantity.ts';
import { FieldReader, typedFrom, type Typed } from '../posts/index.ts';
import type { Terms } from './commitment.ts';
import { readTerms } from './terms.form.ts';

const DAYS_AHEAD = 3 * 366;
const MAX_NOTE = 1_000;

/** What was stated in the form of a proposal or a request. */
export interface ProposalInput {
  quantity: Quantity;
  by: LocalDate;
  terms: Terms;
  orPart: boolean;
  takesSurplus: boolean;
  ownerAgreed: boolean;
  offerId: string | null;
  supplierId: string | null;
  offerUse: Quantity | null;
  note: string | null;
}

export interface ProposalForm {
  typed: Typed;
  submissionKey: string | null;
  /** Over everything typed: tells a repeated submit from another content under a used key. */
  digest: string;
  /** The input, or what is wrong: never both. */
  result: { input: ProposalInput } | { errors: FieldErrors };
}

/** A digest of everything typed, whatever the order of the fields. */
export function digestOf(typed: Typed): string {
  const rows = Object.entries(typed).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

const idFrom = (reader: FieldReader, field: string): string | null => {
  const text = reader.text(field);
  return text && !isId(text) ? reader.fail(field, 'form.choose') : text || null;
};

/** Who proposes may supply itself; who asks says whom, unless that is settled. */
export type SupplierChoice = 'free' | 'demanded';

function supplierFrom(reader: FieldReader, choice: SupplierChoice): string | null {
  if (choice === 'demanded' && !reader.text('supplier')) return reader.fail('supplier', 'commitment.supplier-missing');
  return idFrom(reader, 'supplier');
}

/** Amount and day, which every form of a promise asks for. */
export function readPromise(reader: FieldReader, unit: Unit, today: LocalDate): { quantity: Quantity | null; by: LocalDate | null } {
  const quantity = reader.quantity('quantity', unit);
  if (quantity === null) reader.fail('quantity', 'form.missing');
  const by = reader.date('by', today, addDays(today, DAYS_AHEAD));
  if (by === null) reader.fail('by', 'form.missing');
  return { quantity, by };
}

/** Reads the form of "we can supply" or "can you supply?"; the unit is the need's. */
export function proposalForm(body: Record<string, unknown>, unit: Unit, today: LocalDate, supplier: SupplierChoice = 'free'): ProposalForm {
  const typed = typedFrom(body);
  const reader = new FieldReader(typed);
  const { quantity, by } = readPromise(reader, unit, today);
  const input = {
    terms: readTerms(reader),
    orPart: reader.yes('orPart'),
    takesSurplus: reader.yes('takesSurplus'),
    ownerAgreed: reader.yes('ownerAgreed'),
    offerId: idFrom(reader, 'offer'),
    supplierId: supplierFrom(reader, supplier),
    offerUse: reader.quantity('offerUse', null),
    note: reader.optional('note', MAX_NOTE),
  };
  const key = reader.text('submissionKey');
  const faulty = Object.keys(reader.errors).length > 0 || quantity === null || by === null;
  return {
    typed,
    submissionKey: isId(key) ? key : null,
    digest: digestOf(typed),
    result: faulty ? { errors: reader.errors } : { input: { ...input, quantity, by } },
  };
}
