import type { JobHandlers } from '../../jobs/worker.ts';
import { isId } from '../../kernel/ids.ts';
import { TELL_MATCHES } from '../matches/index.ts';
import { CHECK_NEED_ANSWERED, REVIEW_WAITING } from '../posts/index.ts';
import { TELL_SEARCHES } from '../searches/index.ts';
import type { OfficeAlertDeps } from './alert-deps.ts';
import { RELEASE_WAVES, SEND_DIGESTS, SEND_SEARCH_DIGESTS, TELL_PEOPLE } from './alerts.jobs.ts';
import { releaseWaves } from './release-waves.command.ts';
import { sendDigests } from './send-digests.command.ts';
import { tellMatches } from './tell-matches.command.ts';
import { checkNeedAnswered, tellReviewWaiting } from './tell-office.command.ts';
import { tellBatch } from './tell-people.command.ts';
import { sendSearchDigests, tellSearches } from './tell-searches.command.ts';

const ids = (value: unknown): string[] => (Array.isArray(value) ? value.filter(isId) : []);

/* A job without its id is a fault of whoever added it; it must fail loudly, not do nothing. */
function id(payload: Record<string, unknown>): string {
  const { postId } = payload;
  if (!isId(postId)) throw new TypeError('a job about a post without its id');
  return postId;
}

/** Every job of this feature: one call each. */
export const alertJobs = (deps: OfficeAlertDeps): JobHandlers => ({
  [TELL_MATCHES]: (payload) => tellMatches(deps, id(payload), ids(payload['matchIds'])),
  [TELL_PEOPLE]: (payload) => tellBatch(deps, ids(payload['personIds'])),
  [SEND_DIGESTS]: ({ frequency, after }) =>
    sendDigests(deps, typeof frequency === 'string' && isId(after) ? { frequency, after } : null),
  [TELL_SEARCHES]: (payload) => tellSearches(deps, ids(payload['personIds'])),
  [SEND_SEARCH_DIGESTS]: () => sendSearchDigests(deps),
  [RELEASE_WAVES]: async () => void (await releaseWaves(deps)),
  [CHECK_NEED_ANSWERED]: (payload) => checkNeedAnswered(deps, id(payload)),
  [REVIEW_WAITING]: (payload) => tellReviewWaiting(deps, id(payload)),
});
