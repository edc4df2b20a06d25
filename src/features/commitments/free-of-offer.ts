import type { LocalDate } from '../../kernel/dates.ts';
import { invalid } from '../../kernel/errors.ts';
import type { Quantity } from '../../kernel/quantity.ts';
import type { Scene } from './change-commitment.ts';
import { beyondFree, beyondOpen, useOf, type Commitment } from './commitment.ts';
import { figureQueries } from './figures.queries.ts';

/** What the offer has free by that day, in its own unit, need and offer being locked; null when there is none or it names no amount. */
export async function freeOfOffer({ work, offer }: Scene, by: LocalDate): Promise<Quantity | null> {
  const figures = offer && (await figureQueries(work.manager).offerFigures([offer.id], work.now, by));
  return (offer && figures?.get(offer.id)?.free) ?? null;
}

/**
 * Nobody could say yes to more than the offer has free, so its firm does not propose it either. A proposal still reserves
 * nothing: the yes is checked again. @throws DomainError invalid `commitment.more-than-free` at `field`, or
 * `commitment.more-than-open` where that is the smaller limit
 */
export async function checkFree(scene: Scene, c: Commitment, field: 'quantity' | 'offerUse'): Promise<void> {
  const free = await freeOfOffer(scene, c.by);
  const fault = beyondFree(c, free, scene.offer);
  if (!fault) return;
  const { open } = scene.figures;
  // What is open says more than what is free where it is less: so much would have been taken.
  const tooMuch = !c.takesSurplus && c.quantity > open && !beyondFree({ ...c, offerUse: useOf(c, open) }, free, scene.offer);
  throw invalid(field === 'quantity' && tooMuch ? { quantity: beyondOpen(c, open, 'supplier') } : { [field]: fault });
}
