import { stringify } from 'csv-stringify/sync';
import type { Language } from '../kernel/actor.ts';

const NUMBER = /^[-+]?\d+([.,]\d+)?$/;
/** What a spreadsheet takes for the beginning of a formula, the full-width forms included (OWASP: CSV injection). */
const FORMULA = /^[\t\r\n ]*[=+\-@\uff0b\uff0d\uff1d\uff20|%]/;

/** Makes a text harmless in a spreadsheet; numbers, negative ones too, stay numbers. */
export function withoutFormula(text: string): string {
  if (NUMBER.test(text)) return text;
  return FORMULA.test(text) || /^[\t\r]/.test(text) ? `'${text}` : text;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return withoutFormula(typeof value === 'string' ? value : JSON.stringify(value));
}

/**
 * A table as CSV (RFC 4180) that spreadsheets open without questions: UTF-8 with a mark, and the separator that Excel
 * expects in the language, since with a comma a Polish one puts everything into the first column.
 */
export function csv(lang: Language, columns: readonly string[], rows: readonly Readonly<Record<string, unknown>>[]): string {
  const lines = rows.map((row) => columns.map((column) => cell(row[column])));
  return stringify([columns.map(cell), ...lines], { bom: true, delimiter: lang === 'pl' ? ';' : ',', record_delimiter: '\r\n' });
}
