import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import type { Attachment } from './attachment.ts';
import { AttachmentSchema } from './attachment.schema.ts';

/** The write side of a post's files. The caller holds the post's lock. */
export interface AttachmentRepository {
  ofPost(postId: string): Promise<Attachment[]>;
  /** @throws DomainError not-found for a file of another post too */
  get(postId: string, fileId: string): Promise<Attachment>;
  insert(attachment: Attachment): Promise<void>;
  describe(fileId: string, description: string): Promise<void>;
}

export function attachmentRepository(manager: EntityManager): AttachmentRepository {
  return {
    ofPost: (postId) => manager.find<Attachment>(AttachmentSchema, { where: { postId }, order: { position: 'ASC' } }),
    async get(postId, fileId) {
      const found = isId(fileId) ? await manager.findOneBy<Attachment>(AttachmentSchema, { postId, fileId }) : null;
      if (!found) throw new DomainError('not-found', 'errors.not-found');
      return found;
    },
    insert: async (attachment) => void (await manager.insert<Attachment>(AttachmentSchema, attachment)),
    describe: async (fileId, description) => void (await manager.update<Attachment>(AttachmentSchema, { fileId }, { description })),
  };
}
