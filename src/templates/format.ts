import type { Language } from '../kernel/actor.ts';

const NBSP = '\u00a0';
const ZONE = 'Europe/Warsaw';
const WHOLE = /^(?:0|[1-9]\d{0,14})$/;
const THOUSANDS = /\B(?=(?:\d{3})+$)/g;
type Formatter = Intl.NumberFormat | Intl.DateTimeFormat | Intl.PluralRules;
const cache = new Map<string, Formatter>();

/** What is made once for a key: making a formatter takes longer than all its use on a page. */
export function cached<T extends Formatter>(key: string, make: () => T): T {
  let found = cache.get(key) as T | undefined;
  if (!found) cache.set(key, (found = make()));
  return found;
}

/** A number as its reader writes it: `12 345,5` (Polish, grouped from 1 000 on) or `12,345.5`. Accepts decimal strings. */
export function formatNumber(lang: Language, value: number | string): string {
  // Most numbers of a page are whole; the general way takes four times as long.
  const plain = String(value);
  if (WHOLE.test(plain)) return plain.replace(THOUSANDS, lang === 'pl' ? NBSP : ',');
  const format = cached(`n${lang}`, () => new Intl.NumberFormat(lang, { useGrouping: 'always', maximumFractionDigits: 3 }));
  return format.format(Number(value)).replace(/[\s\u202f]/g, NBSP);
}

/** An amount of money, always with two decimals: `1 234,50 zł` / `PLN 1,234.50`. Takes a decimal string. */
export function formatMoney(lang: Language, amount: number | string, currency: string): string {
  const format = cached(`m${lang}${currency}`, () => new Intl.NumberFormat(lang, { style: 'currency', currency, useGrouping: 'always' }));
  return format.format(Number(amount)).replace(/[\s\u202f]/g, NBSP);
}

/** A calendar day, `'2026-11-27'` or an instant seen from Warsaw: `27 listopada 2026` / `27 November 2026`. */
export function formatDate(lang: Language, value: string | Date): string {
  const day = typeof value === 'string' && value.length === 10;
  const zone = day ? 'UTC' : ZONE;
  const format = cached(`d${lang}${zone}`, () =>
    new Intl.DateTimeFormat(lang === 'pl' ? 'pl' : 'en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: zone }),
  );
  return format.format(day ? new Date(`${value}T00:00:00Z`) : new Date(value)).replaceAll(' ', NBSP);
}

const MOST_DAYS = 1_000;
const days = new Map<string, string>();

/** The short form with the weekday: `pt., 27 lis` / `Fri 27 Nov`. */
export function formatShortDate(lang: Language, value: string): string {
  const key = lang + value;
  // Posts of a list name the same days.
  const known = days.get(key);
  if (known !== undefined) return known;
  if (days.size >= MOST_DAYS) days.clear();
  const format = cached(`s${lang}`, () =>
    new Intl.DateTimeFormat(lang === 'pl' ? 'pl' : 'en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }),
  );
  const written = format.format(new Date(`${value}T00:00:00Z`)).replaceAll(' ', NBSP);
  days.set(key, written);
  return written;
}

/** An instant with the time of day in Warsaw. */
export function formatDateTime(lang: Language, value: string | Date): string {
  const format = cached(`t${lang}`, () =>
    new Intl.DateTimeFormat(lang === 'pl' ? 'pl' : 'en-GB', {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZone: ZONE,
    }),
  );
  return format.format(new Date(value));
}

/** The time of day in Warsaw: `9:30` / `09:30`. */
export function formatTime(lang: Language, value: Date): string {
  const format = cached(`h${lang}`, () =>
    new Intl.DateTimeFormat(lang === 'pl' ? 'pl' : 'en-GB', { hour: '2-digit', minute: '2-digit', timeZone: ZONE }));
  return format.format(value);
}
