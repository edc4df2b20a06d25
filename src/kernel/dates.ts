/**
 * Calendar dates without a time. Deadlines are a date and a zone; "until" lasts to the end of that day there.
 * Everything here works on UTC arithmetic of whole days, so no server time zone can change an outcome.
 */

/** A real calendar date, `YYYY-MM-DD`; sorts as text. The type helps literals, `parseLocalDate` is the check. */
export type LocalDate = `${number}-${number}-${number}`;

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The exchange lives in Poland; organisations elsewhere see its days. */
export const ZONE = 'Europe/Warsaw';

const DAY_MS = 86_400_000;

const utcOf = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`);

const fromUtc = (ms: number): LocalDate => new Date(ms).toISOString().slice(0, 10) as LocalDate;

/** A date of the years 1900–2199 that exists in the calendar, exactly `YYYY-MM-DD`; null otherwise (31 February). */
export const parseLocalDate = (text: string): LocalDate | null => {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return null;
  const ms = utcOf(text as LocalDate);
  return !Number.isNaN(ms) && fromUtc(ms) === text ? text : null;
};

/** As `parseLocalDate`, for text that must be right (a database column): throws RangeError. */
export const localDate = (text: string): LocalDate => {
  const date = parseLocalDate(text);
  if (!date) throw new RangeError(`not a date: ${JSON.stringify(text.slice(0, 40))}`);
  return date;
};

export const addDays = (date: LocalDate, days: number): LocalDate =>
  days === 0 ? date : fromUtc(utcOf(date) + days * DAY_MS);

/** Days from `from` to `to`: 0 on the same day, negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => (utcOf(to) - utcOf(from)) / DAY_MS;

/** Weeks from `from` to `to` as a fraction: days / 7. For display and scores; capacity counts in days, exactly. */
export const weeksBetween = (from: LocalDate, to: LocalDate): number => daysBetween(from, to) / 7;

/** Negative, zero or positive, as `Array.sort` wants it. */
export const compareDates = (a: LocalDate, b: LocalDate): number => Number(a > b) - Number(a < b);

export const minDate = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b);

export const maxDate = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);

export const weekdayOf = (date: LocalDate): Weekday => ((new Date(utcOf(date)).getUTCDay() || 7) as Weekday);

/** The first such weekday strictly after `date`: asked on a Friday, the next Friday is a week away. */
export const nextWeekday = (date: LocalDate, weekday: Weekday): LocalDate =>
  addDays(date, ((weekday - weekdayOf(date) + 6) % 7) + 1);

/* Making a formatter costs far more than using one. */
const formatters = new Map<string, Intl.DateTimeFormat>();

const formatterFor = (zone: string): Intl.DateTimeFormat => {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit',
    hour: '2-digit', minute: '2-digit', second: '2-digit',
  });
  formatters.set(zone, made);
  return made;
};

/* What the clock on the wall of the zone shows, read as if it were UTC. */
const readWall = (ms: number, zone: string): number => {
  const parts = new Map(formatterFor(zone).formatToParts(ms).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  return Date.parse(`${date}T${part('hour')}:${part('minute')}:${part('second')}Z`);
};

const MINUTE_MS = 60_000;
let lastRead = { zone: '', minute: NaN, wall: NaN };

/* Every page asks several times what day it is: a minute is read once. Clocks are only ever changed on the minute. */
const wallOf = (ms: number, zone: string): number => {
  const minute = Math.floor(ms / MINUTE_MS);
  if (lastRead.zone !== zone || lastRead.minute !== minute) lastRead = { zone, minute, wall: readWall(minute * MINUTE_MS, zone) };
  return lastRead.wall + Math.floor((ms - minute * MINUTE_MS) / 1_000) * 1_000;
};

/** The date on the calendar of the zone at this instant. `now` comes from the clock. */
export const today = (now: Date, zone: string = ZONE): LocalDate => fromUtc(wallOf(now.getTime(), zone));

/**
 * The first instant of a day in the zone. Midnight may come twice (clocks go back: the first one) or never
 * (clocks skip it: the instant of the skip); the two offsets around the day tell which.
 */
export const startOfDay = (date: LocalDate, zone: string = ZONE): Date => {
  const midnight = utcOf(date);
  const instants = [-DAY_MS, DAY_MS].map((shift) => {
    const around = midnight + shift;
    return midnight - (wallOf(around, zone) - around);
  });
  const real = instants.filter((ms) => wallOf(ms, zone) === midnight);
  return new Date(real.length > 0 ? Math.min(...real) : (instants[0] ?? midnight));
};

/**
 * The instant at which a day is over: the first one of the next day, itself no longer part of it
 * (`now < endOfDay(d)` reads "still in time"). The same as SQL `(d + 1)::timestamp AT TIME ZONE zone`.
 */
export const endOfDay = (date: LocalDate, zone: string = ZONE): Date => startOfDay(addDays(date, 1), zone);
