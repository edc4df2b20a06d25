import type { RecurringJob } from '../../jobs/worker.ts';

/** Reminds members of certificates that end soon. */
export const REMIND_CERTIFICATES = 'remind-certificates';
/** Asks members once a year whether their profile is still right. */
export const ASK_TO_CONFIRM = 'ask-to-confirm';

/** In the morning, when people read mail; in UTC. */
export const profileRecurring: readonly RecurringJob[] = [
  { name: REMIND_CERTIFICATES, cron: '7 6 * * *' },
  { name: ASK_TO_CONFIRM, cron: '27 6 * * *' },
];
