import type { JobHandlers } from '../../jobs/worker.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import { lapseProposals } from './lapse-proposals.command.ts';
import { remindProposals } from './remind-proposals.command.ts';

export const LAPSE_PROPOSALS = 'lapse-proposals';
export const REMIND_PROPOSALS = 'remind-proposals';

/** One call each. */
export const commitmentJobs = (deps: CommitmentDeps): JobHandlers => ({
  [LAPSE_PROPOSALS]: async () => void (await lapseProposals(deps)),
  [REMIND_PROPOSALS]: async () => void (await remindProposals(deps)),
});
