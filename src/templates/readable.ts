import type { Language } from '../kernel/actor.ts';
import type { ErrorData } from '../kernel/errors.ts';
import { counted } from './counted.ts';
import { formatDate, formatNumber } from './format.ts';
import type { Translate, Values } from './i18n.ts';

const DECIMAL = /^-?\d+(\.\d+)?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

interface Reader {
  t: Translate;
  lang: Language;
}

const amountText = (reader: Reader, decimal: string, unit: unknown): string =>
  (typeof unit === 'string' ? counted(reader, decimal, unit) : formatNumber(reader.lang, decimal));

/** The values of a refusal as a sentence prints them: amounts and dates as the reader writes them, amounts with the unit where there is one. */
export function readable(reader: Reader, data: ErrorData | undefined): Values {
  const { t, lang } = reader;
  const values: Values = {};
  for (const [name, value] of Object.entries(data ?? {})) {
    if (name === 'unit') values['unitLabel'] = t(`unit.${String(value)}`);
    // The names in a choice of an ICU message have no hyphens.
    else if (name === 'state') values['state'] = String(value).replaceAll('-', '_');
    else if (typeof value === 'string' && DECIMAL.test(value)) values[name] = amountText(reader, value, data?.['unit']);
    else values[name] = typeof value === 'string' && DAY.test(value) ? formatDate(lang, value) : value;
  }
  return values;
}

/** A sentence whose last word may be a unit with a point of its own: none ends in two. */
export const oneStop = (text: string): string => text.replace(/\.\.(?=\s|$)/g, '.');

/** A fault in the summary of a form, with the name of its field; "What do you need?" loses its question mark. */
export const namedFault = (t: Translate, label: string, text: string): string =>
  t('components.errors.named', { label: label.replace(/\?$/, ''), text });
