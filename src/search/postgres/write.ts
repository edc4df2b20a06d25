import { EntityManager } from 'typeorm';
import { fold, normalise } from '../../text/fold.ts';
import { newestOf } from '../newest.ts';
import type { SearchDocument, Transaction } from '../port.ts';
import { searchableKeys, storable } from '../match.ts';
import { vectorOf } from './literals.ts';
import { shortenings, WORD } from '../spelling.ts';

const BATCH = 500;

/** The caller's transaction; throws a TypeError when it is of another database library. */
export function managerOf(tx: Transaction): EntityManager {
  if (tx instanceof EntityManager) return tx;
  throw new TypeError('The PostgreSQL search engine writes in a TypeORM EntityManager');
}

/**
 * Writes documents in this transaction, in the order of their ids, so that two writers wait instead of deadlocking.
 * Of a document given twice the newest version counts; a stored version that is newer stays.
 */
export async function putAll(manager: EntityManager, documents: readonly SearchDocument[]): Promise<void> {
  const newest = newestOf(documents).sort((a, b) => (a.id < b.id ? -1 : 1));
  for (let start = 0; start < newest.length; start += BATCH) {
    await putBatch(manager, newest.slice(start, start + BATCH));
  }
  await putWords(manager, newest);
}

/* The columns of a row with their types; `keys` comes as text because a record of JSON cannot hold a tsvector. */
const COLUMNS: Readonly<Record<keyof ReturnType<typeof rowOf>, string>> = {
  id: 'uuid', version: 'integer', kind: 'text', organisation_id: 'uuid', visibility: 'text', audience: 'uuid[]',
  covered: 'boolean', keys: 'text', concepts: 'text[]', region: 'text', terms: 'text', urgent: 'boolean',
  lat: 'float8', lng: 'float8', due_on: 'date', ends_on: 'date', published_at: 'timestamptz',
};
const NAMES = Object.keys(COLUMNS);
const PUT = `
  INSERT INTO search_document (${NAMES.join(', ')})
  SELECT ${NAMES.map((name) => (name === 'keys' ? 'keys::tsvector' : name)).join(', ')}
  FROM jsonb_to_recordset($1::jsonb) AS row (${Object.entries(COLUMNS).map((column) => column.join(' ')).join(', ')})
  ORDER BY id
  ON CONFLICT (id) DO UPDATE SET ${NAMES.map((name) => `${name} = EXCLUDED.${name}`).join(', ')}
  WHERE search_document.version <= EXCLUDED.version`;

async function putBatch(manager: EntityManager, documents: readonly SearchDocument[]): Promise<void> {
  await manager.query(PUT, [JSON.stringify(documents.map(rowOf))]);
}

function rowOf(document: SearchDocument) {
  return {
    id: document.id,
    version: document.version,
    kind: document.kind,
    organisation_id: document.organisationId,
    visibility: document.visibility,
    audience: document.audience,
    covered: document.covered,
    keys: vectorOf(document),
    concepts: [...new Set(document.concepts.filter(({ role }) => role === 'head').map(({ id }) => storable(id)))],
    region: document.region,
    terms: document.terms,
    urgent: document.urgent,
    lat: document.lat,
    lng: document.lng,
    due_on: document.dueOn,
    ends_on: document.endsOn,
    published_at: document.publishedAt.toISOString(),
  };
}

/**
 * Notes the words that may be completed and suggested. Nothing is counted here, because every publication would
 * wait for every other one at the row of a common word; whether a word is in use is asked when it is suggested.
 */
async function putWords(manager: EntityManager, documents: readonly SearchDocument[]): Promise<void> {
  const words = new Map<string, { shown: string; word: string; key: string; shortened: string[] }>();
  for (const token of documents.flatMap((document) => [...document.titleTokens, ...document.descriptionTokens])) {
    const shown = normalise(token.text);
    const key = searchableKeys(token.keys)[0];
    if (token.stop || key === undefined || words.has(shown) || !WORD.test(shown)) continue;
    const word = fold(shown);
    words.set(shown, { shown, word, key, shortened: shortenings(word) });
  }
  await manager.query(
    `INSERT INTO search_word (shown, word, key, shortened)
     SELECT shown, word, key, shortened
     FROM jsonb_to_recordset($1::jsonb) AS row (shown text, word text, key text, shortened text[])
     WHERE NOT EXISTS (SELECT FROM search_word known WHERE known.shown = row.shown)
     ORDER BY shown COLLATE "C"
     ON CONFLICT DO NOTHING`,
    [JSON.stringify([...words.values()])],
  );
}

/** Deletes documents in the order of their ids. Their words go with the next {@link forgetUnusedWords}. */
export async function removeAll(manager: EntityManager, ids: readonly string[]): Promise<void> {
  await manager.query(
    `DELETE FROM search_document
     WHERE id IN (SELECT id FROM search_document WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE)`,
    [ids],
  );
}

/** Deletes the words that no document holds any more; one pass over the index. Returns how many. */
export async function forgetUnusedWords(manager: EntityManager): Promise<number> {
  const [, gone] = await manager.query<[unknown, number]>(
    `WITH live AS MATERIALIZED (SELECT word FROM ts_stat('SELECT keys FROM search_document'))
     DELETE FROM search_word known WHERE NOT EXISTS (SELECT FROM live WHERE live.word = known.key)`,
  );
  return gone;
}
