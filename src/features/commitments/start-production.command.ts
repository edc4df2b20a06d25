import type { Actor } from '../../kernel/actor.ts';
import { changeCommitment, type Target } from './change-commitment.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import type { Stored } from './commitment-records.queries.ts';
import { start } from './fulfilment.ts';

/** The supplier has begun to make it. */
export const startProduction = (deps: CommitmentDeps, actor: Actor, input: Target): Promise<Stored> =>
  changeCommitment(deps, actor, 'start', input, ({ commitment }, context) => start(commitment, context));
