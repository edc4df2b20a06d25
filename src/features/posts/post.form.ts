import { createHash } from 'node:crypto';
import type { Language } from '../../kernel/actor.ts';
import { addDays, type LocalDate } from '../../kernel/dates.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { isUnit, type Unit } from '../../kernel/quantity.ts';
import type { Town } from '../organisations/index.ts';
import { FieldReader, typedFrom, type Typed } from './field-readers.ts';
import { PROOFS, TERMS, VISIBILITIES, type PostContent, type PostKind } from './post.ts';

/** What the form needs to know besides what was typed. */
export interface PostFormContext {
  today: LocalDate;
  language: Language;
  findTown(name: string): Town | null;
  isConcept(id: string): boolean;
}

export interface PostForm {
  typed: Typed;
  kind: PostKind | null;
  submissionKey: string | null;
  /** Over everything typed: tells a repeated submit from another text under a used key. */
  digest: string;
  /** The version that was edited, for the edit form. */
  version: number | null;
  organisationId: string | null;
  audience: string[];
  /** The content, or what is wrong: never both. */
  result: { content: PostContent } | { errors: FieldErrors };
}

const YEARS_AHEAD = 3 * 366;
const MAX_LIST = 12;

function lines(reader: FieldReader, field: string): string[] {
  const items = reader.text(field).split(/[\n,;]/).map((item) => item.trim()).filter(Boolean);
  if (items.length > MAX_LIST || items.some((item) => item.length > 120)) reader.fail(field, 'form.list-too-long', { max: MAX_LIST });
  return [...new Set(items)];
}

/* A field that counts only beside another answer. What was typed there all the same is not dropped in silence. */
function onlyWhen<T>(reader: FieldReader, counts: boolean, field: string, read: () => T): T | null {
  if (counts) return read();
  if (reader.list(field).length > 0) reader.fail(field, `post.only-with.${field}`);
  return null;
}

function place(reader: FieldReader, context: PostFormContext) {
  const name = reader.sentence('town', 2, 80);
  const town = context.findTown(name);
  const near = reader.text('reach') === 'radius';
  const radiusKm = onlyWhen(reader, near, 'radiusKm', () => reader.whole('radiusKm', 1, 1_000));
  if (near && radiusKm === null) reader.fail('radiusKm', 'form.missing');
  return { ...located(town, name), radiusKm };
}

/** A place that the gazetteer does not know is kept as it was typed. */
function located(town: Town | null, typed: string) {
  if (!town) return { townId: null, townName: typed, region: null, lat: null, lng: null };
  return { townId: town.id, townName: town.name, region: town.region, lat: town.lat, lng: town.lng };
}

function terms(reader: FieldReader) {
  const kind = reader.choice('terms', TERMS, 'gift') ?? 'gift';
  const priceAmount = onlyWhen(reader, kind === 'price', 'priceAmount', () => reader.money('priceAmount'));
  return {
    terms: kind,
    priceAmount,
    priceCurrency: priceAmount === null ? null : reader.choice('priceCurrency', ['PLN', 'EUR'], 'PLN'),
    priceNote: reader.optional('priceNote', 200),
  };
}

function needPart(reader: FieldReader, unit: Unit | null, today: LocalDate) {
  const days = reader.whole('stockDays', 0, 365);
  const acceptsPart = reader.text('acceptsPart') !== 'no';
  return {
    ward: reader.optional('ward', 120),
    neededBy: reader.date('neededBy', today, addDays(today, YEARS_AHEAD)),
    acceptsPart,
    smallestPart: onlyWhen(reader, acceptsPart, 'smallestPart', () => reader.quantity('smallestPart', unit)),
    acceptable: reader.choices('acceptable', PROOFS),
    requiredCertificates: lines(reader, 'requiredCertificates'),
    urgent: reader.yes('urgent'),
    stockRunsOutOn: days === null ? null : addDays(today, days),
    officeMayAccept: reader.yes('officeMayAccept'),
  };
}

