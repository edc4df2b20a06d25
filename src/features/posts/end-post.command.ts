import type { Actor } from '../../kernel/actor.ts';
import { DomainError, invalid } from '../../kernel/errors.ts';
import type { Work } from '../../db/unit-of-work.ts';
import { announceNew, indexPost, mustBeAllowedToPost, recordPost, type PostCommandDeps } from './post-commands.ts';
import { mayManage, needsReview } from './post.policy.ts';
import { postRepository } from './post.repository.ts';
import { closeShort, hide, publish, refuse, withdraw, type Post } from './post.ts';

const MAX_REASON = 500;

function reasonFrom(text: string): string {
  const reason = text.trim();
  if (!reason) throw invalid({ reason: { key: 'post.reason-missing' } });
  if (reason.length > MAX_REASON) throw invalid({ reason: { key: 'form.too-long', data: { max: MAX_REASON, length: reason.length } } });
  return reason;
}

async function lockOwn(work: Work, actor: Actor, id: string): Promise<Post> {
  const post = await postRepository(work.manager).lock(actor, id);
  if (!mayManage(actor, post)) throw new DomainError('not-found', 'errors.not-found');
  return post;
}

async function store(
  deps: PostCommandDeps, work: Work, actor: Actor, post: Post, action: string, told: { tells?: boolean } = {},
): Promise<Post> {
  const stored = await postRepository(work.manager).update(post);
  await recordPost(work, actor, stored, action, stored.stateReason ? { reason: stored.stateReason } : {}, told);
  await indexPost(deps, work, stored);
  return stored;
}

/** Publishes a draft, or puts it before the office. */
export function publishDraft(deps: PostCommandDeps, actor: Actor, id: string): Promise<Post> {
  return deps.uow.run(async (work) => {
    const post = await lockOwn(work, actor, id);
    if (post.state !== 'draft') throw new DomainError('conflict', 'post.wrong-state', { action: 'publish', state: post.state });
    await mustBeAllowedToPost(work, post.organisationId);
    const after = await postRepository(work.manager).update(publish(post, work.now, needsReview(actor)));
    await recordPost(work, actor, after, after.state === 'in-review' ? 'post.submitted' : 'post.published');
    await announceNew(deps, work, after);
    return after;
  });
}

/** Takes a post off the board. Refused while live commitments hang on it. */
export function withdrawPost(deps: PostCommandDeps, actor: Actor, id: string, reason: string): Promise<Post> {
  return deps.uow.run(async (work) => {
    const post = await lockOwn(work, actor, id);
    const after = withdraw(post, reasonFrom(reason), work.now);
    await deps.guards.beforeEnd(work, post);
    return store(deps, work, actor, after, 'post.withdrawn');
  });
}

/** Ends a need that got less than it asked for: no more proposals, what is promised goes on. */
export function closeNeed(deps: PostCommandDeps, actor: Actor, id: string, reason: string): Promise<Post> {
  return deps.uow.run(async (work) => {
    const post = await lockOwn(work, actor, id);
    return store(deps, work, actor, closeShort(post, reasonFrom(reason), work.now), 'post.closed-short');
  });
}

export type PostReview = { approve: true } | { approve: false; reason: string };

/** A post as somebody saw it. */
export interface SeenPost {
  id: string;
  /** Null when it is not known: then it counts as changed. */
  version: number | null;
}

/**
 * The office's yes or no to a post in review, as the office saw it.
 * @throws DomainError conflict `post.changed-before-review` when it was changed since; invalid {reason}
 */
export function reviewPost(deps: PostCommandDeps, actor: Actor, { id, version }: SeenPost, verdict: PostReview): Promise<Post> {
  return deps.uow.run(async (work) => {
    const post = await postRepository(work.manager).lock(actor, id);
    if (post.state !== 'in-review') throw new DomainError('conflict', 'post.wrong-state', { action: 'review', state: post.state });
    if (post.version !== version) throw new DomainError('conflict', 'post.changed-before-review', { title: post.title });
    if (!verdict.approve) return store(deps, work, actor, refuse(post, reasonFrom(verdict.reason), work.now), 'post.refused', { tells: true });
    await mustBeAllowedToPost(work, post.organisationId);
    const published = await postRepository(work.manager).update(publish(post, work.now, false));
    await recordPost(work, actor, published, 'post.approved', {}, { tells: true });
    const after = await deps.guards.afterChange(work, published);
    await announceNew(deps, work, after);
    return after;
  });
}

/** Takes a post off the board at once, back into review; its owner is told why. @throws DomainError invalid {reason}, conflict */
export function hidePost(deps: PostCommandDeps, actor: Actor, id: string, reason: string): Promise<Post> {
  return deps.uow.run(async (work) => {
    const post = await postRepository(work.manager).lock(actor, id);
    return store(deps, work, actor, hide(post, reasonFrom(reason), work.now), 'post.hidden', { tells: true });
  });
}
