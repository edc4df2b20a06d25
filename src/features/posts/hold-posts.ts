import type { Work } from '../../db/unit-of-work.ts';
import type { Actor } from '../../kernel/actor.ts';
import { record } from '../activity/index.ts';
import { announce, indexPost, type PostCommandDeps } from './post-commands.ts';
import { postRepository } from './post.repository.ts';
import { hold, refuse, release, type Post } from './post.ts';

/* One mail tells the organisation of everything at once: the rows are not told one by one. */
const note = (work: Work, actor: Actor, post: Post, action: string, data: object = {}): Promise<void> =>
  record(work.manager, actor, work.now, { action, postId: post.id, organisationId: post.organisationId, data });

/** Takes everything of an organisation that is out off the board, in the transaction of the office's decision. Returns how many. */
export async function holdPosts(deps: PostCommandDeps, work: Work, actor: Actor, organisationId: string): Promise<number> {
  const posts = await postRepository(work.manager).lockOf(organisationId, ['published', 'expired']);
  for (const post of posts) {
    const held = await postRepository(work.manager).update(hold(post, work.now));
    await note(work, actor, held, 'post.held');
    await indexPost(deps, work, held);
  }
  return posts.length;
}

/** Brings back what was held, as far as its time is not over. Returns how many. */
export async function releasePosts(deps: PostCommandDeps, work: Work, actor: Actor, organisationId: string): Promise<number> {
  const posts = await postRepository(work.manager).lockOf(organisationId, ['held']);
  for (const post of posts) {
    const released = await postRepository(work.manager).update(release(post, work.now));
    await note(work, actor, released, 'post.released');
    await announce(deps, work, await deps.guards.afterChange(work, released));
  }
  return posts.length;
}

/** The office's no to an organisation is its no to what of it waits for review. Returns the posts. */
export async function refusePosts(work: Work, actor: Actor, organisationId: string, reason: string): Promise<Post[]> {
  const posts = await postRepository(work.manager).lockOf(organisationId, ['in-review']);
  for (const post of posts) {
    const refused = await postRepository(work.manager).update(refuse(post, reason, work.now));
    await note(work, actor, refused, 'post.refused', { reason });
  }
  return posts;
}
