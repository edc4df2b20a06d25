import type { Language } from '../../kernel/actor.ts';
import { toDecimal } from '../../kernel/quantity.ts';
import { counted, type CountedForm } from '../../templates/counted.ts';
import { formatDate, formatMoney } from '../../templates/format.ts';
import type { Translate } from '../../templates/i18n.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import type { PostConcept, PostContent, PostKind } from './post.ts';

export interface Fact {
  label: string;
  text: string;
}

interface Input {
  t: Translate;
  lang: Language;
  kind: PostKind;
  content: PostContent;
  concepts: readonly PostConcept[];
  vocabulary: Vocabulary;
}

const amount = (input: Input, q: PostContent['quantity'], form?: CountedForm): string | null =>
  q === null ? null : counted(input, toDecimal(q), input.content.unit, form);

function termsText({ t, lang, content }: Input): string {
  const price = content.priceAmount === null ? null : formatMoney(lang, content.priceAmount, content.priceCurrency ?? 'PLN');
  const kind = price ? t('terms.price-of', { price, unit: t(`unit-per.${content.unit}`) }) : t(`terms.${content.terms}`);
  return content.priceNote ? `${kind} (${content.priceNote})` : kind;
}

function needFacts(input: Input): [string, string | null][] {
  const { t, lang, content: c } = input;
  const smallest = amount(input, c.smallestPart, 'of');
  return [
    ['needed-by', c.neededBy && formatDate(lang, c.neededBy)],
    ['parts', !c.acceptsPart ? t('post.parts-no') : smallest ? t('post.parts-from', { amount: smallest }) : t('post.parts-yes')],
    ['acceptable', c.acceptable.map((proof) => t(`proof.${proof}`)).join(', ') || null],
    ['required-certificates', c.requiredCertificates.join(', ') || null],
    ['stock-runs-out', c.stockRunsOutOn && formatDate(lang, c.stockRunsOutOn)],
    ['ward', c.ward],
  ];
}

function capacityText(input: Input): string | null {
  const { t, lang, content: c } = input;
  const rate = amount(input, c.perWeek);
  if (c.supplyMode !== 'capacity') return null;
  const span = t('post.capacity-span', {
    from: c.availableFrom ? formatDate(lang, c.availableFrom) : '', until: c.availableUntil ? formatDate(lang, c.availableUntil) : '',
    hasUntil: c.availableUntil ? 'yes' : 'no',
  });
  return rate ? `${t('post.per-week', { amount: rate })}, ${span}` : span;
}

function offerFacts(input: Input): [string, string | null][] {
  const { t, lang, content: c } = input;
  return [
    ['capacity', capacityText(input)],
    ['available-from', c.supplyMode === 'stock' && c.availableFrom ? formatDate(lang, c.availableFrom) : null],
    ['lead-time', c.leadTimeDays === null ? null : t('post.days', { days: c.leadTimeDays })],
    ['certificates-held', c.certificatesHeld.join(', ') || null],
    ['proof', c.proof && t(`proof.${c.proof}`)],
  ];
}

/** What a post says, as pairs of label and text in the reader's language; what was not said is left out. */
export function postFacts(input: Input): Fact[] {
  const { t, kind, content: c, vocabulary, lang } = input;
  const heads = input.concepts.filter(({ role }) => role === 'head').map(({ id }) => vocabulary.name(id, lang));
  const quantity = amount(input, c.quantity);
  const packs = c.packSize === null ? '' : ` (${t('post.pack-of', { size: c.packSize })})`;
  const rows: [string, string | null][] = [
    ['understood', heads.join(', ') || null],
    [kind === 'need' ? 'asked' : 'in-stock', quantity && quantity + packs],
    ['town', c.townName],
    ['reach', c.radiusKm === null ? (kind === 'offer' ? t('post.whole-country') : null) : t('post.radius', { km: c.radiusKm })],
    ['terms', termsText(input)],
    ...(kind === 'need' ? needFacts(input) : offerFacts(input)),
    ['cpv', c.cpv],
  ];
  return rows.flatMap(([key, value]) => (value ? [{ label: t(`post.fact.${key}`), text: value }] : []));
}
