import type { Language } from '../kernel/actor.ts';
import { formatNumber } from './format.ts';
import type { Translate } from './i18n.ts';

/** `is`: 3 pary; `of`: brakuje 3 par. */
export type CountedForm = 'is' | 'of';

/* What a number's word depends on; few numbers, so that the words of a list are looked up instead of chosen anew. */
function likeNumber(decimal: string): number {
  const number = Math.abs(Number(decimal));
  return Number.isInteger(number) && number > 100 ? 100 + (number % 100) : number;
}

/** An amount with its unit, in the word that its number asks for: `300 szt.`, `1 para`, `2 pary`, `5 par`. Takes a decimal string. */
export function counted({ t, lang }: { t: Translate; lang: Language }, decimal: string, unit: string, form: CountedForm = 'is'): string {
  // As the database writes it, `300.000`; a whole number is formatted faster.
  const short = decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
  return t('quantity.with-unit', { amount: formatNumber(lang, short), unit: t(`unit-of.${unit}`, { count: likeNumber(short), form }) });
}
