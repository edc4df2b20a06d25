import type { Actor } from '../../kernel/actor.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import { asTyped, isPositive, type Quantity } from '../../kernel/quantity.ts';
import { paths } from '../../paths.ts';
import { allReceived, arrivedOf, onTheWayOf, receivedOf, sentOf, stillToSend, unconfirmed, type Commitment, type Delivery } from './commitment.ts';
import { possibleActs, waysToAct, type PossibleAct } from './commitment.policy.ts';
import type { CommitmentPage } from './commitments.queries.ts';
import type { FormField } from './form-field.view.ts';
import { fieldFrom, termsFields, ticksFrom, type FormSource, type Tick } from './terms-fields.view.ts';
import { HANDOVERS, typedTerms } from './terms.form.ts';
import { sideOf, type Acting, type Action } from './transitions.ts';
import { amountText, said, termsText, wordOf, type Reader } from './wording.ts';

/** A form that failed: which one, what was typed, and what is wrong. */
export interface FailedForm {
  id: string;
  typed: Readonly<Record<string, unknown>>;
  errors: Readonly<Record<string, string>>;
}

/** One thing the reader may do now, as the template prints it. */
export interface ActionForm {
  id: string;
  action: string;
  title: string;
  hint: string | null;
  fields: FormField[];
  /** A button that unfolds what follows, instead of one that does it at once. */
  folded: boolean;
  hidden: { name: string; value: string }[];
  submit: string;
  tone: 'primary' | 'danger' | null;
  open: boolean;
}

interface Input {
  reader: Reader;
  actor: Actor;
  page: CommitmentPage;
  today: LocalDate;
  /** A new key for the form that announces a parcel. */
  submissionKey: string;
  failed: FailedForm | null;
}

const behalf = (acting: Acting): string => (acting.party === 'office' ? (acting.onBehalfOf ?? 'itself') : '');

/** The id of a form: the action, for whom, and the delivery it is about. */
export const formId = (action: Action, behalfOf: string, delivery?: string): string =>
  [action, behalfOf, delivery].filter(Boolean).join('-');

/** Where this actor says what arrived of a delivery: the first field, since a link to it unfolds its form. Null for whoever may not. */
export function receiptAnchor(actor: Actor, sides: Pick<Commitment, 'supplierId' | 'ownerId'>, delivery: string): string | null {
  const way = waysToAct(actor, sides).at(-1);
  if (!way || sideOf(way) === 'supplier') return null;
  return `${formId('confirm-receipt', behalf(way), delivery)}-quantity`;
}

interface Draft {
  path: string;
  preset?: Readonly<Record<string, string>>;
  fields?(source: FormSource): FormField[];
  hint?: string | null;
  /** Unfolds before it is done, though nothing has to be filled in. */
  folded?: boolean;
  tone?: ActionForm['tone'];
  keyed?: boolean;
  delivery?: string;
  /** The parcel it is about, in words. */
  parcel?: string;
}

function titleOf({ reader, page }: Input, { action, acting }: PossibleAct, { parcel = '' }: Draft): string {
  const title = reader.t(`commitment.do.${wordOf(action, page.commitment.state)}`, { parcel });
  const side = acting.party === 'office' ? acting.onBehalfOf : null;
  if (side === null) return title;
  return reader.t('commitment.do.for', { title, organisation: side === 'supplier' ? page.supplierName : page.ownerName });
}

const hiddenOf = ({ page, submissionKey }: Input, acting: Acting, { keyed }: Draft): ActionForm['hidden'] => [
  { name: 'seen', value: String(page.version) },
  ...(behalf(acting) ? [{ name: 'onBehalfOf', value: behalf(acting) }] : []),
  ...(keyed ? [{ name: 'submissionKey', value: submissionKey }] : []),
];

