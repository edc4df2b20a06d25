import type { EntityManager } from 'typeorm';
import type { StoredFile } from './file.ts';
import { FileSchema } from './file.schema.ts';

/** The write side of files; their bytes are elsewhere. */
export interface FileRepository {
  insert(file: StoredFile): Promise<void>;
  find(id: string): Promise<StoredFile | null>;
  /** Forgets a file. Its bytes go later, with the job that the caller adds. */
  delete(id: string): Promise<void>;
  /** Of these ids, those that still have a row. */
  existing(ids: readonly string[]): Promise<Set<string>>;
}

export function fileRepository(manager: EntityManager): FileRepository {
  return {
    insert: async (file) => void (await manager.insert<StoredFile>(FileSchema, file)),
    find: (id) => manager.findOneBy<StoredFile>(FileSchema, { id }),
    delete: async (id) => void (await manager.delete<StoredFile>(FileSchema, { id })),
    async existing(ids) {
      const rows = await manager.query<{ id: string }[]>('SELECT id FROM file WHERE id = ANY($1::uuid[])', [ids]);
      return new Set(rows.map(({ id }) => id));
    },
  };
}
