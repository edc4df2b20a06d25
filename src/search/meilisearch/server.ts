import { Meilisearch, type Meilisearch as Client, type MultiSearchQuery, type Task } from 'meilisearch';
import { EngineFault } from '../fault.ts';
import { translated } from './faults.ts';

/** Where the server is, and the key for it. */
export interface Address {
  host: string;
  apiKey: string;
}

/** The line of versions that this release was tested with: the first one, and the next that it is not. */
const OLDEST = [1, 50] as const;
const WRITE_DEADLINE = 10_000;
const TASK_DEADLINE = 60_000;
/** First look at a task after so many milliseconds, then each time later, up to the last. */
const FIRST_LOOK = 8;
const LAST_LOOK = 400;

/* A packed answer is sent in pieces, of which each waits until the one before is acknowledged: 40 ms more for the candidates. */
const UNPACKED = { 'accept-encoding': 'identity' };

/** The client, with the deadline that it has not of itself: every call ends within so many milliseconds. */
export const connect = ({ host, apiKey }: Address, milliseconds: number = WRITE_DEADLINE): Client =>
  new Meilisearch({ host, apiKey, timeout: milliseconds, requestInit: { redirect: 'error', headers: UNPACKED } });

/**
 * The server's version; null when the key may not ask for it, which no key of single indexes may. An index with our
 * settings has then to speak for the server: older ones cannot have it.
 * @throws EngineFault `version` when the server is not of the line that this release works with
 */
export async function checkVersion(client: Client): Promise<string | null> {
  const pkgVersion = await versionOf(client);
  if (pkgVersion === null) return null;
  const [major = 0, minor = 0] = pkgVersion.split('.').map(Number);
  if (major === OLDEST[0] && minor >= OLDEST[1]) return pkgVersion;
  throw new EngineFault('version', `the search server is version ${pkgVersion || 'unknown'}; ${OLDEST.join('.')} or a later 1.x is needed`);
}

async function versionOf(client: Client): Promise<string | null> {
  try {
    const { pkgVersion } = (await client.getVersion()) as { pkgVersion?: string };
    return pkgVersion ?? '';
  } catch (error) {
    if (translated(error).kind === 'key') return null;
    throw error;
  }
}

/**
 * Waits for a task that the server has taken on. The client's own waiting takes a failed task for done.
 * @throws EngineFault `task` when it failed or was cancelled, `slow` when it does not end in time
 */
export async function done(client: Client, enqueued: Promise<{ taskUid: number }>, within = TASK_DEADLINE): Promise<void> {
  const { taskUid } = await enqueued;
  const end = performance.now() + within;
  for (let wait = FIRST_LOOK; ; wait = Math.min(wait * 1.5, LAST_LOOK)) {
    if (isDone(await client.tasks.getTask(taskUid))) return;
    if (performance.now() > end) throw new EngineFault('slow', `task ${taskUid} of the search server has not ended in time`);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

function isDone({ uid, status, error }: Task): boolean {
  if (status !== 'failed' && status !== 'canceled') return status === 'succeeded';
  const { code = '', message = '' } = error ?? {};
  throw new EngineFault('task', `task ${uid} of the search server ${status}: ${code} ${message}`);
}

/** Makes the index unless it is there. */
export async function ensureIndex(client: Client, uid: string): Promise<void> {
  try {
    await done(client, client.createIndex(uid, { primaryKey: 'id' }));
  } catch (error) {
    if (!(error instanceof EngineFault) || !error.message.includes('index_already_exists')) throw error;
  }
}

/** Deletes the index if it is there. */
export async function dropIndex(client: Client, uid: string): Promise<void> {
  try {
    await done(client, client.deleteIndex(uid));
  } catch (error) {
    if (!(error instanceof EngineFault) || !error.message.includes('index_not_found')) throw error;
  }
}

/** One answer of a multi-search, as far as it is read here. */
export interface Answer {
  hits: { id: string; _geo?: { lat: number; lng: number }; about?: string[]; concepts?: string[] }[];
  totalHits?: number;
  estimatedTotalHits?: number;
  facetDistribution?: Record<string, Record<string, number>>;
}

/** Several searches in one call, answered in their order. `signal` ends it. */
export async function ask(client: Client, queries: readonly MultiSearchQuery[], signal?: AbortSignal): Promise<Answer[]> {
  if (queries.length === 0) return [];
  const { results } = await client.multiSearch({ queries: [...queries] }, signal ? { signal } : {});
  if (!Array.isArray(results) || results.length !== queries.length) {
    throw new EngineFault('foreign', 'the search server gives fewer answers than it was asked questions');
  }
  return results as unknown as Answer[];
}
