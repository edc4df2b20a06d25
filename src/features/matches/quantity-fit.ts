import { ZERO, convertBetween, floorTo, isPositive, min, sameFamily, toDecimal } from '../../kernel/quantity.ts';
import type { Measure, Quantity, Unit } from '../../kernel/quantity.ts';
import type { FitNeed, FitOffer } from './fit-post.ts';
import type { Reason } from './reasons.ts';
import type { Part, Verdict } from './verdict.ts';
import { neutral } from './verdict.ts';
import { QUANTITY_EXPONENT } from './weights.ts';

export interface QuantityPart extends Part {
  /** How much of the need this offer covers, in the need's unit; null when it cannot be computed. */
  covers: Quantity | null;
}

const measure = (unit: Unit, packSize: number | null): Measure => ({ unit, packSize });

const unknown = (reason: Reason): QuantityPart => ({ ...neutral(reason), covers: null });

interface Amounts {
  asked: Quantity;
  covers: Quantity;
  unit: Unit;
}

/* An amount or a unit that was not given is a question; so are units of different families. */
const amounts = (need: FitNeed, offer: FitOffer, has: Quantity | null): Amounts | Reason => {
  if (need.quantity === null || need.unit === null || has === null || offer.unit === null) {
    return { code: 'quantity-unknown' };
  }
  const from = measure(offer.unit, offer.packSize);
  const to = measure(need.unit, need.packSize);
  if (!sameFamily(from, to)) return { code: 'unit-differs', offerUnit: offer.unit, needUnit: need.unit };
  const converted = has > ZERO ? convertBetween(has, from, to, 'down') ?? ZERO : ZERO;
  return { asked: need.quantity, covers: floorTo(min(converted, need.quantity), need.unit), unit: need.unit };
};

const refusalOf = (need: FitNeed, { asked, covers, unit }: Amounts): Reason | null => {
  if (!isPositive(covers)) return { code: 'quantity-none' };
  if (covers >= asked) return null;
  if (!need.acceptsPart) return { code: 'part-not-accepted' };
  const tooSmall = need.smallestPart !== null && covers < need.smallestPart;
  return tooSmall ? { code: 'part-too-small', smallest: toDecimal(need.smallestPart ?? ZERO), unit } : null;
};

const capOf = (refusal: Reason | null): Verdict => {
  if (refusal === null) return 'fits';
  return refusal.code === 'quantity-none' ? 'no' : 'maybe';
};

/**
 * How much of what is asked is covered by what the offer `has`, in its own unit (see `suppliesOf`). The factor is
 * coverage^0.3: a part counts nearly as much as the whole, since parts are the rule. A part that the need does not
 * take is at best *maybe*; nothing free is *no*.
 */
export const quantityFit = (need: FitNeed, offer: FitOffer, has: Quantity | null): QuantityPart => {
  const found = amounts(need, offer, has);
  if ('code' in found) return unknown(found);
  if (!isPositive(found.asked)) return { ...neutral(), covers: ZERO };
  const { asked, covers, unit } = found;
  const refusal = refusalOf(need, found);
  const part: Reason = covers >= asked
    ? { code: 'quantity-full' }
    : { code: 'quantity-part', available: toDecimal(covers), asked: toDecimal(asked), unit };
  const reasons = refusal?.code === 'quantity-none' ? [refusal] : [part, ...(refusal ? [refusal] : [])];
  return { factor: (Number(covers) / Number(asked)) ** QUANTITY_EXPONENT, cap: capOf(refusal), reasons, covers };
};
