import { addDays, startOfDay, today, weekdayOf, type LocalDate } from './dates.ts';

/**
 * Polish working days: Monday to Friday without public holidays (ustawa z 18 stycznia 1951 r. o dniach wolnych od pracy,
 * as amended; Christmas Eve is free from 2025 on).
 */
const FIXED = new Set(['01-01', '01-06', '05-01', '05-03', '08-15', '11-01', '11-11', '12-25', '12-26']);
const CHRISTMAS_EVE = '12-24';
const CHRISTMAS_EVE_SINCE = 2025;
const SATURDAY = 6;

/** Days after Easter Sunday: itself, Easter Monday, Pentecost, Corpus Christi. */
const AFTER_EASTER = [0, 1, 49, 60];

const two = (n: number): string => String(n).padStart(2, '0');

/** Easter Sunday of a Gregorian year (Meeus, Jones, Butcher). */
export function easter(year: number): LocalDate {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return `${year}-${two(Math.floor(n / 31))}-${two((n % 31) + 1)}` as LocalDate;
}

/** A public holiday in Poland, on whatever day of the week. */
export function isHoliday(date: LocalDate): boolean {
  const year = Number(date.slice(0, 4));
  const day = date.slice(5);
  if (FIXED.has(day) || (day === CHRISTMAS_EVE && year >= CHRISTMAS_EVE_SINCE)) return true;
  const sunday = easter(year);
  return AFTER_EASTER.some((days) => addDays(sunday, days) === date);
}

export const isWorkingDay = (date: LocalDate): boolean => weekdayOf(date) < SATURDAY && !isHoliday(date);

/** The first working day strictly after `date`. */
export function nextWorkingDay(date: LocalDate): LocalDate {
  let next = addDays(date, 1);
  while (!isWorkingDay(next)) next = addDays(next, 1);
  return next;
}

const OFFICE_OPENS = 8 * 3_600_000;

/**
 * When something that came at `since` has waited for a working day: the same time on the next one. What came on a free
 * day counts as come when the office opens (eight in Warsaw).
 */
export function afterWorkingDay(since: Date): Date {
  const day = today(since);
  const came = isWorkingDay(day) ? day : nextWorkingDay(day);
  const time = isWorkingDay(day) ? since.getTime() - startOfDay(day).getTime() : OFFICE_OPENS;
  return new Date(startOfDay(nextWorkingDay(came)).getTime() + time);
}
