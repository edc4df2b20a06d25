import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { quantityFrom, toDecimal, type Quantity } from '../../kernel/quantity.ts';
import type { Commitment, Delivery, Receipt } from './commitment.ts';

/** A commitment as its row: the record without its deliveries, and what only the store needs. */
export interface CommitmentRow extends Omit<Commitment, 'by' | 'deliveries'> {
  promisedBy: Commitment['by'];
  note: string | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
  submissionKey: string | null;
  submissionDigest: string | null;
}

/** `number` counts the parcels of a commitment from 1. */
export interface DeliveryRow extends Omit<Delivery, 'on' | 'receipts'> {
  commitmentId: string;
  number: number;
  sentOn: Delivery['on'];
  createdAt: Date;
  submissionKey: string | null;
}

/** `number` counts the receipts of a delivery from 1; the highest counts. */
export interface ReceiptRow extends Omit<Receipt, 'on' | 'by'> {
  id: string;
  deliveryId: string;
  number: number;
  receivedOn: Receipt['on'];
  receivedBy: Receipt['by'];
}

const amount: EntitySchemaColumnOptions = {
  type: 'numeric',
  precision: 15,
  scale: 3,
  transformer: {
    to: (value: Quantity | null) => (value === null || value === undefined ? value : toDecimal(value)),
    from: (value: string | null) => (value === null ? null : quantityFrom(value)),
  },
};
const key = (name: string): EntitySchemaColumnOptions => ({ type: 'uuid', primary: true, primaryKeyConstraintName: name });
const reference = (target: string, name: string): EntitySchemaColumnOptions =>
  ({ type: 'uuid', foreignKey: { target, inverseSide: 'id', name } });
const text: EntitySchemaColumnOptions = { type: 'text' };
const maybeText: EntitySchemaColumnOptions = { type: 'text', nullable: true };
const instant: EntitySchemaColumnOptions = { type: 'timestamptz' };

export const CommitmentSchema = new EntitySchema<CommitmentRow>({
  name: 'commitment',
  columns: {
    id: key('commitment_pk'),
    needId: reference('post', 'commitment_need_fk'),
    offerId: { ...reference('post', 'commitment_offer_fk'), nullable: true },
    supplierId: reference('organisation', 'commitment_supplier_fk'),
    ownerId: reference('organisation', 'commitment_owner_fk'),
    quantity: amount,
    unit: text,
    offerUse: { ...amount, nullable: true },
    promisedBy: { type: 'date' },
    terms: { type: 'jsonb' },
    orPart: { type: 'boolean', default: false },
    takesSurplus: { type: 'boolean', default: false },
    state: text,
    supplierYes: { type: 'boolean' },
    ownerYes: { type: 'boolean' },
    expiresAt: { ...instant, nullable: true },
    remindAt: { ...instant, nullable: true },
    note: maybeText,
    createdAt: instant,
    updatedAt: instant,
    version: { type: 'integer', default: 1 },
    submissionKey: { type: 'uuid', nullable: true },
    submissionDigest: maybeText,
  },
  checks: [
    { name: 'commitment_quantity_ck', expression: 'quantity > 0' },
    { name: 'commitment_sides_ck', expression: 'supplier_id <> owner_id' },
    {
      name: 'commitment_yes_ck',
      expression: `state IN ('proposed','declined','withdrawn','lapsed') OR (supplier_yes AND owner_yes)`,
    },
    {
      name: 'commitment_state_ck',
      expression: `state IN ('proposed','accepted','in-production','partly-sent','sent','completed','declined','withdrawn',
        'lapsed','failed')`,
    },
  ],
  indices: [
    { name: 'commitment_submission_uq', columns: ['submissionKey'], unique: true, synchronize: false },
    { name: 'commitment_need_ix', columns: ['needId'] },
    { name: 'commitment_offer_ix', columns: ['offerId'], synchronize: false },
    { name: 'commitment_supplier_ix', columns: ['supplierId', 'state'] },
    { name: 'commitment_owner_ix', columns: ['ownerId', 'state'] },
    { name: 'commitment_expiry_ix', columns: ['expiresAt'], synchronize: false },
    { name: 'commitment_reminder_ix', columns: ['remindAt'], synchronize: false },
  ],
});

export const DeliverySchema = new EntitySchema<DeliveryRow>({
  name: 'delivery',
  columns: {
    id: key('delivery_pk'),
    commitmentId: reference('commitment', 'delivery_commitment_fk'),
    number: { type: 'integer' },
    sent: amount,
    sentOn: { type: 'date' },
    handover: text,
    carrier: maybeText,
    reference: maybeText,
    lot: maybeText,
    createdAt: instant,
    submissionKey: { type: 'uuid', nullable: true },
  },
  checks: [
    { name: 'delivery_sent_ck', expression: 'sent > 0' },
    { name: 'delivery_handover_ck', expression: `handover IN ('delivery','pick-up')` },
  ],
  uniques: [{ name: 'delivery_number_uq', columns: ['commitmentId', 'number'] }],
  indices: [{ name: 'delivery_submission_uq', columns: ['submissionKey'], unique: true, synchronize: false }],
});

export const ReceiptSchema = new EntitySchema<ReceiptRow>({
  name: 'receipt',
  columns: {
    id: key('receipt_pk'),
    deliveryId: reference('delivery', 'receipt_delivery_fk'),
    number: { type: 'integer' },
    quantity: amount,
    receivedOn: { type: 'date' },
    receivedBy: text,
    differences: maybeText,
    recordedAt: instant,
  },
  checks: [{ name: 'receipt_quantity_ck', expression: 'quantity >= 0' }],
  uniques: [{ name: 'receipt_number_uq', columns: ['deliveryId', 'number'] }],
});

/** Tables of this feature. */
export const schemas = [CommitmentSchema, DeliverySchema, ReceiptSchema];