function form(input: Input, { action, acting }: PossibleAct, draft: Draft): ActionForm {
  const { reader, failed } = input;
  const id = formId(action, behalf(acting), draft.delivery);
  const open = failed?.id === id;
  const shown = open ? failed : { typed: draft.preset ?? {}, errors: {} };
  const source: FormSource = { ...reader, prefix: `${id}-`, typed: shown.typed, errors: shown.errors };
  const fields = draft.fields?.(source) ?? [];
  return {
    id,
    action: draft.path,
    title: titleOf(input, { action, acting }, draft),
    hint: draft.hint ?? null,
    fields,
    folded: draft.folded ?? fields.length > 0,
    hidden: hiddenOf(input, acting, draft),
    submit: reader.t(`commitment.submit.${wordOf(action, input.page.commitment.state)}`),
    tone: draft.tone ?? null,
    open,
  };
}

function quantityField(source: FormSource, name: string, unit: string, hint?: string): FormField {
  const { t } = source;
  return fieldFrom(source, {
    partial: 'field', name, label: t(`commitment.form.${name}`), suffix: t(`unit.${unit}`), inputmode: 'decimal', width: 10, hint: hint ?? null,
  });
}

const dayField = (source: FormSource, name: string, label: string): FormField =>
  fieldFrom(source, { partial: 'field', name, label: source.t(label), type: 'date', width: 10 });

const reasonField = (source: FormSource): FormField =>
  fieldFrom(source, { partial: 'textarea', name: 'reason', label: source.t('commitment.form.reason'), rows: 2, maxlength: 500 });

function surplusTick(source: FormSource, { commitment: c, figures }: CommitmentPage, acting: Acting): Tick[] {
  if (sideOf(acting) !== 'owner' || c.quantity <= figures.open) return [];
  const open = amountText(source, figures.open, c.unit, 'of');
  return [['takesSurplus', source.t('commitment.form.surplus'), said(source, 'commitment.form.surplus-hint', { open })]];
}

function acceptDraft({ reader, page }: Input, { acting }: PossibleAct): Draft {
  const { commitment: c } = page;
  const terms = reader.t('commitment.accept-hint', { terms: termsText(reader, c.terms, c.unit) });
  return {
    path: paths.acceptance(c.id), tone: 'primary', hint: terms, preset: { quantity: asTyped(c.quantity) },
    fields: (source) => [
      ...(c.orPart ? [quantityField(source, 'quantity', c.unit, reader.t('commitment.form.part-hint'))] : []),
      ...ticksFrom(source, surplusTick(source, page, acting)),
    ],
  };
}

function counterDraft({ page }: Input, { acting }: PossibleAct): Draft {
  const { commitment: c } = page;
  return {
    path: paths.counterProposal(c.id), preset: { quantity: asTyped(c.quantity), by: c.by, ...typedTerms(c.terms) },
    fields: (source) => [
      quantityField(source, 'quantity', c.unit),
      dayField(source, 'by', 'commitment.form.by'),
      ...termsFields(source, c.unit),
      ...ticksFrom(source, [['orPart', source.t('commitment.form.or-part')], ...surplusTick(source, page, acting)]),
    ],
  };
}

function sendDraft({ page, today }: Input): Draft {
  const { commitment: c } = page;
  return {
    path: paths.deliveries(c.id), tone: 'primary', keyed: true,
    preset: { sent: asTyped(stillToSend(c)), on: today, handover: c.terms.handover },
    fields: (source) => [
      quantityField(source, 'sent', c.unit),
      dayField(source, 'on', 'commitment.form.sent-on'),
      fieldFrom(source, {
        partial: 'radios', name: 'handover', legend: source.t('commitment.form.handover'), inline: true,
        items: HANDOVERS.map((value) => ({ value, label: source.t(`commitment.handover.${value}`) })),
      }),
      ...['carrier', 'reference', 'lot'].map((name) =>
        fieldFrom(source, { partial: 'field', name, label: source.t(`commitment.form.${name}`), optional: true, maxlength: 120 })),
    ],
  };
}

/* What was said before; at first, that all of it came today and the reader took it in: never the office, which was not there. */
function arrivalPreset({ actor, today }: Input, { acting }: PossibleAct, delivery: Delivery): Record<string, string> {
  const last = delivery.receipts.at(-1);
  if (last) return { quantity: asTyped(last.quantity), on: last.on, receivedBy: last.by, differences: last.differences ?? '' };
  return { quantity: asTyped(delivery.sent), on: today, receivedBy: actor.kind === 'person' && acting.party === 'owner' ? actor.name : '' };
}

