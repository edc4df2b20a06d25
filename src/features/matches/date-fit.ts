import { addDays, daysBetween } from '../../kernel/dates.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { FitNeed, FitOffer } from './fit-post.ts';
import { producedInTime, startOf } from './quantity-fit.ts';
import type { Part } from './verdict.ts';
import { neutral } from './verdict.ts';
import { LATE_DAYS, LATE_FLOOR } from './weights.ts';

const isDated = (offer: FitOffer): boolean => offer.availableFrom !== null || offer.leadTimeDays !== null;

/* A capacity that makes nothing before the deadline delivers after its first week. */
const readyOn = (need: FitNeed, offer: FitOffer, today: LocalDate): LocalDate => {
  const start = startOf(offer, today);
  const slow = offer.mode === 'capacity' && offer.perWeek !== null
    && producedInTime(offer, need.neededBy, today) === null;
  return slow ? addDays(start, 7) : start;
};

const hasEnded = (offer: FitOffer, today: LocalDate): boolean =>
  offer.availableUntil !== null && (offer.availableUntil < today || offer.availableUntil < startOf(offer, today));

/** `days` ≥ 1 after the deadline: the factor falls evenly to its floor over `LATE_DAYS`; from then on *maybe*. */
const late = (days: number): Part => ({
  factor: Math.max(LATE_FLOOR, 1 - days / LATE_DAYS),
  cap: days < LATE_DAYS ? 'fits' : 'maybe',
  reasons: [{ code: 'late', days }],
});

/**
 * Whether the offer comes in time. Neutral, with a question, when the offer names no date or the need no deadline;
 * an offer that is over, or is over before it could start, is *no*.
 */
export const dateFit = (need: FitNeed, offer: FitOffer, today: LocalDate): Part => {
  if (hasEnded(offer, today)) return { factor: LATE_FLOOR, cap: 'no', reasons: [{ code: 'offer-ended' }] };
  if (!isDated(offer)) return neutral({ code: 'date-unknown' });
  if (need.neededBy === null) return neutral({ code: 'deadline-unknown' });
  const days = daysBetween(need.neededBy, readyOn(need, offer, today));
  return days <= 0 ? neutral({ code: 'in-time' }) : late(days);
};
