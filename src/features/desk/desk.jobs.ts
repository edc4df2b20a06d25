import type { RecurringJob } from '../../jobs/worker.ts';

/** Reminds the office of what has waited for a working day. */
export const REMIND_OFFICE = 'remind-office';

export const officeRecurring: readonly RecurringJob[] = [{ name: REMIND_OFFICE, cron: '2,17,32,47 * * * *' }];
