import type { Part } from './verdict.ts';
import { neutral } from './verdict.ts';
import { OTHER_DIVISION } from './weights.ts';

/* The first two digits are the division; every further digit that is not a trailing zero narrows it. */
const significant = (cpv: string): string => {
  const digits = cpv.slice(0, 8);
  return digits.slice(0, 2) + digits.slice(2).replace(/0+$/, '');
};

/** Two CPV codes agree when they are equal or one level apart. */
export const categoriesAgree = (a: string, b: string): boolean => {
  const [short, long] = [significant(a), significant(b)].sort((x, y) => x.length - y.length) as [string, string];
  return long.startsWith(short) && long.length - short.length <= 1;
};

/**
 * What the CPV codes say, where both posts have one. Codes are picked carelessly, so that only two different
 * divisions (first two digits) count against a pair.
 */
export const categoryFit = (needCpv: string | null, offerCpv: string | null): Part => {
  if (needCpv === null || offerCpv === null) return neutral();
  if (categoriesAgree(needCpv, offerCpv)) return neutral({ code: 'same-category', cpv: offerCpv });
  if (needCpv.slice(0, 2) === offerCpv.slice(0, 2)) return neutral();
  return { factor: OTHER_DIVISION, cap: 'fits', reasons: [{ code: 'other-category', cpv: offerCpv }] };
};