function offerPart(reader: FieldReader, unit: Unit | null, today: LocalDate) {
  const supplyMode = reader.choice('supplyMode', ['stock', 'capacity'], 'stock') ?? 'stock';
  const capacity = supplyMode === 'capacity';
  const from = reader.date('availableFrom', addDays(today, -365), addDays(today, YEARS_AHEAD));
  const until = onlyWhen(reader, capacity, 'availableUntil', () => reader.date('availableUntil', today, addDays(today, YEARS_AHEAD)));
  if (from && until && until < from) reader.fail('availableUntil', 'form.until-before-from', { from });
  return {
    supplyMode,
    perWeek: onlyWhen(reader, capacity, 'perWeek', () => reader.quantity('perWeek', unit)),
    availableFrom: capacity ? (from ?? today) : from,
    availableUntil: until,
    leadTimeDays: reader.whole('leadTimeDays', 0, 365),
    certificatesHeld: lines(reader, 'certificatesHeld'),
    proof: reader.text('proof') ? reader.choice('proof', PROOFS, null) : null,
  };
}

const NOT_A_NEED = {
  ward: null, neededBy: null, acceptsPart: true, smallestPart: null, acceptable: [], requiredCertificates: [],
  urgent: false, stockRunsOutOn: null, officeMayAccept: false,
} satisfies Partial<PostContent>;
const NOT_AN_OFFER = {
  supplyMode: null, perWeek: null, availableFrom: null, availableUntil: null, leadTimeDays: null, certificatesHeld: [], proof: null,
} satisfies Partial<PostContent>;

function amounts(reader: FieldReader, kind: PostKind) {
  const typedUnit = reader.text('unit');
  const unit = isUnit(typedUnit) ? typedUnit : null;
  if (!unit) reader.fail('unit', 'form.choose');
  const stocked = kind === 'need' || reader.text('supplyMode') !== 'capacity';
  const quantity = onlyWhen(reader, stocked, 'quantity', () => reader.quantity('quantity', unit));
  if (kind === 'need' && quantity === null) reader.fail('quantity', 'form.missing');
  return { unit, quantity, packSize: onlyWhen(reader, unit === 'opak', 'packSize', () => reader.whole('packSize', 1, 1_000_000)) };
}

function content(reader: FieldReader, kind: PostKind, context: PostFormContext): PostContent {
  const { unit, quantity, packSize } = amounts(reader, kind);
  return {
    title: reader.sentence('title', 3, 120),
    description: reader.sentence('description', 0, 4_000),
    language: reader.choice('language', ['pl', 'en'], context.language) ?? context.language,
    conceptsAdded: reader.list('conceptsAdded').filter(context.isConcept),
    conceptsDropped: reader.list('conceptsDropped').filter(context.isConcept),
    cpv: cpv(reader),
    quantity,
    unit: unit ?? 'szt',
    packSize,
    visibility: reader.choice('visibility', VISIBILITIES, 'public') ?? 'public',
    ...place(reader, context),
    ...terms(reader),
    ...(kind === 'need' ? needPart(reader, unit, context.today) : NOT_A_NEED),
    ...(kind === 'offer' ? offerPart(reader, unit, context.today) : NOT_AN_OFFER),
  };
}

function cpv(reader: FieldReader): string | null {
  const text = reader.text('cpv');
  if (!text) return null;
  return /^\d{8}(-\d)?$/.test(text) ? text : reader.fail('cpv', 'form.not-cpv');
}

function audience(reader: FieldReader): string[] {
  const chosen = reader.text('visibility') === 'chosen';
  const ids = onlyWhen(reader, chosen, 'audience', () => reader.list('audience').filter(isId)) ?? [];
  if (chosen && ids.length === 0) reader.fail('audience', 'post.audience-missing');
  return ids;
}

function digestOf(typed: Typed): string {
  const rows = Object.entries(typed).filter(([name]) => name !== 'intent').sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

/** Reads the posted form of an offer or a need. */
export function postForm(body: Record<string, unknown>, context: PostFormContext): PostForm {
  const typed = typedFrom(body);
  const reader = new FieldReader(typed);
  const kind = reader.choice('kind', ['need', 'offer'], null);
  const read = content(reader, kind ?? 'need', context);
  const chosen = audience(reader);
  const key = reader.text('submissionKey');
  const organisation = reader.text('organisation');
  return {
    typed,
    kind,
    submissionKey: isId(key) ? key : null,
    digest: digestOf(typed),
    version: reader.whole('version', 1, 1_000_000_000),
    organisationId: isId(organisation) ? organisation : null,
    audience: chosen,
    result: Object.keys(reader.errors).length > 0 ? { errors: reader.errors } : { content: read },
  };
}
