import type { Work } from '../../db/unit-of-work.ts';
import { personOf, type Actor } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import type { FileStorage } from '../../storage/port.ts';
import { fileName, smallKey, type StoredFile } from './file.ts';
import { fileRepository } from './file.repository.ts';
import { REMOVE_FILE } from './files.jobs.ts';
import type { PreparedFile } from './prepare-file.ts';

export interface KeepFile {
  file: PreparedFile;
  organisationId: string;
  /** Its name when the sent one is of no use. */
  fallbackName: string;
}

/**
 * Keeps a file in the transaction of what it belongs to. The bytes come first: a row without them cannot be; bytes
 * without a row are swept.
 */
export async function keepFile(storage: FileStorage, work: Work, actor: Actor, input: KeepFile): Promise<StoredFile> {
  const { sentName, type, bytes, small, sha256, width, height } = input.file;
  const id = newId();
  await storage.put(id, bytes);
  if (small) await storage.put(smallKey(id), small);
  const stored: StoredFile = {
    id, organisationId: input.organisationId, type, name: fileName(sentName, type, input.fallbackName), size: bytes.length, sha256,
    width, height, createdBy: personOf(actor), createdAt: work.now,
  };
  await fileRepository(work.manager).insert(stored);
  return stored;
}

/** Forgets a file in the transaction of what it belonged to; its bytes follow. */
export async function dropFile(work: Work, id: string): Promise<void> {
  await fileRepository(work.manager).delete(id);
  await work.addJob({ name: REMOVE_FILE, payload: { fileId: id }, key: `remove-file:${id}` });
}
