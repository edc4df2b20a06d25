import type { DisclosureRow } from '../evidence/index.ts';
import type { ActivityRow } from '../activity/index.ts';
import { counted } from '../../templates/counted.ts';
import { formatDate } from '../../templates/format.ts';
import { paths } from '../../paths.ts';
import { isPositive, toDecimal, type Quantity } from '../../kernel/quantity.ts';
import { actionForms, correctionForms, type FormsInput } from './commitment-forms.view.ts';
import { markOf, waitingText } from './commitment-row.view.ts';
import { timelineOf } from './commitment-timeline.view.ts';
import { arrivedOf, binding, lostOf, onTheWayOf, receivedOf, sentOf, type Delivery } from './commitment.ts';
import type { CommitmentPage, Contact } from './commitments.queries.ts';
import { contactViews } from './contact-views.view.ts';
import { coverageBar } from './coverage-bar.view.ts';
import { errorListOf } from './form-field.view.ts';
import { missingAddress } from './missing-address.view.ts';
import { amountText, termsText, type Reader } from './wording.ts';

type Fact = { label: string; text: string };

const facts = (reader: Reader, prefix: string, rows: readonly (readonly [string, string | null])[]): Fact[] =>
  rows.flatMap(([key, text]) => (text ? [{ label: reader.t(`${prefix}.${key}`), text }] : []));

function agreed(reader: Reader, page: CommitmentPage): Fact[] {
  const { t, lang } = reader;
  const { commitment: c } = page;
  const use = c.offerUse === null || page.offerUnit === null
    ? null : counted(reader, toDecimal(c.offerUse), page.offerUnit);
  return facts(reader, 'commitment.fact', [
    ['supplier', page.supplierName],
    ['owner', page.ownerName],
    ['quantity', amountText(reader, c.quantity, c.unit) + (c.orPart && c.state === 'proposed' ? ` ${t('commitment.or-part')}` : '')],
    ['by', formatDate(lang, c.by)],
    ['terms', termsText(reader, c.terms, c.unit)],
    ['offer', page.offerTitle && (use ? t('commitment.offer-use', { title: page.offerTitle, use }) : page.offerTitle)],
    ['note', page.note],
  ]);
}

const contactFacts = (reader: Reader, contact: Contact): Fact[] =>
  facts(reader, 'commitment.contact', [
    ['organisation', contact.organisation], ['ward', contact.ward], ['person', contact.person ?? null], ['phone', contact.phone ?? null],
    ['address', contact.address ?? null], ['hours', contact.hours ?? null],
  ]);

function deliveryRow(input: FormsInput, delivery: Delivery, number: number) {
  const { reader, page } = input;
  const { t, lang } = reader;
  const { unit } = page.commitment;
  const last = delivery.receipts.at(-1);
  const arrived = arrivedOf(delivery);
  return {
    number,
    sent: amountText(reader, delivery.sent, unit),
    on: formatDate(lang, delivery.on),
    how: [t(`commitment.handover.${delivery.handover}`), delivery.carrier, delivery.reference].filter(Boolean).join(', '),
    lot: delivery.lot,
    received: arrived === null ? null : amountText(reader, arrived, unit),
    receivedOn: last ? t('commitment.received-on-by', { on: formatDate(lang, last.on), by: last.by }) : null,
    differences: last?.differences ?? null,
    note: paths.deliveryNote(page.commitment.id, delivery.id),
    forms: correctionForms(input, delivery),
  };
}

const sums = (reader: Reader, { commitment: c }: CommitmentPage): Fact[] => {
  const rows: [string, Quantity][] = [['promised', binding(c)], ['sent', sentOf(c)], ['received', receivedOf(c)], ['on-the-way', onTheWayOf(c)]];
  if (isPositive(lostOf(c))) rows.push(['lost', lostOf(c)]);
  return rows.map(([key, q]) => ({ label: reader.t(`commitment.sum.${key}`), text: amountText(reader, q, c.unit) }));
};

/** What has been written down about a commitment: its history, and who was shown the reader's delivery details. */
export interface Records {
  history: readonly ActivityRow[];
  views: readonly DisclosureRow[];
}

/** Exactly what `views/commitments/show.hbs` prints. `problem` is what stopped the last press, in words. */
export function commitmentView(input: FormsInput, records: Records, problem: string | null) {
  const { reader, page, failed } = input;
  const { commitment: c } = page;
  const forms = actionForms(input);
  const deliveries = c.deliveries.map((delivery, at) => deliveryRow(input, delivery, at + 1));
  const fields = [...forms, ...deliveries.flatMap((row) => row.forms)].filter(({ id }) => id === failed?.id).flatMap((form) => form.fields);
  return {
    title: reader.t('commitment.title', { amount: amountText(reader, c.quantity, c.unit), supplier: page.supplierName }),
    invalid: failed !== null,
    errorList: failed ? errorListOf(reader, fields, failed.errors) : [],
    problem,
    need: { title: page.needTitle, href: paths.post(c.needId) },
    sides: [{ id: c.supplierId, name: page.supplierName }, { id: c.ownerId, name: page.ownerName }],
    offerHref: c.offerId && paths.post(c.offerId),
    state: markOf(reader, c),
    waiting: waitingText(reader, c, { supplier: page.supplierName, owner: page.ownerName }),
    forms,
    address: missingAddress(reader, input.actor, page),
    facts: agreed(reader, page),
    sums: c.supplierYes && c.ownerYes ? sums(reader, page) : [],
    coverage: coverageBar(reader, page.figures, c.unit, '1'),
    deliveries,
    contacts: page.contacts && [contactFacts(reader, page.contacts.owner), contactFacts(reader, page.contacts.supplier)],
    timeline: timelineOf(reader, c.unit, records.history),
    views: contactViews(reader, records.views),
  };
}
