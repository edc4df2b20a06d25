import { system } from '../../kernel/actor.ts';
import { isDomainError } from '../../kernel/errors.ts';
import { lapse } from './answer.ts';
import { changeCommitment } from './change-commitment.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import { dueProposals } from './due-proposals.queries.ts';

/** Ends proposals that nobody answered in time, each in a transaction of its own. Returns how many. */
export async function lapseProposals(deps: CommitmentDeps): Promise<number> {
  const ids = await deps.uow.run((work) => dueProposals(work.manager, 'expires_at', work.now));
  let ended = 0;
  for (const id of ids) {
    try {
      await changeCommitment(deps, system, 'lapse', { id }, ({ commitment }, { now }) => lapse(commitment, now));
      ended += 1;
    } catch (error) {
      // Answered in the meantime: nothing is left to do.
      if (!isDomainError(error, 'conflict')) throw error;
    }
  }
  return ended;
}
