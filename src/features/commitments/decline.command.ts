import type { Actor } from '../../kernel/actor.ts';
import { decline as end } from './answer.ts';
import { changeCommitment, type Target } from './change-commitment.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import type { Stored } from './commitment-records.queries.ts';
import { reasonOf } from './reason.ts';

/** A no to a proposal, with its reason. */
export const decline = (deps: CommitmentDeps, actor: Actor, input: Target & { reason: string }): Promise<Stored> =>
  changeCommitment(deps, actor, 'decline', input, ({ commitment }, context) => end(commitment, reasonOf(input.reason), context));
