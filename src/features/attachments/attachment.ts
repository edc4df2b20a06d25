import type { StoredFile } from '../files/index.ts';

/** A picture or a document of a post, in its place. */
export interface Attachment {
  fileId: string;
  postId: string;
  /** From 1, unique within the post; gaps are left by what was removed. */
  position: number;
  /** What a picture shows, for those who do not see it; what a document is. May be empty. */
  description: string;
}

/** With what a page prints of the file. */
export type AttachedFile = Attachment & Pick<StoredFile, 'type' | 'name' | 'size' | 'width' | 'height'>;

/** Together, pictures and documents. */
export const MAX_ATTACHMENTS = 10;
export const MAX_DESCRIPTION = 200;
/** In one go, so that one request fits into memory. */
export const MAX_AT_ONCE = 3;
