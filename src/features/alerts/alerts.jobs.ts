import type { RecurringJob } from '../../jobs/worker.ts';

/** Mails what waits for these people at once. Payload: `{personIds}`. */
export const TELL_PEOPLE = 'tell-people';
/** Sends the digests that are due. Payload: `{}`, or `{frequency, after}` for the next page. */
export const SEND_DIGESTS = 'send-digests';
/** Sends the digests of saved searches that are due. */
export const SEND_SEARCH_DIGESTS = 'send-search-digests';
/** Lets the next firms hear of needs that nobody answered. */
export const RELEASE_WAVES = 'release-waves';

/** In UTC. Seven in Warsaw is five or six there, so the digests are looked for all day; the rules say when they are due. */
export const alertRecurring: readonly RecurringJob[] = [
  { name: SEND_DIGESTS, cron: '*/15 * * * *' },
  { name: SEND_SEARCH_DIGESTS, cron: '2,17,32,47 * * * *' },
  { name: RELEASE_WAVES, cron: '5,20,35,50 * * * *' },
];