function receiptDraft(input: Input, act: PossibleAct, delivery: Delivery, correction: boolean): Draft {
  const { commitment: c } = input.page;
  return {
    path: correction ? paths.receiptCorrection(c.id, delivery.id) : paths.receipt(c.id, delivery.id),
    delivery: delivery.id,
    parcel: amountText(input.reader, delivery.sent, c.unit),
    tone: correction ? null : 'primary',
    preset: arrivalPreset(input, act, delivery),
    fields: (source) => [
      { ...quantityField(source, 'quantity', c.unit), label: source.t('commitment.form.arrived') },
      dayField(source, 'on', 'commitment.form.received-on'),
      fieldFrom(source, { partial: 'field', name: 'receivedBy', label: source.t('commitment.form.received-by'), maxlength: 120, width: 30 }),
      fieldFrom(source, {
        partial: 'textarea', name: 'differences', label: source.t('commitment.form.differences'), optional: true, rows: 2, maxlength: 500,
      }),
      ...(correction ? [reasonField(source)] : []),
    ],
  };
}

/* "That is all" is for what was sent, for the supplier once all of it is confirmed; what never set out is called off, with a reason. */
const mayComplete = (c: Commitment, acting: Acting): boolean =>
  isPositive(sentOf(c)) && (acting.party !== 'supplier' || unconfirmed(c).length === 0);

/* It cannot be undone: first it says what will count, and what will not. */
function completionDraft({ page: { commitment: c }, reader }: Input): Draft {
  const amount = (quantity: Quantity): string => amountText(reader, quantity, c.unit);
  const transit = onTheWayOf(c);
  const hint = said(reader, 'commitment.complete-hint', {
    received: amount(receivedOf(c)), amount: amount(c.quantity), transit: amount(transit), moving: isPositive(transit) ? 'yes' : 'no',
    short: allReceived(c) ? 'no' : 'yes',
  });
  return { path: paths.completion(c.id), hint, folded: true };
}

const ended = (path: string): Draft => ({ path, tone: 'danger', fields: (source) => [reasonField(source)] });

type Maker = (input: Input, act: PossibleAct) => Draft[];

const MAKERS: Partial<Record<Action, Maker>> = {
  'confirm-receipt': (input, act) => unconfirmed(input.page.commitment).map((delivery) => receiptDraft(input, act, delivery, false)),
  accept: (input, act) => [acceptDraft(input, act)],
  counter: (input, act) => [counterDraft(input, act)],
  start: ({ page }) => [{ path: paths.production(page.commitment.id) }],
  send: (input) => [sendDraft(input)],
  complete: (input, { acting }) => (mayComplete(input.page.commitment, acting) ? [completionDraft(input)] : []),
  decline: ({ page }) => [ended(paths.refusal(page.commitment.id))],
  withdraw: ({ page }) => [ended(paths.commitmentWithdrawal(page.commitment.id))],
  fail: ({ page }) => [ended(paths.failure(page.commitment.id))],
};
const ORDER = Object.keys(MAKERS) as Action[];

/** What the reader may do with the commitment as a whole, the most likely first. */
export function actionForms(input: Input): ActionForm[] {
  const acts = possibleActs(input.actor, input.page.commitment);
  return ORDER.flatMap((name) =>
    acts.filter(({ action }) => action === name)
      .flatMap((act) => (MAKERS[name]?.(input, act) ?? []).map((draft) => form(input, act, draft))));
}

/** What the reader may correct of a confirmed delivery. */
export const correctionForms = (input: Input, delivery: Delivery): ActionForm[] =>
  arrivedOf(delivery) === null
    ? []
    : possibleActs(input.actor, input.page.commitment)
        .filter(({ action }) => action === 'correct-receipt')
        .map((act) => form(input, act, receiptDraft(input, act, delivery, true)));

export type FormsInput = Input;
