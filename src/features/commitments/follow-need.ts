import { daysBetween, today } from '../../kernel/dates.ts';
import { system } from '../../kernel/actor.ts';
import type { Work } from '../../db/unit-of-work.ts';
import { record } from '../activity/index.ts';
import { MATCH_POST, matchJobKey, cover, indexPost, postRepository, reopen, type Post } from '../posts/index.ts';
import { mailReopened } from './commitment.emails.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import type { NeedFigures } from './figures.ts';

/** A need that reopens so close to its day is the office's business (commitments: "who may"). */
const NEAR_DAYS = 3;

const isNear = (need: Post, now: Date): boolean =>
  need.neededBy === null ? need.urgent : daysBetween(today(now), need.neededBy) <= NEAR_DAYS;

/** Covered once everything has arrived, back when a correction takes that away: the need as it stands then. */
export async function keepState(work: Work, need: Post, after: NeedFigures): Promise<Post> {
  const everything = after.received >= after.asked;
  const ends = everything && (need.state === 'published' || need.state === 'expired');
  const returns = !everything && need.state === 'covered';
  if (!ends && !returns) return need;
  const next = await postRepository(work.manager).update(ends ? cover(need, work.now) : reopen(need, work.now));
  await record(work.manager, system, work.now, {
    action: ends ? 'post.covered' : 'post.reopened', postId: need.id, organisationId: need.organisationId,
  });
  return next;
}

/** Looks for others again: the need on the board, and the offer whose goods or hours became free. */
export async function matchAgain(work: Work, post: Post): Promise<void> {
  if (post.state !== 'published') return;
  await work.addJob({ name: MATCH_POST, payload: { postId: post.id }, key: matchJobKey(post.id), priority: -2 });
}

/**
 * What follows for the need when its figures changed: covered once everything has arrived, back when a correction takes
 * that away; on and off the board's default list; and when something reopened, new matches and, near the day, the office.
 */
export async function followNeed(deps: CommitmentDeps, work: Work, need: Post, before: NeedFigures, after: NeedFigures): Promise<void> {
  const next = await keepState(work, need, after);
  const moved = next.state !== need.state || before.covered !== after.covered;
  if (moved) await indexPost(deps.posts, work, next);
  if (after.open <= before.open) return;
  await matchAgain(work, next);
  if (next.state === 'published' && isNear(next, work.now)) await mailReopened(deps, work, next, after);
}
