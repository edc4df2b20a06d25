import type { Actor } from '../../kernel/actor.ts';
import { dropFile, fileRepository } from '../files/index.ts';
import { followChange, recordPost } from '../posts/index.ts';
import { lockForFiles, type AttachmentDeps } from './attach-files.command.ts';
import { attachmentRepository } from './attachment.repository.ts';

/** Says what a file shows. @throws DomainError not-found */
export async function describeAttachment(
  deps: Pick<AttachmentDeps, 'uow' | 'postCommands'>, actor: Actor, input: { postId: string; fileId: string; description: string },
): Promise<void> {
  await deps.uow.run(async (work) => {
    const post = await lockForFiles(work, actor, input.postId);
    const repository = attachmentRepository(work.manager);
    const before = await repository.get(post.id, input.fileId);
    if (before.description === input.description) return;
    await repository.describe(before.fileId, input.description);
    await recordPost(work, actor, post, 'post.file-described', { file: before.fileId, from: before.description, to: input.description });
    await followChange(deps.postCommands, work, actor, post);
  });
}

/** Takes a file off a post for good. @throws DomainError not-found */
export async function removeAttachment(
  deps: Pick<AttachmentDeps, 'uow'>, actor: Actor, input: { postId: string; fileId: string },
): Promise<void> {
  await deps.uow.run(async (work) => {
    const post = await lockForFiles(work, actor, input.postId);
    const { fileId } = await attachmentRepository(work.manager).get(post.id, input.fileId);
    const file = await fileRepository(work.manager).find(fileId);
    await dropFile(work, fileId);
    await recordPost(work, actor, post, 'post.file-removed', { files: file ? [file.name] : [] });
  });
}
