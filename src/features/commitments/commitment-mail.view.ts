import { quantityFrom, type Quantity } from '../../kernel/quantity.ts';
import { paths } from '../../paths.ts';
import { formatDate, formatDateTime } from '../../templates/format.ts';
import type { Values } from '../../templates/i18n.ts';
import type { Post } from '../posts/index.ts';
import { waitsFor } from './answer.ts';
import { unconfirmed, type Commitment, type Side } from './commitment.ts';
import { coverageBar } from './coverage-bar.view.ts';
import type { NeedFigures } from './figures.ts';
import type { CommitmentEvent } from './step.ts';
import type { Action } from './transitions.ts';
import { amountText, changeOf, missingText, said, termsText, type Reader } from './wording.ts';

export interface MailReader extends Reader {
  side: Side | 'office';
}

/** What a mail tells: an event of the history (`by`), or a reminder. */
export interface EventFact {
  kind: Action | 'agree' | 'take-back' | 'remind' | 'remind-receipt';
  by: CommitmentEvent | null;
  reason: string | null;
  parcel: Quantity | null;
  /** The message that came with a proposal or a request. */
  note: string | null;
}

export interface MailSubject {
  need: Post;
  commitment: Commitment;
  figures: NeedFigures;
  names: { supplier: string; owner: string };
}

/** Who did it, as the mail says it. */
function whoOf({ t }: Reader, names: MailSubject['names'], by: CommitmentEvent | null): string {
  if (by?.party === 'supplier') return names.supplier;
  if (by?.party === 'owner') return names.owner;
  if (!by?.onBehalfOf) return t('commitment.office');
  return t('commitment.office-for', { organisation: names[by.onBehalfOf] });
}

function valuesOf(reader: MailReader, { need, commitment: c, names, figures }: MailSubject, fact: EventFact): Values {
  const { by } = fact;
  const amount = (decimal: string): string => amountText(reader, quantityFrom(decimal), c.unit);
  const { before, after } = by ?? { before: null, after: null };
  return {
    side: reader.side,
    title: need.title,
    ...names,
    who: whoOf(reader, names, by),
    amount: amountText(reader, c.quantity, c.unit),
    by: formatDate(reader.lang, c.by),
    until: c.expiresAt ? formatDateTime(reader.lang, c.expiresAt) : '',
    oldAmount: before ? amount(before.quantity) : '',
    oldBy: before ? formatDate(reader.lang, before.by) : '',
    ...(before && after ? changeOf(reader, c.unit, before, after) : {}),
    received: after ? amount(after.received) : '',
    oldReceived: before ? amount(before.received) : '',
    parcel: fact.parcel === null ? '' : amountText(reader, fact.parcel, c.unit),
    open: amountText(reader, figures.open, c.unit),
    ...missingText(reader, c),
  };
}

/** What this reader can do about it now; names the button and the sentence before it. */
function nextStep({ side }: MailReader, c: Commitment): 'answer' | 'wait' | 'send' | 'confirm' | 'see' {
  if (side === 'office') return 'see';
  if (c.state === 'proposed') return waitsFor(c).includes(side) ? 'answer' : 'wait';
  if (side === 'owner') return unconfirmed(c).length > 0 ? 'confirm' : 'see';
  return c.state === 'accepted' || c.state === 'in-production' || c.state === 'partly-sent' ? 'send' : 'see';
}

/* What was written with it: of a parcel how it travels, of a receipt what was sent and what was wrong. */
function writtenWith(reader: MailReader, c: Commitment, { by, note }: EventFact): [string, string | null][] {
  const delivery = c.deliveries.find(({ id }) => id === by?.deliveryId);
  if (!delivery) return [['commitment.fact.note', note]];
  const { carrier, reference, lot, sent, receipts } = delivery;
  if (by?.action === 'send') return [['delivery-note.carrier', carrier], ['delivery-note.reference', reference], ['delivery-note.lot', lot]];
  return [['delivery-note.sent', amountText(reader, sent, c.unit)], ['delivery-note.differences', receipts.at(-1)?.differences ?? null]];
}

function factsOf(reader: MailReader, { commitment: c, names }: MailSubject, values: Values, fact: EventFact) {
  const { t } = reader;
  const part = c.orPart && c.state === 'proposed' ? ` ${t('commitment.or-part')}` : '';
  const facts: [string, string | null][] = [
    ['commitment.fact.supplier', names.supplier], ['commitment.fact.owner', names.owner],
    ['commitment.fact.quantity', `${String(values['amount'])}${part}`], ['commitment.fact.by', String(values['by'])],
    ['commitment.fact.terms', termsText(reader, c.terms, c.unit)], ...writtenWith(reader, c, fact),
  ];
  return facts.flatMap(([key, text]) => (text ? [{ label: t(key), text }] : []));
}

/** Exactly what `views/emails/commitment-event` prints: what happened, the figures after it, one button. */
export function eventMail(reader: MailReader, subject: MailSubject, fact: EventFact) {
  const { t } = reader;
  const { commitment: c, figures } = subject;
  const values = valuesOf(reader, subject, fact);
  const next = nextStep(reader, c);
  const title = t(`commitment-mail.${fact.kind}.subject`, values);
  const lead = said(reader, `commitment-mail.${fact.kind}.lead`, values);
  return {
    title,
    preheader: lead,
    why: t('commitment-mail.why', values),
    first: t('commitment-mail.first', values),
    lead,
    reason: fact.reason,
    facts: factsOf(reader, subject, values, fact),
    coverage: coverageBar(reader, figures, c.unit, '1'),
    next: t(`commitment-mail.next.${next}`, values),
    button: { href: paths.commitment(c.id), label: t(`commitment-mail.button.${next}`) },
  };
}

/** The office's mail about a need that is short again near its day. */
export function reopenedMail(reader: MailReader, need: Post, figures: NeedFigures, owner: string) {
  const { t, lang } = reader;
  const values = {
    side: 'office', title: need.title, owner, supplier: '',
    open: amountText(reader, figures.open, need.unit, 'of'),
    asked: amountText(reader, figures.asked, need.unit, 'of'),
    by: need.neededBy ? formatDate(lang, need.neededBy) : '',
    dated: need.neededBy ? 'yes' : 'no',
  };
  const lead = said(reader, 'commitment-mail.reopened.lead', values);
  return {
    title: t('commitment-mail.reopened.subject', values),
    preheader: lead,
    why: t('commitment-mail.why', values),
    first: t('commitment-mail.first', values),
    lead,
    reason: null,
    facts: [],
    coverage: coverageBar(reader, figures, need.unit, '1'),
    next: t('commitment-mail.reopened.next', values),
    button: { href: paths.post(need.id), label: t('commitment-mail.reopened.button') },
  };
}
