import type { LocalDate } from '../../kernel/dates.ts';
import { toDecimal, type Quantity, type Unit } from '../../kernel/quantity.ts';
import { paths } from '../../paths.ts';
import type { PageRequest } from '../../web/route.ts';
import { regionName, type PublicOrganisation } from '../organisations/index.ts';
import type { Post } from '../posts/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';

interface MetaInput {
  request: Pick<PageRequest, 't' | 'lang'>;
  post: Post;
  organisation: PublicOrganisation | null;
  vocabulary: Vocabulary;
  baseUrl: string;
  today: LocalDate;
}

const LONGEST = 500;

/** UN/CEFACT codes of the units that have one, as schema.org asks for them. */
const UNIT_CODES: Readonly<Partial<Record<Unit, string>>> = { szt: 'C62', kg: 'KGM', g: 'GRM', l: 'LTR', m: 'MTR', m2: 'MTK', h: 'HUR' };

const amount = (value: Quantity, unit: Unit, unitText: string) =>
  ({ '@type': 'QuantitativeValue', value: Number(toDecimal(value)), unitText, ...(UNIT_CODES[unit] ? { unitCode: UNIT_CODES[unit] } : {}) });

/** Everybody may read it, today: only such posts are told to search engines and shown in previews. */
export const isOpenToAll = ({ state, visibility, endsOn }: Pick<Post, 'state' | 'visibility' | 'endsOn'>, today: LocalDate): boolean =>
  state === 'published' && visibility === 'public' && (endsOn === null || endsOn >= today);

function placeOf({ post, request: { lang } }: MetaInput) {
  return {
    '@type': 'Place',
    address: {
      '@type': 'PostalAddress',
      addressLocality: post.townName,
      ...(post.region ? { addressRegion: regionName(post.region, lang), addressCountry: 'PL' } : {}),
    },
  };
}

function priceOf({ terms, priceAmount, priceCurrency }: Post) {
  if (terms === 'gift') return { price: '0', priceCurrency: 'PLN' };
  return terms === 'price' && priceAmount !== null ? { price: priceAmount, priceCurrency: priceCurrency ?? 'PLN' } : {};
}

function quantityOf({ post, request: { t } }: MetaInput) {
  if (!post.quantity) return {};
  const many = amount(post.quantity, post.unit, t(`unit.${post.unit}`));
  return post.kind === 'offer' ? { inventoryLevel: many } : { eligibleQuantity: many };
}

function datesOf({ availableFrom, availableUntil, neededBy, endsOn }: Post) {
  const last = neededBy ?? availableUntil;
  return {
    ...(availableFrom ? { availabilityStarts: availableFrom } : {}),
    ...(last ? { availabilityEnds: last } : {}),
    ...(endsOn ? { validThrough: endsOn } : {}),
  };
}

/* A Demand has no word for who makes it; the organisation has one for what it seeks. */
function partyOf({ post, organisation, baseUrl }: MetaInput) {
  if (!organisation) return {};
  const party = { '@type': 'Organization', name: organisation.name, url: `${baseUrl}${paths.organisation(organisation.id)}` };
  return post.kind === 'offer' ? { offeredBy: party } : { '@reverse': { seeks: party } };
}

/**
 * The post as schema.org knows it: an Offer, or a Demand that its organisation seeks. No people, no addresses, and no
 * more than the page itself shows a visitor.
 */
function structured(input: MetaInput, url: string) {
  const { post, vocabulary, request: { lang } } = input;
  const concepts = post.concepts.filter(({ role, inTitle }) => role === 'head' && inTitle).map(({ id }) => vocabulary.name(id, lang));
  return {
    '@context': 'https://schema.org',
    '@type': post.kind === 'offer' ? 'Offer' : 'Demand',
    name: post.title,
    ...(post.description ? { description: post.description.slice(0, LONGEST).toWellFormed() } : {}),
    url,
    itemOffered: { '@type': 'Product', name: concepts.join(', ') || post.title },
    ...quantityOf(input),
    ...datesOf(post),
    ...priceOf(post),
    availableAtOrFrom: placeOf(input),
    ...partyOf(input),
  };
}

/** What a public post tells search engines and previews of links; null for every other post. */
export function postMeta(input: MetaInput) {
  const { post, baseUrl, organisation, request: { t } } = input;
  if (!isOpenToAll(post, input.today)) return null;
  const canonical = `${baseUrl}${paths.post(post.id)}`;
  const about = [t(`components.kind.${post.kind}`), organisation?.name, post.townName].filter(Boolean).join(' · ');
  return {
    canonical,
    noindex: false,
    description: [about, post.description.slice(0, 160).toWellFormed()].filter(Boolean).join('. '),
    image: `${baseUrl}${paths.shareImage()}`,
    feeds: [],
    structured: structured(input, canonical),
  };
}
