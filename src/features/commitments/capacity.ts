import { compareDates, daysBetween, minDate } from '../../kernel/dates.ts';
import { ZERO, add, floorTo, min, scale, subtract, sum } from '../../kernel/quantity.ts';
import { isLive } from './commitment.ts';
import { takesUnknown } from './figures.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Quantity, Unit } from '../../kernel/quantity.ts';
import type { Commitment } from './commitment.ts';
import type { OfferFigures } from './figures.ts';

/** So much per week, on every day from `from` to `to`, both included; `to` null: until further notice. */
export type Capacity = {
  readonly perWeek: Quantity;
  readonly unit: Unit;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
};

/** So much of the offer, in its own unit, promised by the end of that day. */
export type PromisedUse = { readonly by: LocalDate; readonly use: Quantity };

/**
 * What is produced by the **end** of a day, cumulatively: perWeek × days / 7 with the days counted from the first
 * to this one, both included (a week's worth after seven days, a seventh on the evening of the first), none before
 * it and no more after the last. Floored to what exists of the unit: 100 a week are 14 pieces on the first evening.
 */
export const producedBy = ({ perWeek, unit, from, to }: Capacity, by: LocalDate): Quantity => {
  const last = to === null ? by : minDate(by, to);
  const days = Math.max(0, daysBetween(from, last) + 1);
  return floorTo(scale(perWeek, BigInt(days), 7n, 'down') ?? ZERO, unit);
};

const promisedBy = (promises: readonly PromisedUse[], by: LocalDate): Quantity =>
  sum(promises.filter((promise) => promise.by <= by).map(({ use }) => use));

/**
 * Still free by a date: the least, over that date and every later one, of what is produced by then less what is
 * promised by then (commitments: "figures of an offer"), so that a new early promise never breaks a later one.
 * Production never falls, so only this date and the dates of later promises can be the least.
 * Negative when the capacity was lowered below what is promised from it.
 */
export const freeBy = (capacity: Capacity, promises: readonly PromisedUse[], by: LocalDate): Quantity => {
  const later = promises.filter((promise) => promise.by > by).toSorted((a, b) => compareDates(a.by, b.by));
  let promised = promisedBy(promises, by);
  let least = subtract(producedBy(capacity, by), promised);
  for (const promise of later) {
    promised = add(promised, promise.use);
    least = min(least, subtract(producedBy(capacity, promise.by), promised));
  }
  return least;
};

/** What live and completed commitments take of their capacity, each by its date; those of unknown use left out. */
export const promisesOf = (commitments: readonly Commitment[]): readonly PromisedUse[] =>
  commitments
    .filter((c) => isLive(c) || c.state === 'completed')
    .flatMap(({ by, offerUse }) => (offerUse === null ? [] : [{ by, use: offerUse }]));

/** Figures of a capacity by a date, from all commitments of that offer; `promised` is what is promised by then. */
export const capacityFigures = (
  capacity: Capacity, commitments: readonly Commitment[], by: LocalDate,
): OfferFigures => {
  const promises = promisesOf(commitments);
  return {
    promised: promisedBy(promises, by),
    free: freeBy(capacity, promises, by),
    partlyPromised: commitments.some(takesUnknown),
  };
};
