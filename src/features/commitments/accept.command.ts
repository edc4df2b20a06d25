import type { Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { accept as sayYes, type Room, type Yes } from './answer.ts';
import { changeCommitment, type Scene, type Target } from './change-commitment.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import type { Stored } from './commitment-records.queries.ts';
import type { Commitment } from './commitment.ts';
import { figureQueries } from './figures.queries.ts';

/** What there is room for at this moment, need and offer being locked. */
async function roomFor({ work, offer, figures }: Scene, c: Commitment): Promise<Room> {
  const free = offer && (await figureQueries(work.manager).offerFigures([offer.id], work.now, c.by)).get(offer.id)?.free;
  return { open: figures.open, free: free ?? null };
}

/* Promises are taken while the need is on the board, or has just run out of days. */
export function checkTakesPromises({ need }: Scene): void {
  if (need.state !== 'published' && need.state !== 'expired') throw new DomainError('conflict', 'commitment.need-ended');
}

/**
 * The missing yes. Open and free are computed again with need and offer locked, so that simultaneous acceptances
 * never grant more than there is. A yes to less than proposed is a counter unless the other side said "or part of it".
 */
export const accept = (deps: CommitmentDeps, actor: Actor, input: Target & Yes): Promise<Stored> =>
  changeCommitment(deps, actor, 'accept', input, async ({ commitment }, context, scene) => {
    checkTakesPromises(scene);
    const yes = {
      ...(input.quantity === undefined ? {} : { quantity: input.quantity }),
      ...(input.takesSurplus === undefined ? {} : { takesSurplus: input.takesSurplus }),
    };
    return sayYes(commitment, yes, { ...context, urgent: scene.need.urgent, measures: scene, room: await roomFor(scene, commitment) });
  });
