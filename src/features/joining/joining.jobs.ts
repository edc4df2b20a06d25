import type { RecurringJob } from '../../jobs/worker.ts';

/** Forgets applications whose mail nobody answered in time. */
export const FORGET_APPLICATIONS = 'forget-applications';

export const joiningRecurring: readonly RecurringJob[] = [{ name: FORGET_APPLICATIONS, cron: '23 2 * * *' }];
