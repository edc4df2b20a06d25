import type { Meilisearch } from 'meilisearch';
import type { SearchHealth } from '../port.ts';
import type { IndexEntry } from '../server-engine.ts';
import { guarded, translated } from './faults.ts';
import { checkVersion, connect, type Address } from './server.ts';
import { checkSettings } from './settings.ts';

const PAGE = 1_000;
const ENTRY: (keyof IndexEntry)[] = ['id', 'version', 'covered', 'visibility'];

/** What the index holds of every post, page by page. */
export async function* entriesOf(client: Meilisearch, uid: string): AsyncGenerator<IndexEntry[]> {
  for (let offset = 0; ; offset += PAGE) {
    const { results } = await guarded(() => client.index<IndexEntry>(uid).getDocuments({ fields: ENTRY, offset, limit: PAGE }));
    if (results.length > 0) yield results;
    if (results.length < PAGE) return;
  }
}

/** What the index holds of these posts. */
export async function heldOf(client: Meilisearch, uid: string, ids: readonly string[]): Promise<IndexEntry[]> {
  // The empty filter makes the client send the ids in a body: many of them do not fit in an address.
  const { results } = await client.index<IndexEntry>(uid).getDocuments({ ids: [...ids], fields: ENTRY, limit: ids.length, filter: [] });
  return results;
}

/**
 * How many documents the index has, after a look at everything that may be wrong with the server, each call within the
 * deadline of a search. @throws whatever is wrong
 */
export async function inspect(address: Address, uid: string, deadline: number): Promise<number> {
  const client = connect(address, deadline);
  await checkVersion(client);
  const { numberOfDocuments } = await client.index(uid).getStats();
  checkSettings(await client.index(uid).getSettings());
  return numberOfDocuments;
}

/** The same, told instead of thrown. */
export async function healthOf(address: Address, uid: string, deadline: number): Promise<SearchHealth> {
  try {
    return { ok: true, documents: await inspect(address, uid, deadline), error: null };
  } catch (error) {
    return { ok: false, documents: null, error: translated(error).message };
  }
}
