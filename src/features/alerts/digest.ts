import { addDays, endOfDay, today, weekdayOf, type LocalDate } from '../../kernel/dates.ts';

/** A digest that has come due: its day and the instant up to which alerts belong to it. */
export interface DueDigest {
  frequency: 'daily' | 'weekly';
  day: LocalDate;
  /** 07:00 Europe/Warsaw of `day`. */
  at: Date;
}

const SEVEN_TO_MIDNIGHT = 17 * 3_600_000;
const MONDAY = 1;

/* Counted back from midnight: clocks change in the night, so the 17 hours after seven are always 17 hours. */
const seven = (day: LocalDate): Date => new Date(endOfDay(day).getTime() - SEVEN_TO_MIDNIGHT);

/**
 * The digests whose time came last: the daily one of today (before seven: of yesterday), the weekly one of this week's
 * Monday. A run that comes late, even days late, sends what it would have sent in time and nothing newer.
 */
export function dueDigests(now: Date): DueDigest[] {
  const here = today(now);
  const day = now >= seven(here) ? here : addDays(here, -1);
  const monday = addDays(day, MONDAY - weekdayOf(day));
  return [
    { frequency: 'daily', day, at: seven(day) },
    { frequency: 'weekly', day: monday, at: seven(monday) },
  ];
}
