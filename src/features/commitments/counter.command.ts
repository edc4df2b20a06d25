import type { Actor } from '../../kernel/actor.ts';
import { checkTakesPromises } from './accept.command.ts';
import { counter as answer, type Counter } from './answer.ts';
import { changeCommitment, type Target } from './change-commitment.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import type { Stored } from './commitment-records.queries.ts';
import { checkFree } from './free-of-offer.ts';
import { sideOf } from './transitions.ts';

/**
 * Another quantity, date or other terms: now the other side's yes is missing.
 * @throws DomainError invalid `commitment.more-than-free` when the supplier counters with more than its offer has free by then
 */
export const counter = (deps: CommitmentDeps, actor: Actor, input: Target & { figures: Counter }): Promise<Stored> =>
  changeCommitment(deps, actor, 'counter', input, async ({ commitment }, context, scene) => {
    checkTakesPromises(scene);
    const step = answer(commitment, input.figures, { ...context, urgent: scene.need.urgent, neededBy: scene.need.neededBy, measures: scene });
    if (sideOf(context.acting) === 'supplier') await checkFree(scene, step.commitment, 'quantity');
    return step;
  });
