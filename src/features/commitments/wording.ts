import type { Language } from '../../kernel/actor.ts';
import { isPositive, toDecimal, type Quantity, type Unit } from '../../kernel/quantity.ts';
import { counted, type CountedForm } from '../../templates/counted.ts';
import { formatMoney } from '../../templates/format.ts';
import type { Translate, Values } from '../../templates/i18n.ts';
import { oneStop } from '../../templates/readable.ts';
import type { Post } from '../posts/index.ts';
import { missingOf, receivedOf, type Commitment, type State, type Terms } from './commitment.ts';
import type { Snapshot } from './step.ts';

/** The reader's language, for everything that is put in words. */
export interface Reader {
  t: Translate;
  lang: Language;
}

/** `300 szt.` */
export const amountText = (reader: Reader, quantity: Quantity, unit: Unit, form?: CountedForm): string =>
  counted(reader, toDecimal(quantity), unit, form);

/** A message whose last word may be a unit with a point of its own. */
export const said = ({ t }: Pick<Reader, 't'>, key: string, values?: Values): string => oneStop(t(key, values));

/** What has not arrived of what was agreed, and whether something has: a delivery that ends early ends for that much. */
export const missingText = (reader: Reader, c: Commitment): Record<'missing' | 'partly', string> =>
  ({ missing: amountText(reader, missingOf(c), c.unit), partly: isPositive(receivedOf(c)) ? 'yes' : 'no' });

/** What an act is called: before both sides have agreed a proposal is taken back, afterwards a delivery is cancelled. */
export const wordOf = <A extends string>(action: A, before: State | undefined): A | 'take-back' =>
  action === 'withdraw' && before === 'proposed' ? 'take-back' : action;

/** What a post says of its terms: `odpłatnie (do 8 zł)` */
export function postTermsText(
  { t, lang }: Reader, post: Pick<Post, 'terms' | 'priceAmount' | 'priceCurrency' | 'priceNote' | 'unit'>,
): string {
  const price = post.priceAmount === null ? null : formatMoney(lang, post.priceAmount, post.priceCurrency ?? 'PLN');
  const kind = price ? t('terms.price-of', { price, unit: t(`unit-per.${post.unit}`) }) : t(`terms.${post.terms}`);
  return post.priceNote ? `${kind} (${post.priceNote})` : kind;
}

/** `nieodpłatnie, z certyfikatem, dostawa na miejsce` */
export function termsText({ t, lang }: Reader, terms: Terms, unit: Unit): string {
  const price = terms.kind === 'price' ? formatMoney(lang, terms.pricePerUnit, terms.currency) : null;
  const kind = price ? t('terms.price-of', { price, unit: t(`unit-per.${unit}`) }) : t(`terms.${terms.kind}`);
  const proof = terms.proof ? [t(`commitment.proof.${terms.proof}`)] : [];
  return [kind, ...proof, t(`commitment.handover.${terms.handover}`)].join(', ');
}

type Figures = Pick<Snapshot, 'quantity' | 'by' | 'terms'>;

/** The terms of two versions of a proposal, and which of the two kinds of figures differ as the reader sees them: `figures`, `terms`, `both`. */
export function changeOf(reader: Reader, unit: Unit, before: Figures, after: Figures): Record<'changed' | 'terms' | 'oldTerms', string> {
  const [oldTerms, terms] = [termsText(reader, before.terms, unit), termsText(reader, after.terms, unit)];
  const sameFigures = before.quantity === after.quantity && before.by === after.by;
  const changed = terms === oldTerms ? 'figures' : sameFigures ? 'terms' : 'both';
  return { changed, terms, oldTerms };
}
