import type { Meilisearch } from 'meilisearch';
import type { SearchDocument } from '../port.ts';
import { newestOf } from '../newest.ts';
import { indexedPost, type IndexedPost } from './document.ts';
import { done } from './server.ts';

const BATCH = 1_000;
/** A request may have 100 MB on the server's side; long posts make smaller batches. */
const MOST_LETTERS = 8_000_000;

/** Writes documents and waits until they can be found; one whose stored version is newer is left alone. */
export async function putAll(client: Meilisearch, uid: string, documents: readonly SearchDocument[]): Promise<void> {
  for (const batch of batchesOf(newestOf(documents))) {
    const stored = await versionsOf(client, uid, batch.map(({ id }) => id));
    const posts = batch.filter(({ id, version }) => (stored.get(id) ?? -Infinity) <= version).map(indexedPost);
    if (posts.length > 0) await done(client, client.index<IndexedPost>(uid).addDocuments(posts));
  }
}

function batchesOf(documents: readonly SearchDocument[]): SearchDocument[][] {
  const batches: SearchDocument[][] = [];
  let letters = Infinity;
  for (const document of documents) {
    const size = document.title.length + document.description.length;
    const last = batches.at(-1);
    if (!last || last.length === BATCH || letters + size > MOST_LETTERS) {
      batches.push([document]);
      letters = size;
    } else {
      last.push(document);
      letters += size;
    }
  }
  return batches;
}

async function versionsOf(client: Meilisearch, uid: string, ids: readonly string[]): Promise<Map<string, number>> {
  // The empty filter makes the client send the ids in a body: a thousand of them do not fit in an address.
  const { results } = await client.index<IndexedPost>(uid).getDocuments({
    ids: [...ids], fields: ['id', 'version'], limit: ids.length, filter: [],
  });
  return new Map(results.map(({ id, version }) => [id, version]));
}

/** Deletes documents and waits until they are gone. */
export async function removeAll(client: Meilisearch, uid: string, ids: readonly string[]): Promise<void> {
  // Ids of another form cannot be in the index, and the server would refuse the whole batch for one of them.
  const possible = ids.filter((id) => /^[\w-]{1,511}$/.test(id));
  if (possible.length > 0) await done(client, client.index(uid).deleteDocuments(possible));
}
