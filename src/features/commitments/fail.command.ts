import type { Actor } from '../../kernel/actor.ts';
import { fail as end } from './fulfilment.ts';
import { changeCommitment, type Target } from './change-commitment.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import type { Stored } from './commitment-records.queries.ts';
import { reasonOf } from './reason.ts';

/** It will not come, with its reason; what has arrived stays and the rest reopens. */
export const fail = (deps: CommitmentDeps, actor: Actor, input: Target & { reason: string }): Promise<Stored> =>
  changeCommitment(deps, actor, 'fail', input, ({ commitment }, context) => end(commitment, reasonOf(input.reason), context));
