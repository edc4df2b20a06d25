import type { LocalDate } from '../../kernel/dates.ts';
import { invalid } from '../../kernel/errors.ts';
import type { Quantity } from '../../kernel/quantity.ts';
import type { Scene } from './change-commitment.ts';
import { beyondFree, type Commitment } from './commitment.ts';
import { figureQueries } from './figures.queries.ts';

/** What the offer has free by that day, in its own unit, need and offer being locked; null when there is none or it names no amount. */
export async function freeOfOffer({ work, offer }: Scene, by: LocalDate): Promise<Quantity | null> {
  const figures = offer && (await figureQueries(work.manager).offerFigures([offer.id], work.now, by));
  return (offer && figures?.get(offer.id)?.free) ?? null;
}

/**
 * Nobody could say yes to more than the offer has free, so its firm does not propose it either. A proposal still reserves
 * nothing: the yes is checked again. @throws DomainError invalid `commitment.more-than-free` at `field`
 */
export async function checkFree(scene: Scene, c: Commitment, field: 'quantity' | 'offerUse'): Promise<void> {
  const fault = beyondFree(c, await freeOfOffer(scene, c.by), scene.offer);
  if (fault) throw invalid({ [field]: fault });
}
