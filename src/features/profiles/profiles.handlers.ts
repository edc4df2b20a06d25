import type { JobHandlers } from '../../jobs/worker.ts';
import type { MembershipMailDeps } from '../joining/index.ts';
import { ASK_TO_CONFIRM, REMIND_CERTIFICATES } from './profiles.jobs.ts';
import { askToConfirm, remindCertificates } from './remind.command.ts';

export const profileJobs = (deps: MembershipMailDeps): JobHandlers => ({
  [REMIND_CERTIFICATES]: () => remindCertificates(deps),
  [ASK_TO_CONFIRM]: () => askToConfirm(deps),
});
