import { createHash } from 'node:crypto';
import { contentTypeOf } from '../../storage/content.ts';
import { reencodeImage } from '../../storage/images.ts';
import { MAX_FILE_BYTES, type FileType } from './file.ts';

/** A file as a browser sent it. */
export interface SentFile {
  /** As the sender called it: never to be trusted. */
  name: string;
  bytes: Buffer;
}

/** A file that may be kept: checked, and, when it is a picture, made anew. */
export interface PreparedFile {
  sentName: string;
  type: FileType;
  bytes: Buffer;
  sha256: string;
  width: number | null;
  height: number | null;
  /** A small WebP; null for documents. */
  small: Buffer | null;
}

/** Why a file is not taken; `file.<fault>` is its message. */
export type FileFault = 'empty' | 'too-large' | 'wrong-type' | 'broken' | 'too-many-pixels';

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Looks at what the file is, whatever it is called. Takes time for pictures: before a transaction, never in it. */
export async function prepareFile({ name, bytes }: SentFile): Promise<PreparedFile | { fault: FileFault }> {
  if (bytes.length === 0) return { fault: 'empty' };
  if (bytes.length > MAX_FILE_BYTES) return { fault: 'too-large' };
  const type = await contentTypeOf(bytes);
  if (type === null) return { fault: 'wrong-type' };
  if (type === 'application/pdf') return { sentName: name, type, bytes, sha256: digest(bytes), width: null, height: null, small: null };
  const image = await reencodeImage(bytes, type);
  if (typeof image === 'string') return { fault: image };
  return { sentName: name, type, sha256: digest(image.bytes), ...image };
}
