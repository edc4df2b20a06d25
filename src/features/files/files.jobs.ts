import type { RecurringJob } from '../../jobs/worker.ts';

/** Removes the bytes of a file whose row is gone. Payload: `{fileId}`. */
export const REMOVE_FILE = 'remove-file';
/** Removes bytes that no row speaks of: what a cut-off upload left behind. */
export const SWEEP_FILES = 'sweep-files';

export const fileRecurring: readonly RecurringJob[] = [{ name: SWEEP_FILES, cron: '41 1 * * *' }];
