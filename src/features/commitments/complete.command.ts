import type { Actor } from '../../kernel/actor.ts';
import { changeCommitment, type Target } from './change-commitment.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import type { Stored } from './commitment-records.queries.ts';
import { complete as end } from './fulfilment.ts';

/** "That is all": what arrived is what counts, the rest of the need reopens by itself. */
export const complete = (deps: CommitmentDeps, actor: Actor, input: Target): Promise<Stored> =>
  changeCommitment(deps, actor, 'complete', input, ({ commitment }, context) => end(commitment, context));
