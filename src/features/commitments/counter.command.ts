import type { Actor } from '../../kernel/actor.ts';
import { checkTakesPromises } from './accept.command.ts';
import { counter as answer, type Counter } from './answer.ts';
import { changeCommitment, type Target } from './change-commitment.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import type { Stored } from './commitment-records.queries.ts';

/** Another quantity, date or other terms: now the other side's yes is missing. */
export const counter = (deps: CommitmentDeps, actor: Actor, input: Target & { figures: Counter }): Promise<Stored> =>
  changeCommitment(deps, actor, 'counter', input, ({ commitment }, context, scene) => {
    checkTakesPromises(scene);
    return answer(commitment, input.figures, { ...context, urgent: scene.need.urgent, measures: scene });
  });
