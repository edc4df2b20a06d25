import type { Language } from '../../kernel/actor.ts';

/** ISO 3166-1 alpha-2: the European Union and its neighbours, and those from whom help came in 2020. */
export const COUNTRIES = [
  'PL', 'AD', 'AL', 'AM', 'AT', 'AU', 'AZ', 'BA', 'BE', 'BG', 'BR', 'BY', 'CA', 'CH', 'CN', 'CY', 'CZ', 'DE',
  'DK', 'EE', 'ES', 'FI', 'FO', 'FR', 'GB', 'GE', 'GR', 'HR', 'HU', 'IE', 'IL', 'IN', 'IS', 'IT', 'JP', 'KR', 'KZ', 'LI',
  'LT', 'LU', 'LV', 'MC', 'MD',
  'ME', 'MK', 'MT', 'MX', 'NL', 'NO', 'NZ', 'PT', 'RO', 'RS', 'SE', 'SG', 'SI', 'SK', 'SM', 'TR', 'TW', 'UA', 'US', 'VN', 'XK', 'ZA',
] as const;

/** The country's name in the reader's language. */
export const countryName = (code: string, lang: Language): string => new Intl.DisplayNames(lang, { type: 'region' }).of(code) ?? code;

/** Poland first, then by name. */
export function countryOptions(lang: Language): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(lang, { type: 'region' });
  const [first, ...others] = COUNTRIES.map((code): { value: string; label: string } => ({ value: code, label: names.of(code) ?? code }));
  const collator = new Intl.Collator(lang);
  return [...(first ? [first] : []), ...others.sort((a, b) => collator.compare(a.label, b.label))];
}
