import type { DataSource, EntityManager } from 'typeorm';
import { prepared } from '../../db/prepared.ts';
import { quantityFrom, type Unit } from '../../kernel/quantity.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Commitment, Delivery, Handover, State, Terms } from './commitment.ts';

/** A commitment as read from the database. */
export interface Stored {
  commitment: Commitment;
  note: string | null;
  version: number;
  createdAt: Date;
}

interface ReceiptJson {
  quantity: string;
  on: LocalDate;
  by: string;
  differences: string | null;
  recordedAt: string;
}

interface DeliveryJson {
  id: string;
  sent: string;
  on: LocalDate;
  handover: Handover;
  carrier: string | null;
  reference: string | null;
  lot: string | null;
  receipts: ReceiptJson[];
}

interface Row {
  id: string;
  need_id: string;
  offer_id: string | null;
  supplier_id: string;
  owner_id: string;
  quantity: string;
  unit: Unit;
  offer_use: string | null;
  by: LocalDate;
  terms: Terms;
  or_part: boolean;
  takes_surplus: boolean;
  state: State;
  supplier_yes: boolean;
  owner_yes: boolean;
  expires_at: Date | null;
  remind_at: Date | null;
  note: string | null;
  version: number;
  created_at: Date;
  deliveries: DeliveryJson[];
}

const RECEIPTS = `COALESCE((SELECT json_agg(json_build_object('quantity', r.quantity::text, 'on', r.received_on, 'by', r.received_by,
  'differences', r.differences, 'recordedAt', r.recorded_at) ORDER BY r.number) FROM receipt r WHERE r.delivery_id = d.id), '[]')`;
const DELIVERIES = `COALESCE((SELECT json_agg(json_build_object('id', d.id, 'sent', d.sent::text, 'on', d.sent_on,
  'handover', d.handover, 'carrier', d.carrier, 'reference', d.reference, 'lot', d.lot, 'receipts', ${RECEIPTS}) ORDER BY d.number)
  FROM delivery d WHERE d.commitment_id = c.id), '[]')`;
const SELECT = `SELECT c.id, c.need_id, c.offer_id, c.supplier_id, c.owner_id, c.quantity::text, c.unit, c.offer_use::text,
  c.promised_by::text AS by, c.terms, c.or_part, c.takes_surplus, c.state, c.supplier_yes, c.owner_yes, c.expires_at, c.remind_at,
  c.note, c.version, c.created_at, ${DELIVERIES} AS deliveries FROM commitment c`;

const deliveryOf = (json: DeliveryJson): Delivery => ({
  ...json,
  sent: quantityFrom(json.sent),
  receipts: json.receipts.map((receipt) => ({
    ...receipt, quantity: quantityFrom(receipt.quantity), recordedAt: new Date(receipt.recordedAt),
  })),
});

const recordOf = (row: Row): Commitment => ({
  id: row.id,
  needId: row.need_id,
  offerId: row.offer_id,
  supplierId: row.supplier_id,
  ownerId: row.owner_id,
  quantity: quantityFrom(row.quantity),
  unit: row.unit,
  offerUse: row.offer_use === null ? null : quantityFrom(row.offer_use),
  by: row.by,
  terms: row.terms,
  orPart: row.or_part,
  takesSurplus: row.takes_surplus,
  state: row.state,
  supplierYes: row.supplier_yes,
  ownerYes: row.owner_yes,
  expiresAt: row.expires_at,
  remindAt: row.remind_at,
  deliveries: row.deliveries.map(deliveryOf),
});

/** Of readCommitments: what is open or live between the need $1 and the supplier $2. */
export const BETWEEN = `c.need_id = $1 AND c.supplier_id = $2 AND c.state NOT IN ('declined','withdrawn','lapsed','failed','completed')`;

/**
 * Whole records with their deliveries and receipts, oldest first, in one query. `condition` is SQL over the alias `c`;
 * who may see them is the caller's to say in it.
 */
export async function readCommitments(
  db: DataSource | EntityManager, condition: string, values: readonly unknown[],
): Promise<Stored[]> {
  const rows = await db.query<Row[]>(prepared(`${SELECT} WHERE ${condition} ORDER BY c.created_at, c.id`), [...values]);
  return rows.map((row) => ({ commitment: recordOf(row), note: row.note, version: row.version, createdAt: row.created_at }));
}
