import type { Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { joining, type Work } from '../../db/unit-of-work.ts';
import { closeNeed, mayManage, postRepository, withdrawPost, type Post } from '../posts/index.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import { commitmentRepository } from './commitment.repository.ts';
import type { Stored } from './commitment-records.queries.ts';
import { allReceived, hasSaidYes, isLive, type Side } from './commitment.ts';
import { complete } from './complete.command.ts';
import { decline } from './decline.command.ts';
import type { Fate, PostEnding } from './ending.ts';
import { openCommitments } from './open-commitments.queries.ts';
import { withdraw } from './withdraw.command.ts';

/* One that was not on the page is not decided over. */
function ending(open: readonly Stored[], { fates, proposals }: PostEnding): { id: string; seen: number | null | undefined; stored: Stored }[] {
  return open.flatMap((stored) => {
    const { id, state } = stored.commitment;
    const forAll: Fate | null = proposals && state !== 'proposed' ? 'keep' : proposals;
    const chosen = fates.get(id) ?? (forAll && { fate: forAll, seen: undefined });
    if (!chosen) throw new DomainError('conflict', 'commitment.ending-changed');
    return chosen.fate === 'end' ? [{ id, seen: chosen.seen, stored }] : [];
  });
}

/* Whoever has not answered says no; whoever has said yes takes it back; what has all arrived cannot be called off and is complete. */
function stepOf({ commitment }: Stored, side: Side) {
  if (!isLive(commitment)) return hasSaidYes(commitment, side) ? withdraw : decline;
  return allReceived(commitment) ? complete : withdraw;
}

/* Everything that will be touched, in one order, so that two endings wait instead of deadlocking. */
async function lockAll(work: Work, post: Post): Promise<Stored[]> {
  const known = await openCommitments(work.manager, post);
  const ids = known.flatMap(({ commitment: { needId, offerId } }) => [needId, offerId]);
  await commitmentRepository(work.manager).lockPosts([post.id, ...new Set(ids.filter((id) => id !== post.id))]);
  return openCommitments(work.manager, post);
}

/**
 * Ends a post and, in the same transaction, every commitment on it that shall not outlive it; the other sides are told
 * as by any other step (commitments: "a post's life").
 * @throws DomainError not-found; invalid {reason}; conflict `commitment.ending-changed` when something was promised or
 * proposed since the page was made, `commitment.changed-meanwhile` when one has changed
 */
export function endPost(deps: CommitmentDeps, actor: Actor, input: PostEnding): Promise<{ post: Post; ended: number }> {
  return deps.uow.run(async (work) => {
    const before = await postRepository(work.manager).get(actor, input.postId);
    if (!mayManage(actor, before)) throw new DomainError('not-found', 'errors.not-found');
    const over = ending(await lockAll(work, before), input);
    const inside = joining(deps, work);
    const guards = { ...deps.posts.guards, beforeEnd: () => Promise.resolve() };
    const end = input.way === 'withdrawal' ? withdrawPost : closeNeed;
    // The post first: what is given back to a need that has ended is offered to nobody.
    const post = await end({ ...deps.posts, guards, uow: inside.uow }, actor, before.id, input.reason);
    const side: Side = post.kind === 'need' ? 'owner' : 'supplier';
    for (const { id, seen, stored } of over) {
      await stepOf(stored, side)(inside, actor, { id, seen, onBehalfOf: side, reason: input.reason });
    }
    return { post, ended: over.length };
  });
}
