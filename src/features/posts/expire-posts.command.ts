import { system } from '../../kernel/actor.ts';
import { today } from '../../kernel/dates.ts';
import { recordPost, type PostCommandDeps } from './post-commands.ts';
import type { Post } from './post.ts';
import { PostSchema } from './post.schema.ts';

const BATCH = 200;

/**
 * Takes posts off the board whose last day is over. Their commitments are not touched. Returns how many; the search
 * engines hide them by date from the first minute, so this may run late without harm.
 */
export async function expirePosts(deps: PostCommandDeps): Promise<number> {
  return deps.uow.run(async (work) => {
    const due = await work.manager
      .createQueryBuilder<Post>(PostSchema, 'post')
      .where('post.state = :state AND post.endsOn < :today', { state: 'published', today: today(work.now) })
      .orderBy('post.id')
      .limit(BATCH)
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
    for (const post of due) {
      const expired: Post = { ...post, state: 'expired', endedAt: work.now, updatedAt: work.now, version: post.version + 1 };
      await work.manager.update(PostSchema, { id: post.id }, { state: 'expired', endedAt: work.now, updatedAt: work.now, version: expired.version });
      await recordPost(work, system, expired, 'post.expired');
    }
    if (due.length > 0) await deps.search.remove(due.map((post) => post.id), work.manager);
    return due.length;
  });
}
