import { addDays, daysBetween, maxDate, minDate } from '../../kernel/dates.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import { ZERO, floorTo, isPositive, min, scale } from '../../kernel/quantity.ts';
import type { Quantity } from '../../kernel/quantity.ts';
import type { FitNeed, FitOffer } from './fit-post.ts';
import { CAPACITY_HORIZON_DAYS } from './weights.ts';

/** So many, in the offer's unit, from that day on; null when the offer does not say how many. */
export interface Supply {
  amount: Quantity | null;
  on: LocalDate;
}

/** The first day on which the offer can be used. */
export const startOf = (offer: FitOffer, today: LocalDate): LocalDate =>
  addDays(offer.availableFrom === null ? today : maxDate(offer.availableFrom, today), offer.leadTimeDays ?? 0);

/* Production is cumulative: rate × (days / 7), rounded down (commitments: figures of an offer). */
const produced = (offer: FitOffer, perWeek: Quantity, from: LocalDate, to: LocalDate): Quantity => {
  const end = offer.availableUntil === null ? to : minDate(to, offer.availableUntil);
  const amount = scale(perWeek, BigInt(Math.max(0, daysBetween(from, end))), 7n, 'down') ?? ZERO;
  return offer.unit === null ? amount : floorTo(amount, offer.unit);
};

/**
 * What an offer can bring a need, the preferred way first. A stock: all of it. A capacity: what it makes by the need's
 * deadline (in `CAPACITY_HORIZON_DAYS` when there is none), or a week's work, however late; never more than is still free.
 */
export const suppliesOf = (need: FitNeed, offer: FitOffer, today: LocalDate): [Supply, ...Supply[]] => {
  const start = startOf(offer, today);
  if (offer.mode === 'stock') return [{ amount: offer.quantity, on: start }];
  const { perWeek } = offer;
  if (perWeek === null || !isPositive(perWeek)) return [{ amount: perWeek, on: start }];
  const left = (amount: Quantity): Quantity => (offer.quantity === null ? amount : min(amount, offer.quantity));
  const inTime = left(produced(offer, perWeek, start, need.neededBy ?? addDays(start, CAPACITY_HORIZON_DAYS)));
  const week = addDays(start, 7);
  const firstWeek: Supply = { amount: left(produced(offer, perWeek, start, week)), on: week };
  return isPositive(inTime) ? [{ amount: inTime, on: start }, firstWeek] : [firstWeek];
};
