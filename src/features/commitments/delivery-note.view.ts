import { formatDate } from '../../templates/format.ts';
import type { Cell, Row } from '../../templates/pdf/tagged-document.ts';
import { arrivedOf, deliveryOf, type Delivery } from './commitment.ts';
import type { CommitmentPage, Contact } from './commitments.queries.ts';
import { amountText, termsText, type Reader } from './wording.ts';

/** A note that travels with a parcel: exactly what `delivery-note.sheet.ts` sets. */
export interface DeliveryNote {
  title: string;
  /** Name of its file. */
  name: string;
  lead: string;
  sections: { heading: string; columns: readonly number[]; rows: Row[] }[];
  closing: string;
}

const HAND = 24;
const TALL = 46;

const named = (text: string): Cell => ({ text, header: 'Row' });
const plain = (text: string | null | undefined): Cell => ({ text: text ?? '' });

const heads = ({ t }: Reader): Row => ({
  cells: [{ text: '' }, ...['supplier', 'owner'].map((side): Cell => ({ text: t(`delivery-note.${side}`), header: 'Column' }))],
});

function partyRows(reader: Reader, supplier: Contact, owner: Contact): Row[] {
  const fields = (['organisation', 'ward', 'person', 'phone', 'address', 'hours'] as const)
    .filter((field) => supplier[field] || owner[field]);
  return [
    heads(reader),
    ...fields.map((field) => ({ cells: [named(reader.t(`commitment.contact.${field}`)), plain(supplier[field]), plain(owner[field])] })),
  ];
}

function goodsRows(reader: Reader, page: CommitmentPage, delivery: Delivery): Row[] {
  const { t, lang } = reader;
  const { commitment: c } = page;
  const rows: [string, string | null][] = [
    ['need', page.needTitle],
    ['sent', amountText(reader, delivery.sent, c.unit)],
    ['agreed', amountText(reader, c.quantity, c.unit)],
    ['on', formatDate(lang, delivery.on)],
    ['how', t(`commitment.handover.${delivery.handover}`)],
    ['carrier', delivery.carrier],
    ['reference', delivery.reference],
    ['lot', delivery.lot],
    ['terms', termsText(reader, c.terms, c.unit)],
  ];
  return rows.flatMap(([key, text]) => (text ? [{ cells: [named(t(`delivery-note.${key}`)), plain(text)] }] : []));
}

/* What was confirmed already is printed, the rest is left to be written by hand. */
function arrivalRows(reader: Reader, { commitment: c }: CommitmentPage, delivery: Delivery): Row[] {
  const { t } = reader;
  const arrived = arrivedOf(delivery);
  const received = arrived === null ? '' : amountText(reader, arrived, c.unit);
  return [
    { cells: [named(t('delivery-note.received', { unit: t(`unit.${c.unit}`) })), plain(received)], height: HAND },
    { cells: [named(t('delivery-note.differences')), plain(delivery.receipts.at(-1)?.differences)], height: TALL },
  ];
}

const signRows = (reader: Reader): Row[] => [
  heads(reader),
  ...[['name', HAND], ['date', HAND], ['signature', TALL]].map(([key, height]): Row => ({
    cells: [named(reader.t(`delivery-note.${String(key)}`)), plain(''), plain('')], height: Number(height),
  })),
];

/**
 * The note of one parcel, for the people who see the commitment.
 * @throws DomainError not-found for a parcel of another commitment
 */
export function deliveryNoteView(reader: Reader, page: CommitmentPage, deliveryId: string): DeliveryNote {
  const { t } = reader;
  const { commitment: c, contacts } = page;
  const delivery = deliveryOf(c, deliveryId);
  const number = `${c.id.slice(0, 8).toUpperCase()}/${c.deliveries.indexOf(delivery) + 1}`;
  const nobody = (organisation: string): Contact => ({ organisation, ward: null });
  const { supplier, owner } = contacts ?? { supplier: nobody(page.supplierName), owner: nobody(page.ownerName) };
  return {
    title: t('delivery-note.title', { number }),
    name: `${t('delivery-note.file')}-${number.replace('/', '-')}.pdf`,
    lead: t('delivery-note.lead'),
    sections: [
      { heading: t('delivery-note.parties'), columns: [2, 4, 4], rows: partyRows(reader, supplier, owner) },
      { heading: t('delivery-note.goods'), columns: [3, 7], rows: goodsRows(reader, page, delivery) },
      { heading: t('delivery-note.arrival'), columns: [3, 7], rows: arrivalRows(reader, page, delivery) },
      { heading: t('delivery-note.signatures'), columns: [2, 4, 4], rows: signRows(reader) },
    ],
    closing: t('delivery-note.closing'),
  };
}
