import type { UnitOfWork, Work } from '../../db/unit-of-work.ts';
import type { Actor } from '../../kernel/actor.ts';
import { DomainError, invalid } from '../../kernel/errors.ts';
import type { FileStorage } from '../../storage/port.ts';
import { keepFile, type PreparedFile } from '../files/index.ts';
import { followChange, mayManage, postRepository, recordPost, type Post, type PostCommandDeps } from '../posts/index.ts';
import { MAX_ATTACHMENTS } from './attachment.ts';
import { attachmentRepository } from './attachment.repository.ts';

export interface AttachmentDeps {
  uow: UnitOfWork;
  storage: FileStorage;
  postCommands: PostCommandDeps;
}

/** The post, locked, if the actor may change it. @throws DomainError not-found */
export async function lockForFiles(work: Work, actor: Actor, postId: string): Promise<Post> {
  const post = await postRepository(work.manager).lock(actor, postId);
  if (!mayManage(actor, post)) throw new DomainError('not-found', 'errors.not-found');
  return post;
}

export interface AttachFiles {
  postId: string;
  files: readonly PreparedFile[];
  description: string;
}

/**
 * Adds checked files to a post, in their order, as far as there is room for all of them. Returns the post, which may have to
 * go before the office again.
 * @throws DomainError invalid at `files` when there is none or too little room; not-found
 */
export function attachFiles(deps: AttachmentDeps, actor: Actor, input: AttachFiles): Promise<Post> {
  return deps.uow.run(async (work) => {
    const post = await lockForFiles(work, actor, input.postId);
    const repository = attachmentRepository(work.manager);
    const before = await repository.ofPost(post.id);
    const room = MAX_ATTACHMENTS - before.length;
    if (input.files.length > room) throw invalid({ files: { key: 'attachment.too-many', data: { max: MAX_ATTACHMENTS, room } } });
    let position = Math.max(0, ...before.map((one) => one.position));
    const names: string[] = [];
    for (const file of input.files) {
      position += 1;
      const kept = await keepFile(deps.storage, work, actor, { file, organisationId: post.organisationId, fallbackName: `plik-${position}` });
      await repository.insert({ fileId: kept.id, postId: post.id, position, description: input.description });
      names.push(kept.name);
    }
    await recordPost(work, actor, post, 'post.files-added', { files: names });
    return followChange(deps.postCommands, work, actor, post);
  });
}
