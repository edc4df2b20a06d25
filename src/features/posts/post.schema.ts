import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { quantityFrom, toDecimal, type Quantity } from '../../kernel/quantity.ts';
import type { Post } from './post.ts';

const amount: EntitySchemaColumnOptions = {
  type: 'numeric',
  precision: 15,
  scale: 3,
  nullable: true,
  transformer: {
    to: (value: Quantity | null) => (value === null || value === undefined ? value : toDecimal(value)),
    from: (value: string | null) => (value === null ? null : quantityFrom(value)),
  },
};
const words: EntitySchemaColumnOptions = { type: 'text', array: true, default: '{}' };
const text: EntitySchemaColumnOptions = { type: 'text' };
const maybeText: EntitySchemaColumnOptions = { type: 'text', nullable: true };
const date: EntitySchemaColumnOptions = { type: 'date', nullable: true };
const instant: EntitySchemaColumnOptions = { type: 'timestamptz' };
const yesNo = (standard: boolean): EntitySchemaColumnOptions => ({ type: 'boolean', default: standard });

export const PostSchema = new EntitySchema<Post>({
  name: 'post',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'post_pk' },
    kind: text,
    organisationId: { type: 'uuid', foreignKey: { target: 'organisation', inverseSide: 'id', name: 'post_organisation_fk' } },
    authorId: {
      type: 'uuid',
      nullable: true,
      foreignKey: { target: 'person', inverseSide: 'id', name: 'post_author_fk', onDelete: 'SET NULL' },
    },
    title: text,
    description: text,
    language: text,
    concepts: { type: 'jsonb', default: [] },
    conceptsAdded: words,
    conceptsDropped: words,
    titleKeys: words,
    textKeys: words,
    analyserVersion: text,
    cpv: maybeText,
    quantity: amount,
    unit: text,
    packSize: { type: 'integer', nullable: true },
    townId: { type: 'integer', nullable: true },
    townName: text,
    region: maybeText,
    lat: { type: 'double precision', nullable: true },
    lng: { type: 'double precision', nullable: true },
    ward: maybeText,
    radiusKm: { type: 'integer', nullable: true },
    terms: text,
    priceAmount: { type: 'numeric', precision: 15, scale: 2, nullable: true },
    priceCurrency: maybeText,
    priceNote: maybeText,
    visibility: text,
    neededBy: date,
    acceptsPart: yesNo(true),
    smallestPart: amount,
    acceptable: words,
    requiredCertificates: words,
    urgent: yesNo(false),
    stockRunsOutOn: date,
    officeMayAccept: yesNo(false),
    supplyMode: maybeText,
    perWeek: amount,
    availableFrom: date,
    availableUntil: date,
    leadTimeDays: { type: 'integer', nullable: true },
    certificatesHeld: words,
    proof: maybeText,
    state: text,
    stateReason: maybeText,
    endsOn: date,
    publishedAt: { ...instant, nullable: true },
    endedAt: { ...instant, nullable: true },
    createdAt: instant,
    updatedAt: instant,
    version: { type: 'integer', default: 1 },
    submissionKey: { type: 'uuid', nullable: true },
    submissionDigest: maybeText,
  },
  checks: [
    { name: 'post_kind_ck', expression: `kind IN ('need','offer')` },
    {
      name: 'post_state_ck',
      expression: `state IN ('draft','in-review','published','held','covered','closed-short','withdrawn','expired','refused')`,
    },
    { name: 'post_visibility_ck', expression: `visibility IN ('public','members','chosen')` },
    { name: 'post_quantity_ck', expression: 'quantity IS NULL OR quantity > 0' },
    { name: 'post_need_quantity_ck', expression: `kind <> 'need' OR quantity IS NOT NULL` },
    { name: 'post_supply_ck', expression: `(kind = 'need') = (supply_mode IS NULL)` },
    // Not-a-number passes for a coordinate otherwise, and every distance to it would be none.
    { name: 'post_place_ck', expression: 'lat BETWEEN -90 AND 90 AND lng BETWEEN -180 AND 180' },
    { name: 'post_terms_ck', expression: `terms IN ('gift','at-cost','price')` },
  ],
  indices: [
    { name: 'post_submission_uq', columns: ['submissionKey'], unique: true, synchronize: false },
    { name: 'post_organisation_ix', columns: ['organisationId', 'state'] },
    { name: 'post_ends_on_ix', columns: ['endsOn'], synchronize: false },
    { name: 'post_published_ix', columns: ['kind', 'publishedAt'], synchronize: false },
  ],
});
