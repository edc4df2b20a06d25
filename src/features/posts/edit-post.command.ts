import type { Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { toDecimal } from '../../kernel/quantity.ts';
import { announce, announceNew, mustBeAllowedToPost, recordPost, type PostCommandDeps } from './post-commands.ts';
import { mayManage, needsReviewAgain } from './post.policy.ts';
import { postRepository } from './post.repository.ts';
import { edit, isEditable, submitAgain, type Post, type PostContent } from './post.ts';
import { understand } from './understanding.ts';

export interface EditPost {
  id: string;
  /** The version the person saw. */
  version: number;
  content: PostContent;
  audience: readonly string[];
}

type Changes = Record<string, { from: unknown; to: unknown }>;

const plain = (value: unknown): unknown => (typeof value === 'bigint' ? toDecimal(value as Parameters<typeof toDecimal>[0]) : value);

/** The fields that differ, for the history. */
function changesOf(before: Post, content: PostContent): Changes {
  const changes: Changes = {};
  for (const name of Object.keys(content) as (keyof PostContent)[]) {
    const [from, to] = [plain(before[name]), plain(content[name])];
    if (JSON.stringify(from) !== JSON.stringify(to)) changes[name] = { from, to };
  }
  return changes;
}

/**
 * Changes a post if it still is as the person saw it. What the office has not seen does not stay on the board: where posts
 * wait for review, a changed one does so again.
 * @throws DomainError conflict `post.changed-meanwhile` when somebody else was faster; what the guards refuse
 */
export async function editPost(deps: PostCommandDeps, actor: Actor, input: EditPost): Promise<Post> {
  return deps.uow.run(async (work) => {
    const posts = postRepository(work.manager);
    const before = await posts.lock(actor, input.id);
    if (!mayManage(actor, before)) throw new DomainError('not-found', 'errors.not-found');
    // What has ended is not to be changed whoever was faster: that is said, not a comparison shown.
    if (isEditable(before) && before.version !== input.version) throw new DomainError('conflict', 'post.changed-meanwhile');
    await mustBeAllowedToPost(work, before.organisationId);
    const again = needsReviewAgain(actor, before);
    const edited = { ...edit(before, input.content, work.now), ...understand(deps.analyser, input.content) };
    const changed = again ? submitAgain(edited, work.now) : edited;
    await deps.guards.beforeEdit(work, before, changed);
    const stored = await posts.update(changed, input.audience);
    await recordPost(work, actor, stored, 'post.edited', { changes: changesOf(before, input.content) });
    if (again) await recordPost(work, actor, stored, 'post.submitted');
    const after = await deps.guards.afterChange(work, stored);
    await (again ? announceNew : announce)(deps, work, after);
    return after;
  });
}
