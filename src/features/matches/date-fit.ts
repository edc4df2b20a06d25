import { daysBetween } from '../../kernel/dates.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { FitNeed, FitOffer } from './fit-post.ts';
import { startOf } from './supply.ts';
import type { Part } from './verdict.ts';
import { neutral } from './verdict.ts';
import { LATE_DAYS, LATE_FLOOR } from './weights.ts';

const isDated = (offer: FitOffer): boolean => offer.availableFrom !== null || offer.leadTimeDays !== null;

const hasEnded = (offer: FitOffer, today: LocalDate): boolean =>
  offer.availableUntil !== null && (offer.availableUntil < today || offer.availableUntil < startOf(offer, today));

/** `days` ≥ 1 after the deadline: the factor falls evenly to its floor over `LATE_DAYS`; from then on *maybe*. */
const late = (days: number): Part => ({
  factor: Math.max(LATE_FLOOR, 1 - days / LATE_DAYS),
  cap: days < LATE_DAYS ? 'fits' : 'maybe',
  reasons: [{ code: 'late', days }],
});

/**
 * Whether what is there `on` that day (see `suppliesOf`) comes in time. Neutral, with a question, when the offer names
 * no date or the need no deadline; an offer that is over, or is over before it could start, is *no*.
 */
export const dateFit = (need: FitNeed, offer: FitOffer, on: LocalDate, today: LocalDate): Part => {
  if (hasEnded(offer, today)) return { factor: LATE_FLOOR, cap: 'no', reasons: [{ code: 'offer-ended' }] };
  if (!isDated(offer)) return neutral({ code: 'date-unknown' });
  if (need.neededBy === null) return neutral({ code: 'deadline-unknown' });
  const days = daysBetween(need.neededBy, on);
  return days <= 0 ? neutral({ code: 'in-time' }) : late(days);
};
