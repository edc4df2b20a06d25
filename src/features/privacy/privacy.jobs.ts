import type { RecurringJob } from '../../jobs/worker.ts';

/** Deletes what has been kept long enough. */
export const RETAIN = 'retain';

/** In UTC: at night in Warsaw. */
export const privacyRecurring: readonly RecurringJob[] = [{ name: RETAIN, cron: '40 2 * * *' }];
