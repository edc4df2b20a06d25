import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStorage } from './port.ts';

const KEY = /^[0-9a-f]{8}-[0-9a-f-]{27}(-[a-z]{1,10})?$/;

const isMissing = (error: unknown): boolean => (error as { code?: unknown }).code === 'ENOENT';

/** Only keys of ours name files: nothing that leads out of the folder can be asked for. */
function checked(key: string): string {
  if (!KEY.test(key)) throw new Error(`not a key of the file storage: ${JSON.stringify(key.slice(0, 60))}`);
  return key;
}

async function writeThrough(path: string, bytes: Buffer): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Files in one folder, spread over 256 others by the first two digits of their keys. The folder is made at the first file. */
export function createDiskStorage(folder: string): FileStorage {
  const pathOf = (key: string): string => join(folder, checked(key).slice(0, 2), key);
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      await mkdir(join(folder, key.slice(0, 2)), { recursive: true, mode: 0o700 });
      // Complete under another name first: nobody ever reads half a file.
      const draft = `${path}.${randomUUID()}.part`;
      await writeThrough(draft, bytes);
      await rename(draft, path);
    },
    async get(key) {
      try {
        return await readFile(pathOf(key));
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    remove: (key) => rm(pathOf(key), { force: true }),
    async *keys() {
      for (const part of await namesIn(folder)) {
        for (const key of /^[0-9a-f]{2}$/.test(part) ? await namesIn(join(folder, part)) : []) {
          if (!KEY.test(key)) continue;
          const found = await stat(join(folder, part, key)).catch(() => null);
          if (found) yield { key, storedAt: found.mtime };
        }
      }
    },
  };
}
