import type { Language } from '../../kernel/actor.ts';
import { addDays, nextWeekday, type LocalDate } from '../../kernel/dates.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { asTyped, UNITS, type Quantity } from '../../kernel/quantity.ts';
import { paths } from '../../paths.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import type { Translate } from '../../templates/i18n.ts';
import { formatShortDate } from '../../templates/format.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import type { Typed } from './field-readers.ts';
import { PROOFS, TERMS, VISIBILITIES, type Post, type PostKind } from './post.ts';

/** The post that is being changed, as it was read. */
export interface Editing {
  id: string;
  version: number;
  /** The office sees it again before it is back on the board. */
  reviewedAgain: boolean;
}

export interface PostFormViewInput {
  t: Translate;
  lang: Language;
  kind: PostKind;
  typed: Typed;
  errors: FieldErrors;
  today: LocalDate;
  vocabulary: Vocabulary;
  understood: readonly string[];
  /** For the office: whom it may post for. */
  organisations: readonly { id: string; name: string }[];
  audienceOptions: readonly { id: string; name: string }[];
  editing: Editing | null;
  submissionKey: string;
  /** The post would wait for the office's review. */
  reviewed: boolean;
}

const textOf = (typed: Typed, name: string): string => {
  const value = typed[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
};
const listOf = (typed: Typed, name: string): readonly string[] => {
  const value = typed[name];
  return typeof value === 'string' ? [value] : (value ?? []);
};

/** What the fields of the form are called, in its order; those of one name in both kinds by one key. */
const LABELS: Readonly<Record<string, string>> = {
  organisation: 'post.for-organisation', title: 'post.title-{kind}', description: 'post.description', quantity: 'post.quantity',
  perWeek: 'post.per-week-label', unit: 'post.unit', packSize: 'post.pack-size', neededBy: 'post.needed-by',
  availableFrom: 'post.available-from', availableUntil: 'post.available-until', town: 'post.town-{kind}', terms: 'post.terms',
  priceAmount: 'post.price', priceCurrency: 'post.currency', ward: 'post.ward', acceptsPart: 'post.parts',
  smallestPart: 'post.smallest-part', acceptable: 'post.acceptable', requiredCertificates: 'post.required-certificates',
  stockDays: 'post.stock-days', leadTimeDays: 'post.lead-time', certificatesHeld: 'post.certificates-held', proof: 'post.proof',
  priceNote: 'post.price-note', reach: 'post.reach-{kind}', radiusKm: 'post.radius-km', visibility: 'post.visibility',
  audience: 'post.audience', language: 'post.language', cpv: 'post.cpv',
};
const PLACES: ReadonlyMap<string, number> = new Map(Object.keys(LABELS).map((field, at) => [field, at]));

/** Faults in the order of the form: its summary goes down the page as the reader will. */
export const inOrder = (errors: FieldErrors): FieldErrors =>
  Object.fromEntries(Object.entries(errors).sort(([a], [b]) => (PLACES.get(a) ?? 0) - (PLACES.get(b) ?? 0)));

/** The label of a field of the post form. */
export function fieldName({ t, kind }: { t: Translate; kind: PostKind }, field: string): string | null {
  const key = LABELS[field];
  return key === undefined ? null : t(key.replace('{kind}', kind));
}

function quickDates(input: PostFormViewInput) {
  const friday = nextWeekday(input.today, 5);
  const choices: [string, LocalDate][] = [
    ['friday', friday],
    ['week', addDays(input.today, 7)],
    ['two-weeks', addDays(input.today, 14)],
    ['month', addDays(input.today, 30)],
  ];
  return choices.map(([key, date]) => ({ date, label: `${input.t(`post.quick.${key}`)} (${formatShortDate(input.lang, date)})` }));
}

/** The choices of the form, for every field that has some. */
export function formChoices(input: Pick<PostFormViewInput, 't' | 'kind' | 'typed' | 'audienceOptions' | 'organisations'>) {
  const { t, typed } = input;
  const items = (values: readonly string[], prefix: string) => values.map((value) => ({ value, label: t(`${prefix}.${value}`) }));
  const checked = (values: readonly string[], prefix: string, field: string) =>
    values.map((value) => ({ value, label: t(`${prefix}.${value}`), checked: listOf(typed, field).includes(value) }));
  return {
    units: UNITS.map((value) => ({ value, label: t(`unit-name.${value}`) })),
    termsItems: items(TERMS, 'terms'),
    visibilityItems: items(VISIBILITIES, 'visibility'),
    proofItems: [{ value: '', label: t('post.proof-none') }, ...items(PROOFS, 'proof')],
    acceptableItems: checked(PROOFS, 'proof', 'acceptable'),
    supplyItems: items(['stock', 'capacity'], 'supply'),
    partItems: items(['yes', 'no'], 'accepts-part'),
    reachItems: items(['country', 'radius'], `reach.${input.kind}`),
    currencies: ['PLN', 'EUR'].map((value) => ({ value, label: value })),
    languages: ['pl', 'en'].map((value) => ({ value, label: t(`language.${value}`) })),
    audienceItems: input.audienceOptions.map(({ id, name }) => ({ value: id, label: name, checked: listOf(typed, 'audience').includes(id) })),
    organisationItems: input.organisations.map(({ id, name }) => ({ value: id, label: name })),
  };
}

export type FormChoices = ReturnType<typeof formChoices>;

function concepts(input: PostFormViewInput) {
  const { typed, vocabulary, lang } = input;
  const dropped = listOf(typed, 'conceptsDropped');
  const named = (id: string) => ({ id, name: vocabulary.name(id, lang), other: vocabulary.name(id, lang === 'pl' ? 'en' : 'pl') });
  return {
    understood: input.understood.filter((id) => !dropped.includes(id)).map(named),
    added: listOf(typed, 'conceptsAdded').filter((id) => vocabulary.has(id)).map(named),
    dropped: dropped.filter((id) => vocabulary.has(id)).map(named),
    all: vocabulary.names(lang),
  };
}

const FIELDS = [
  'title', 'description', 'quantity', 'unit', 'packSize', 'town', 'ward', 'radiusKm', 'reach', 'terms', 'priceAmount', 'priceCurrency',
  'priceNote', 'visibility', 'neededBy', 'acceptsPart', 'smallestPart', 'requiredCertificates', 'urgent', 'stockDays', 'officeMayAccept',
  'supplyMode', 'perWeek', 'availableFrom', 'availableUntil', 'leadTimeDays', 'certificatesHeld', 'proof', 'language', 'cpv', 'organisation',
];
/** What a field says when nobody has said anything. */
export const STANDARD: Readonly<Record<string, string>> = {
  unit: 'szt', terms: 'gift', visibility: 'public', acceptsPart: 'yes', supplyMode: 'stock', reach: 'country', priceCurrency: 'PLN',
};

/** What each of these fields shows: what was typed, else what is usual. */
export const formValues = (typed: Typed, fields: readonly string[]): Record<string, string> =>
  Object.fromEntries(fields.map((name) => [name, textOf(typed, name) || (name in typed ? '' : (STANDARD[name] ?? ''))]));

/** Exactly what `views/posts/form.hbs` prints. */
export function postFormView(input: PostFormViewInput) {
  const { t, kind, typed, editing } = input;
  const values = formValues(typed, FIELDS);
  const texts = errorTexts(inOrder(input.errors), input, (field) => fieldName(input, field));
  const folded = ['ward', 'radiusKm', 'smallestPart', 'requiredCertificates', 'stockDays', 'leadTimeDays', 'certificatesHeld', 'cpv', 'audience'];
  return {
    title: t(editing ? 'post.edit-title' : `post.new-${kind}`),
    invalid: texts.errorList.length > 0,
    ...texts,
    kind,
    isNeed: kind === 'need',
    isOffer: kind === 'offer',
    kindLinks: editing ? [] : (['need', 'offer'] as const).map((value) => ({ value, href: paths.newPost(value), current: value === kind })),
    action: editing ? paths.editPost(editing.id) : paths.posts(),
    listLink: paths.newPostList(kind),
    previewAction: editing ? paths.editPreview(editing.id) : paths.postPreview(),
    understoodUrl: paths.understood(),
    editing,
    submissionKey: input.submissionKey,
    submitLabel: t(input.reviewed ? 'post.submit-review' : 'post.submit'),
    values,
    language: values['language'] || input.lang,
    quick: quickDates(input),
    concepts: concepts(input),
    moreOpen: folded.some((name) => name in texts.errors),
    ...formChoices(input),
  };
}

const plainAmount = (q: Quantity | null): string => (q === null ? '' : asTyped(q));
const yes = (flag: boolean): string => (flag ? 'yes' : '');

/** A stored post as if it had just been typed, for the edit form. */
export function typedOf(post: Post, audience: readonly string[], stockDays: number | null): Typed {
  const texts: Record<string, string | number | null> = {
    title: post.title, description: post.description, quantity: plainAmount(post.quantity), unit: post.unit, packSize: post.packSize,
    town: post.townName, ward: post.ward, radiusKm: post.radiusKm, reach: post.radiusKm === null ? 'country' : 'radius', terms: post.terms,
    priceAmount: post.priceAmount?.replace('.', ',') ?? null, priceCurrency: post.priceCurrency, priceNote: post.priceNote,
    visibility: post.visibility, neededBy: post.neededBy, acceptsPart: post.acceptsPart ? 'yes' : 'no',
    smallestPart: plainAmount(post.smallestPart), requiredCertificates: post.requiredCertificates.join(', '), urgent: yes(post.urgent),
    stockDays, officeMayAccept: yes(post.officeMayAccept), supplyMode: post.supplyMode, perWeek: plainAmount(post.perWeek),
    availableFrom: post.availableFrom, availableUntil: post.availableUntil, leadTimeDays: post.leadTimeDays,
    certificatesHeld: post.certificatesHeld.join(', '), proof: post.proof, language: post.language, cpv: post.cpv,
  };
  const typed = Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, value === null ? '' : String(value)]));
  const { acceptable, conceptsAdded, conceptsDropped } = post;
  return { ...typed, kind: post.kind, acceptable, conceptsAdded, conceptsDropped, audience };
}
