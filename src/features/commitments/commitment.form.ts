import { addDays, parseLocalDate, type LocalDate } from '../../kernel/dates.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import type { Unit } from '../../kernel/quantity.ts';
import { FieldReader, typedFrom, type Typed } from '../posts/index.ts';
import type { Counter } from './answer.ts';
import type { Side } from './commitment.ts';
import type { Arrival, Parcel } from './fulfilment.ts';
import { readPromise } from './proposal.form.ts';
import { HANDOVERS, readTerms } from './terms.form.ts';

const DAYS_BACK = 366;

/** What every small form of a commitment's page brings along. */
export interface SmallForm<T> {
  typed: Typed;
  /** The version the person saw. */
  seen: number | null;
  onBehalfOf: Side | null | undefined;
  submissionKey: string | null;
  result: { value: T } | { errors: FieldErrors };
}

/* "itself" is the office as the office; nothing said leaves it to whose turn it is. */
function behalfOf(text: string): Side | null | undefined {
  if (text === 'supplier' || text === 'owner') return text;
  return text === 'itself' ? null : undefined;
}

function small<T>(body: Record<string, unknown>, read: (reader: FieldReader) => T | null): SmallForm<T> {
  const typed = typedFrom(body);
  const reader = new FieldReader(typed);
  const value = read(reader);
  const key = reader.text('submissionKey');
  return {
    typed,
    seen: /^\d{1,9}$/.test(reader.text('seen')) ? Number(reader.text('seen')) : null,
    onBehalfOf: behalfOf(reader.text('onBehalfOf')),
    submissionKey: isId(key) ? key : null,
    result: value === null || Object.keys(reader.errors).length > 0 ? { errors: reader.errors } : { value },
  };
}

/** A press of a button, with nothing to fill in. */
export const pressForm = (body: Record<string, unknown>) => small(body, () => ({}));

/** The reason of a no; that one was given the command checks. */
export const reasonForm = (body: Record<string, unknown>) => small(body, (reader) => ({ reason: reader.text('reason') }));

/** A yes, to less where that was offered. */
export const acceptForm = (body: Record<string, unknown>, unit: Unit) =>
  small(body, (reader) => {
    const quantity = reader.quantity('quantity', unit);
    return { takesSurplus: reader.yes('takesSurplus'), ...(quantity === null ? {} : { quantity }) };
  });

/** Another quantity, date and terms. */
export const counterForm = (body: Record<string, unknown>, unit: Unit, today: LocalDate) =>
  small(body, (reader): { figures: Counter } | null => {
    const { quantity, by } = readPromise(reader, unit, today);
    const terms = readTerms(reader);
    if (quantity === null || by === null) return null;
    return { figures: { quantity, by, terms, orPart: reader.yes('orPart'), takesSurplus: reader.yes('takesSurplus') } };
  });

/* A day of the past year, today at the latest; the words of a reader of future days would not be true of it. */
function pastDay(reader: FieldReader, field: string, today: LocalDate): LocalDate | null {
  const from = addDays(today, -DAYS_BACK);
  const day = parseLocalDate(reader.text(field));
  if (day && day < from) return reader.fail(field, 'commitment.date-long-ago', { from });
  if (day && day > today) return reader.fail(field, 'commitment.date-ahead', { today });
  return reader.date(field, from, today) ?? reader.fail(field, 'form.missing');
}

/** A parcel that leaves. */
export const parcelForm = (body: Record<string, unknown>, unit: Unit, today: LocalDate) =>
  small(body, (reader): Omit<Parcel, 'id'> | null => {
    const sent = reader.quantity('sent', unit) ?? reader.fail('sent', 'form.missing');
    const on = pastDay(reader, 'on', today);
    const handover = reader.choice('handover', HANDOVERS, 'delivery');
    const words = {
      carrier: reader.optional('carrier', 120), reference: reader.optional('reference', 120), lot: reader.optional('lot', 120),
    };
    return sent === null || on === null || handover === null ? null : { sent, on, handover, ...words };
  });

/** What arrived of a parcel; the reason is for corrections. */
export const arrivalForm = (body: Record<string, unknown>, unit: Unit, today: LocalDate) =>
  small(body, (reader): { arrival: Arrival; reason: string } | null => {
    // Unlike a promise, what arrived may be nothing.
    const quantity = reader.amount('quantity', unit) ?? reader.fail('quantity', 'form.missing');
    const on = pastDay(reader, 'on', today);
    const by = reader.sentence('receivedBy', 2, 120);
    const differences = reader.optional('differences', 500);
    const reason = reader.text('reason');
    return quantity === null || on === null ? null : { arrival: { quantity, on, by, differences }, reason };
  });
