import type { Meilisearch } from 'meilisearch';
import type { Analyser } from '../../text/types.ts';
import { climb } from '../ladder.ts';
import type { SearchDocument } from '../port.ts';
import type { Aside, ServerEngine } from '../server-engine.ts';
import { askedOf } from './asked.ts';
import { beside, prepare } from './aside.ts';
import { candidates } from './candidates.ts';
import { guarded } from './faults.ts';
import { entriesOf, healthOf, heldOf, inspect } from './inventory.ts';
import { ask, connect, type Address } from './server.ts';
import { INDEX, signatureOf } from './settings.ts';
import { putAll, removeAll } from './write.ts';

export type { Address } from './server.ts';
export { initialise } from './initialise.ts';

/** A candidate search may take longer than a person would wait. */
const CANDIDATES_DEADLINE = 3_000;

/** What Meilisearch can do beyond a server engine: be set up. */
export interface MeilisearchSearch extends ServerEngine {
  /** Makes the index, or gives it the settings that it should have. */
  prepare(): Promise<void>;
}

export interface MeilisearchOptions {
  address: Address;
  analyser: Analyser;
  /** Milliseconds that one search may take, all its calls together. */
  deadline?: number;
  uid?: string;
}

/** The engine on a Meilisearch server. Writes wait until they can be found and fail when the server's task fails. */
export function createMeilisearch({ address, analyser, deadline = 800, uid = INDEX }: MeilisearchOptions): MeilisearchSearch {
  const patience = Math.max(deadline, CANDIDATES_DEADLINE);
  const client = connect(address);
  const reader = connect(address, patience);
  return {
    name: 'meilisearch',
    signature: signatureOf(analyser.version),
    search: (query) => guarded(() => climb(askedOf({ client: reader, uid, analyser, signal: AbortSignal.timeout(deadline) }), analyser, query)),
    candidates: (query, limit) => guarded(() =>
      candidates((queries) => ask(reader, queries, AbortSignal.timeout(patience)), uid, query, limit)),
    ...writing(client, uid),
    health: () => healthOf(address, uid, deadline),
    check: () => guarded(async () => void (await inspect(address, uid, deadline))),
    prepare: () => guarded(() => prepare(client, uid)),
    aside: (goOn) => guarded(() => beside(client, uid, goOn)),
    entries: () => entriesOf(client, uid),
    held: (ids) => guarded(() => heldOf(client, uid, ids)),
  };
}

/** What was written while an index is being rebuilt: the last word on each post. */
type Journal = Map<string, SearchDocument | null>;

function writing(client: Meilisearch, uid: string): Pick<ServerEngine, 'put' | 'remove' | 'rebuild'> {
  const journals = new Set<Journal>();
  let last: Promise<unknown> = Promise.resolve();
  // One write after the other: between reading a version and writing the next one nobody of this process comes in.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(() => guarded(work), () => guarded(work));
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    put: (documents) => inTurn(async () => {
      for (const journal of journals) for (const one of documents) noted(journal, one);
      await putAll(client, uid, documents);
    }),
    remove: (ids) => inTurn(async () => {
      for (const journal of journals) for (const id of ids) journal.set(id, null);
      await removeAll(client, uid, ids);
    }),
    async rebuild(source, onProgress = () => undefined) {
      const journal: Journal = new Map();
      journals.add(journal);
      try {
        const next = await guarded(() => beside(client, uid, false));
        let written = 0;
        for await (const page of source) {
          await next.put(page);
          onProgress((written += page.length));
        }
        await inTurn(() => replaced(next, journal));
        return written;
      } finally {
        journals.delete(journal);
      }
    },
  };
}

async function replaced(next: Aside, journal: Journal): Promise<void> {
  await next.put([...journal.values()].filter((one) => one !== null));
  await next.remove([...journal].filter(([, one]) => one === null).map(([id]) => id));
  await next.swap();
}

function noted(journal: Journal, document: SearchDocument): void {
  const known = journal.get(document.id);
  if (!known || known.version <= document.version) journal.set(document.id, document);
}
