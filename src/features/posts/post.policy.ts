import { isMember, isOffice, organisationOf, type Actor } from '../../kernel/actor.ts';
import type { Post, PostState } from './post.ts';

/**
 * What an actor may read, as data for queries and for the search engine: everything; or public posts, for members of
 * approved organisations members-only posts too, posts addressed to the own organisation, and the own ones in any state.
 */
export type ReadScope = { all: true } | { all: false; member: boolean; organisationId: string | null };

export function visibleTo(actor: Actor): ReadScope {
  if (isOffice(actor)) return { all: true };
  return { all: false, member: isMember(actor), organisationId: organisationOf(actor) };
}

const HIDDEN: readonly PostState[] = ['draft', 'in-review', 'held', 'refused', 'withdrawn'];

/** Reading one post: the rule of `visibleTo` for a post at hand; `audience` are the organisations it is addressed to. */
export function mayRead(
  actor: Actor, post: Pick<Post, 'organisationId' | 'state' | 'visibility'>, audience: readonly string[],
): boolean {
  const own = organisationOf(actor);
  if (isOffice(actor) || post.organisationId === own) return true;
  if (HIDDEN.includes(post.state)) return false;
  if (post.visibility === 'public') return true;
  return post.visibility === 'members' ? isMember(actor) : own !== null && audience.includes(own);
}

/** Posting: for one's own organisation; the office for any. */
export function mayPostFor(actor: Actor, organisationId: string): boolean {
  return isOffice(actor) || organisationOf(actor) === organisationId;
}

/** Changing, withdrawing, closing: the own organisation, or the office on its behalf. */
export function mayManage(actor: Actor, post: Pick<Post, 'organisationId'>): boolean {
  return mayPostFor(actor, post.organisationId);
}

/** The posts of an organisation that the office has not approved wait for review. */
export function needsReview(actor: Actor): boolean {
  return !isMember(actor);
}

/** Whatever such an organisation changes on a post that the office has seen, the office sees again. */
export function needsReviewAgain(actor: Actor, post: Pick<Post, 'state'>): boolean {
  return needsReview(actor) && (post.state === 'published' || post.state === 'expired');
}
