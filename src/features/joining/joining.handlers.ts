import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { JobHandlers } from '../../jobs/worker.ts';
import { ANSWER_DAYS } from './application.ts';
import { applicationRepository } from './application.repository.ts';
import { FORGET_APPLICATIONS } from './joining.jobs.ts';

/** A day longer than the link lives, so that whoever follows it late is told so. */
const KEPT = (ANSWER_DAYS + 1) * 86_400_000;

export const joiningJobs = (deps: { uow: UnitOfWork }): JobHandlers => ({
  [FORGET_APPLICATIONS]: () => deps.uow.run(async ({ manager, now }) =>
    void (await applicationRepository(manager).forgetUnverified(new Date(now.getTime() - KEPT)))),
});
