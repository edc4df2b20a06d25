import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { isId } from '../../kernel/ids.ts';
import type { FileStorage } from '../../storage/port.ts';
import { smallKey } from './file.ts';
import { fileRepository } from './file.repository.ts';

export interface FileDeps {
  uow: UnitOfWork;
  storage: FileStorage;
}

/** Longer than any upload takes between its bytes and its row. */
const SETTLED = 3_600_000;
const BATCH = 200;
const ID_LENGTH = 36;

/** The job that removes the bytes of a file whose row is gone; a row that is still there keeps them. */
export async function removeBytes({ uow, storage }: FileDeps, id: string): Promise<void> {
  if (!isId(id)) return;
  const kept = await uow.run(({ manager }) => fileRepository(manager).existing([id]));
  if (kept.has(id)) return;
  await storage.remove(smallKey(id));
  await storage.remove(id);
}

async function removeUnknown({ uow, storage }: FileDeps, keys: readonly string[]): Promise<void> {
  const kept = await uow.run(({ manager }) => fileRepository(manager).existing(keys.map((key) => key.slice(0, ID_LENGTH))));
  for (const key of keys) if (!kept.has(key.slice(0, ID_LENGTH))) await storage.remove(key);
}

/** The job that removes what no row speaks of, an hour after it was stored at the earliest. */
export async function sweepFiles(deps: FileDeps): Promise<void> {
  const now = await deps.uow.run((work) => Promise.resolve(work.now));
  let batch: string[] = [];
  for await (const { key, storedAt } of deps.storage.keys()) {
    if (now.getTime() - storedAt.getTime() < SETTLED) continue;
    batch.push(key);
    if (batch.length < BATCH) continue;
    await removeUnknown(deps, batch);
    batch = [];
  }
  if (batch.length > 0) await removeUnknown(deps, batch);
}
