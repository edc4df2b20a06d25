import { addDays, maxDate, today, type LocalDate } from '../../kernel/dates.ts';
import { convertBetween, isPositive, type Quantity, type Unit } from '../../kernel/quantity.ts';
import type { Post } from '../posts/index.ts';
import type { Terms } from './commitment.ts';

/** A whole proposal that takes one press: everything that is open, by the need's day. */
export type Remainder = {
  readonly quantity: Quantity;
  readonly unit: Unit;
  readonly by: LocalDate;
  /** Null: plainly. */
  readonly offerId: string | null;
  readonly terms: Terms;
};

/** An offer that answers the need, with what is free of it by the need's day; null when nobody can tell. */
export type AnsweringOffer = { readonly offer: Post; readonly free: Quantity | null };

/** Days in which a need without a date is to be supplied: as long as it stays on the board. */
const DAYS = 14;

/** The day by which the remainder is promised. */
export const remainderDay = (need: Pick<Post, 'neededBy'>, now: Date): LocalDate =>
  need.neededBy === null ? addDays(today(now), DAYS) : maxDate(need.neededBy, today(now));

/* A price for another unit says nothing about the need's. */
function offered(need: Post, { terms: kind, priceAmount, priceCurrency, proof, unit }: Post): Terms | null {
  const rest = { proof, handover: 'delivery' } as const;
  if (kind !== 'price') return { kind, ...rest };
  if (priceAmount === null || priceCurrency === null || unit !== need.unit) return null;
  return { kind, pricePerUnit: priceAmount, currency: priceCurrency, ...rest };
}

/* Across families nobody can tell how much of the offer it takes. */
function isEnough(need: Post, { offer, free }: AnsweringOffer, quantity: Quantity): boolean {
  const use = convertBetween(quantity, need, offer, 'up');
  return use === null || free === null || use <= free;
}

/**
 * What one press proposes: exactly what is open, from the first of the answering offers (best first) that has enough of
 * it and names terms for the need's unit; else plainly, as a gift or at cost as the need says. Null when nothing is
 * open, or when only a price could be meant that nobody has named.
 */
export function planRemainder(need: Post, open: Quantity, answering: readonly AnsweringOffer[], now: Date): Remainder | null {
  if (!isPositive(open)) return null;
  const rest = { quantity: open, unit: need.unit, by: remainderDay(need, now) };
  for (const one of answering) {
    const terms = offered(need, one.offer);
    if (terms && isEnough(need, one, open)) return { ...rest, offerId: one.offer.id, terms };
  }
  return need.terms === 'price' ? null : { ...rest, offerId: null, terms: { kind: need.terms, proof: null, handover: 'delivery' } };
}
