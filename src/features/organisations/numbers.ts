/* Numbers by which authorities know an organisation. All take text as typed; spaces, dots and hyphens do not matter. */

const plain = (text: string): string => text.replace(/[\s\u00a0.-]/g, '').toUpperCase();

const weighted = (digits: string, weights: readonly number[]): number =>
  weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);

const REGON_9 = [8, 9, 2, 3, 4, 5, 6, 7];
const REGON_14 = [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8];

/**
 * Checks a Polish statistical number of 9 or 14 digits: the weighted sum modulo 11, where 10 counts as 0; the long one
 * begins with a valid short one. Source: Regulation of the Council of Ministers on the REGON register, annex.
 */
export function isRegon(text: string): boolean {
  const digits = plain(text);
  if (!/^(\d{9}|\d{14})$/.test(digits) || /^0+$/.test(digits)) return false;
  const short = (weighted(digits, REGON_9) % 11) % 10 === Number(digits[8]);
  return short && (digits.length === 9 || (weighted(digits, REGON_14) % 11) % 10 === Number(digits[13]));
}

/** VAT numbers of the European Union as VIES takes them, without the country's letters. Source: VIES FAQ, question 11. */
const VAT: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/, BE: /^[01]\d{9}$/, BG: /^\d{9,10}$/, CY: /^\d{8}[A-Z]$/, CZ: /^\d{8,10}$/, DE: /^\d{9}$/, DK: /^\d{8}$/, EE: /^\d{9}$/,
  ES: /^[A-Z\d]\d{7}[A-Z\d]$/, FI: /^\d{8}$/, FR: /^[A-Z\d]{2}\d{9}$/, GR: /^\d{9}$/, HR: /^\d{11}$/, HU: /^\d{8}$/,
  IE: /^\d[A-Z\d+*]\d{5}[A-Z]{1,2}$/, IT: /^\d{11}$/, LT: /^(\d{9}|\d{12})$/, LU: /^\d{8}$/, LV: /^\d{11}$/, MT: /^\d{8}$/,
  NL: /^[A-Z\d+*]{12}$/, PT: /^\d{9}$/, RO: /^\d{2,10}$/, SE: /^\d{12}$/, SI: /^\d{8}$/, SK: /^\d{10}$/,
};
/** Greece writes EL before its numbers. */
const PREFIX: Readonly<Record<string, string>> = { GR: 'EL' };
/** Numbers of other registers have no common form. */
const OTHER = /^(?=.*\d)[\p{L}\d /]{4,30}$/u;

/**
 * The VAT or registration number of an organisation outside Poland, in one spelling, or null. One that begins with the
 * letters of its own country is a VAT number and must look like one.
 */
export function foreignNumber(text: string, country: string): string | null {
  const compact = plain(text);
  const prefix = PREFIX[country] ?? country;
  const vat = VAT[country];
  if (vat && compact.startsWith(prefix)) {
    const rest = compact.slice(prefix.length);
    return vat.test(rest) ? `${prefix}${rest}` : null;
  }
  const spaced = text.trim().replace(/[\s\u00a0.-]+/g, ' ').toUpperCase();
  return OTHER.test(spaced) ? spaced : null;
}

/** Digits alone, as numbers are stored and compared. */
export const digitsOf = plain;
