import { isOnBehalf, type Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { addDays, endOfDay, today } from '../../kernel/dates.ts';
import type { UnitOfWork, Work } from '../../db/unit-of-work.ts';
import type { SearchEngine } from '../../search/port.ts';
import type { Analyser } from '../../text/types.ts';
import { record } from '../activity/index.ts';
import { organisationRepository } from '../organisations/index.ts';
import { isSearchable, postDocument } from './post.document.ts';
import { needsReviewAgain } from './post.policy.ts';
import { postRepository } from './post.repository.ts';
import { submitAgain, type Post } from './post.ts';
import { CHECK_NEED_ANSWERED, MATCH_POST, matchJobKey, REVIEW_WAITING } from './posts.jobs.ts';

/** What features above posts have to say when a post changes or ends. They throw a DomainError to refuse. */
export interface PostGuards {
  beforeEdit(work: Work, before: Post, after: Post): Promise<void>;
  /** What follows for a stored post from its change: the post as it stands then. */
  afterChange(work: Work, post: Post): Promise<Post>;
  beforeEnd(work: Work, post: Post): Promise<void>;
  /** Ids of those that are needs of which nothing is open any more. */
  covered(work: Work, posts: readonly Post[]): Promise<ReadonlySet<string>>;
}

export interface PostCommandDeps {
  uow: UnitOfWork;
  analyser: Analyser;
  search: SearchEngine;
  guards: PostGuards;
}

const QUARTER = 15 * 60_000;
/** From seven in the morning to midnight; counted back from the end of the day, since clocks change in the night. */
const AFTER_SEVEN = 17 * 3_600_000;

/**
 * When the office is told of a need published then that nothing fits: of an urgent one after 15 minutes, of another at
 * seven the next morning (commitments: "who may").
 */
export function unansweredAt({ urgent }: Pick<Post, 'urgent'>, published: Date): Date {
  if (urgent) return new Date(published.getTime() + QUARTER);
  return new Date(endOfDay(addDays(today(published), 1)).getTime() - AFTER_SEVEN);
}

/** Brings the search index in line with the post, in the same transaction. */
export async function indexPost(deps: Omit<PostCommandDeps, 'uow'>, work: Work, post: Post): Promise<void> {
  if (!isSearchable(post)) return deps.search.remove([post.id], work.manager);
  const [audience, covered] = await Promise.all([postRepository(work.manager).audience(post.id), deps.guards.covered(work, [post])]);
  await deps.search.put([postDocument(post, audience, covered.has(post.id), deps.analyser)], work.manager);
}

/** What follows when a post gets onto the board or changes on it. */
export async function announce(deps: PostCommandDeps, work: Work, post: Post): Promise<void> {
  await indexPost(deps, work, post);
  if (post.state !== 'published') return;
  await work.addJob({ name: MATCH_POST, payload: { postId: post.id }, key: matchJobKey(post.id), priority: -2 });
}

/** What follows when a post is published or put before the office for the first time. */
export async function announceNew(deps: PostCommandDeps, work: Work, post: Post): Promise<void> {
  await announce(deps, work, post);
  if (post.state === 'in-review') await work.addJob({ name: REVIEW_WAITING, payload: { postId: post.id }, key: `review:${post.id}` });
  if (post.state === 'published' && post.kind === 'need') {
    await work.addJob({ name: CHECK_NEED_ANSWERED, payload: { postId: post.id }, key: `check:${post.id}`, runAt: unansweredAt(post, work.now) });
  }
}

/** Posting is for those who are in, or on their way in. @throws DomainError not-allowed */
export async function mustBeAllowedToPost(work: Work, organisationId: string): Promise<void> {
  const { membership } = await organisationRepository(work.manager).get(organisationId);
  if (membership === 'suspended' || membership === 'refused') throw new DomainError('not-allowed', 'organisation.may-not-post');
}

/** A row in the post's history. */
export function recordPost(
  work: Work, actor: Actor, post: Post, action: string, data: object = {}, { tells = false }: { tells?: boolean } = {},
): Promise<void> {
  return record(work.manager, actor, work.now, {
    action,
    postId: post.id,
    organisationId: post.organisationId,
    // The office decides about a post as the office, not in its owner's place.
    onBehalf: !tells && isOnBehalf(actor, post.organisationId),
    tells,
    data,
  });
}

/**
 * What follows when something beside the text of a post was changed, in the same transaction and under the post's lock: it
 * goes before the office again where it has to, and of one that is there already the office is to see the newest.
 * @throws DomainError not-allowed
 */
export async function followChange(deps: PostCommandDeps, work: Work, actor: Actor, post: Post): Promise<Post> {
  await mustBeAllowedToPost(work, post.organisationId);
  if (post.state === 'in-review') return postRepository(work.manager).update({ ...post, updatedAt: work.now });
  if (!needsReviewAgain(actor, post)) return post;
  const after = await postRepository(work.manager).update(submitAgain(post, work.now));
  await recordPost(work, actor, after, 'post.submitted');
  await announceNew(deps, work, after);
  return after;
}
