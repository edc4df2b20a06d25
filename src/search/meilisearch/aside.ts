import type { Meilisearch } from 'meilisearch';
import { EngineFault } from '../fault.ts';
import type { Aside } from '../server-engine.ts';
import { guarded } from './faults.ts';
import { SETTINGS } from './settings.ts';
import { done, dropIndex, ensureIndex } from './server.ts';
import { putAll, removeAll } from './write.ts';

const SETTINGS_DEADLINE = 120_000;
const NO_POST = 'none';

/** Makes the index with its settings, or gives it those it should have. */
export async function prepare(client: Meilisearch, uid: string): Promise<void> {
  await ensureIndex(client, uid);
  await done(client, client.index(uid).updateSettings(SETTINGS), SETTINGS_DEADLINE);
}

/** Begins an index beside `uid`, empty, or goes on with the one that was begun. */
export async function beside(client: Meilisearch, uid: string, goOn: boolean): Promise<Aside> {
  const next = `${uid}_next`;
  if (!goOn) await dropIndex(client, next);
  await prepare(client, next);
  return {
    put: (documents) => guarded(() => putAll(client, next, documents)),
    remove: (ids) => guarded(() => removeAll(client, next, ids)),
    swap: () => guarded(async () => {
      await ensureIndex(client, uid);
      await swapped(client, uid, next);
      await dropIndex(client, next);
    }),
  };
}

/*
 * A key of single indexes is not shown tasks on two of them. Tasks are worked off in their order: once a later one on a
 * single index is done, it shows by the date on which the index was made whether the names were swapped.
 */
async function swapped(client: Meilisearch, uid: string, next: string): Promise<void> {
  const { createdAt } = await client.getRawIndex(next);
  await client.swapIndexes([{ indexes: [uid, next], rename: false }]);
  await done(client, client.index(uid).deleteDocuments([NO_POST]));
  if ((await client.getRawIndex(uid)).createdAt !== createdAt) {
    throw new EngineFault('task', 'the search server did not put the new index in the place of the old one');
  }
}
