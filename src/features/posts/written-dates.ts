import { addDays, daysBetween, nextWeekday, parseLocalDate, type LocalDate, type Weekday } from '../../kernel/dates.ts';
import { fold, normalise } from '../../text/fold.ts';

/** A day as somebody wrote it, and whether the words say that it is the last one (`do 15.12`). */
export interface WrittenDate {
  date: LocalDate;
  until: boolean;
}

/** Whole words only: `10 czepków` is no day in June. */
const MONTHS = [
  'styczen stycznia sty january jan', 'luty lutego lut february feb', 'marzec marca mar march', 'kwiecien kwietnia kwi april apr',
  'maj maja may', 'czerwiec czerwca cze june jun', 'lipiec lipca lip july jul', 'sierpien sierpnia sie august aug',
  'wrzesien wrzesnia wrz september sept sep', 'pazdziernik pazdziernika paz october oct', 'listopad listopada lis november nov',
  'grudzien grudnia gru december dec',
].map((names) => names.split(' '));
const WEEKDAYS = [
  'poniedzialek poniedzialku monday', 'wtorek wtorku tuesday', 'sroda srode srody wednesday', 'czwartek czwartku thursday',
  'piatek piatku friday', 'sobota sobote soboty saturday', 'niedziela niedziele niedzieli sunday',
].map((names) => names.split(' '));
const BEFORE = /^(do dnia|do|na dzien|na|od dnia|od|termin do|termin|dostawa do|dostawa|until|till|by|before|from|for|due|needed by)\s*:?\s+/;
/** A full day in digits, whether there is such a day or not. */
const IN_DIGITS = /^\d{1,2}([./-])\d{1,2}\1\d{4}$/;
const LAST = /^(do|termin do|dostawa do|until|till|by|before|due|needed)\b/;
/** A day without a year that is longer over than this is one of the next year. */
const STALE_DAYS = 180;

const two = (text: string): string => text.padStart(2, '0');
const made = (year: string, month: string, day: string): LocalDate | null =>
  parseLocalDate(`${year.length === 2 ? `20${year}` : year}-${two(month)}-${two(day)}`);

function withoutYear(today: LocalDate, month: string, day: string): LocalDate | null {
  const year = Number(today.slice(0, 4));
  const date = made(String(year), month, day);
  // 29 February may exist next year only.
  return date && daysBetween(date, today) <= STALE_DAYS ? date : made(String(year + 1), month, day);
}

function monthNumber(word: string): string | null {
  const index = MONTHS.findIndex((names) => names.includes(word));
  return index < 0 ? null : String(index + 1);
}

/* 15.12.2026, 15/12/26, 15-12-2026; and 12/15/2026 where only a month can come first. */
function inDigits(text: string): LocalDate | null {
  const [, first = '', , second = '', year = ''] = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text) ?? [];
  return first ? (made(year, second, first) ?? (text.includes('/') ? made(year, first, second) : null)) : null;
}

/* 15 grudnia, 15 grudnia 2026, December 15, 15 Dec 2026. */
function inWords(text: string, today: LocalDate): LocalDate | null {
  const found = /^(\d{1,2})\.? ([a-z]+)\.?,?(?: (\d{4}))?$/.exec(text) ?? null;
  const [, word, day, year] = /^([a-z]+)\.? (\d{1,2}),?(?: (\d{4}))?$/.exec(text) ?? [null, found?.[2], found?.[1], found?.[3]];
  const month = word ? monthNumber(word) : null;
  if (!month || !day) return null;
  return year ? made(year, month, day) : withoutYear(today, month, day);
}

function inDays(text: string, today: LocalDate): LocalDate | null {
  if (/^(dzis|dzisiaj|today)$/.test(text)) return today;
  if (/^(jutra|jutro|tomorrow)$/.test(text)) return addDays(today, 1);
  const weekday = WEEKDAYS.findIndex((names) => names.includes(text));
  return weekday < 0 ? null : nextWeekday(today, (weekday + 1) as Weekday);
}

function short(text: string, today: LocalDate, announced: boolean): LocalDate | null {
  // A bare 2.5 is a number; 2.05 and "do 2.5" are days.
  const found = (announced ? /^(\d{1,2})[./](\d{1,2})\.?$/ : /^(\d{1,2})[./](\d{2})\.?$/).exec(text);
  return found ? withoutYear(today, found[2] ?? '', found[1] ?? '') : null;
}

const typedDay = (text: string): string => fold(normalise(text)).trim().replace(/\s+/g, ' ').replace(/(?<=\d) ?r(\.|oku)?$/, '');

/** Begins like a day or has the form of one, though it may be none: `na wczoraj`, `do ustalenia`, `31.02.2026`. */
export function isLikeDate(text: string): boolean {
  const typed = typedDay(text);
  return BEFORE.test(typed) || IN_DIGITS.test(typed);
}

/**
 * Reads a day as it stands in lists and mails: `2026-12-15`, `15.12.2026`, `15.12`, `do 15 grudnia`, `by 15 Dec`,
 * `do piątku`, `jutro`. A day without a year is the nearest one, and one just over stays as it is, to be corrected.
 */
export function readWrittenDate(text: string, today: LocalDate): WrittenDate | null {
  const typed = typedDay(text);
  const bare = typed.replace(BEFORE, '');
  const date = parseLocalDate(bare.slice(0, 10)) && /^.{10}( 0?0:00(:00)?)?$/.test(bare) ? parseLocalDate(bare.slice(0, 10)) : null;
  const found = date ?? inDigits(bare) ?? short(bare, today, bare !== typed) ?? inWords(bare, today) ?? inDays(bare, today);
  return found && { date: found, until: LAST.test(typed) };
}
