import type { JobHandlers } from '../../jobs/worker.ts';
import { TELL_ORGANISATION } from '../activity/index.ts';
import { REMIND_OFFICE } from './desk.jobs.ts';
import { remindOffice, type OfficeMailDeps } from './remind-office.command.ts';
import { tellOrganisation } from './tell-organisation.command.ts';

/** Every job of this feature: one call each. */
export const officeJobs = (deps: OfficeMailDeps): JobHandlers => ({
  [TELL_ORGANISATION]: ({ activityId }) => tellOrganisation(deps, String(activityId)),
  [REMIND_OFFICE]: async () => void (await remindOffice(deps)),
});
