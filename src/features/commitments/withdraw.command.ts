import type { Actor } from '../../kernel/actor.ts';
import { withdraw as end } from './answer.ts';
import { changeCommitment, type Target } from './change-commitment.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import type { Stored } from './commitment-records.queries.ts';
import { reasonOf } from './reason.ts';

/** Takes back a proposal, or a promise; what has arrived stays. */
export const withdraw = (deps: CommitmentDeps, actor: Actor, input: Target & { reason: string }): Promise<Stored> =>
  changeCommitment(deps, actor, 'withdraw', input, ({ commitment }, context) => end(commitment, reasonOf(input.reason), context));
