import type { Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { organisationQueries } from '../organisations/index.ts';
import type { PostState } from '../posts/index.ts';
import { accept as sayYes, type Room, type Yes } from './answer.ts';
import { changeCommitment, type Scene, type Target } from './change-commitment.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import type { Stored } from './commitment-records.queries.ts';
import type { Commitment } from './commitment.ts';
import { freeOfOffer } from './free-of-offer.ts';

/** What there is room for at this moment, need and offer being locked. */
async function roomFor(scene: Scene, c: Commitment): Promise<Room> {
  return { open: scene.figures.open, free: await freeOfOffer(scene, c.by) };
}

/* Promises are taken while the need is on the board, or has just run out of days. */
export function checkTakesPromises({ need }: Scene): void {
  if (need.state !== 'published' && need.state !== 'expired') throw new DomainError('conflict', 'commitment.need-ended');
}

/* Its days may be over, and its firm may have withdrawn it and left this open; what the office holds back supplies nothing. */
const KEEPS_ITS_WORD: readonly PostState[] = ['published', 'expired', 'withdrawn'];

/* The office may have suspended the firm or hidden the offer since the proposal; what was agreed before goes on. */
async function checkSupply({ work, offer }: Scene, { supplierId }: Commitment): Promise<void> {
  const supplier = await organisationQueries(work.manager).find(supplierId);
  if (supplier?.membership !== 'approved') throw new DomainError('conflict', 'commitment.supplier-suspended');
  if (offer && !KEEPS_ITS_WORD.includes(offer.state)) throw new DomainError('conflict', 'commitment.offer-held');
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
    const step = sayYes(commitment, yes, {
      ...context, urgent: scene.need.urgent, neededBy: scene.need.neededBy, measures: scene, room: await roomFor(scene, commitment),
    });
    if (step.commitment.state === 'accepted') await checkSupply(scene, step.commitment);
    return step;
  });
