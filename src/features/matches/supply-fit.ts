import type { LocalDate } from '../../kernel/dates.ts';
import type { Quantity } from '../../kernel/quantity.ts';
import { dateFit } from './date-fit.ts';
import type { FitNeed, FitOffer } from './fit-post.ts';
import { quantityFit } from './quantity-fit.ts';
import { suppliesOf } from './supply.ts';
import type { Supply } from './supply.ts';
import type { Part } from './verdict.ts';
import { weaker } from './verdict.ts';

export interface SupplyPart extends Part {
  /** How much of the need this offer covers, in the need's unit; null when it cannot be computed. */
  covers: Quantity | null;
}

/**
 * How many and when, together. A capacity that starts shortly before the deadline is worth at least what it would be
 * worth if it started after it; what it makes in time is told as long as that is not worse than waiting.
 */
export const supplyFit = (need: FitNeed, offer: FitOffer, today: LocalDate): SupplyPart => {
  const partOf = ({ amount, on }: Supply): SupplyPart => {
    const quantity = quantityFit(need, offer, amount);
    const date = dateFit(need, offer, on, today);
    return {
      factor: quantity.factor * date.factor,
      cap: weaker(quantity.cap, date.cap),
      reasons: [...quantity.reasons, ...date.reasons],
      covers: quantity.covers,
    };
  };
  const [first, ...others] = suppliesOf(need, offer, today);
  return others.map(partOf).reduce((best, other) => ({
    ...(weaker(best.cap, other.cap) === best.cap && best.cap !== other.cap ? other : best),
    factor: Math.max(best.factor, other.factor),
  }), partOf(first));
};
