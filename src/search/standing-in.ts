import type { Logger } from 'pino';
import type { Clock } from '../kernel/clock.ts';
import type { CandidateQuery, SearchDocument, SearchEngine, SearchResult, Transaction } from './port.ts';
import type { ServerEngine } from './server-engine.ts';
import type { IndexRow } from './sync.repository.ts';
import { createWatch, type SearchCondition } from './watch.ts';

/** The changes on their way to the server, as far as the engine needs to know of them. */
export interface Changes {
  note(tx: Transaction, ids: readonly string[]): Promise<void>;
  inTransaction(body: (tx: Transaction) => Promise<void>): Promise<void>;
  read(): Promise<IndexRow>;
}

export interface StandingInOptions {
  /** In the same database and transaction as the posts: the truth. */
  postgres: SearchEngine;
  server: ServerEngine;
  changes: Changes;
  log: Logger;
  clock?: Clock;
}

/** Search on a server while it is well, and in PostgreSQL while it is not. */
export interface StandingIn extends SearchEngine {
  condition(): Promise<SearchCondition>;
}

/** Of the candidates at most such a part is kept free for what only the server finds: words with slips in them. */
const EXTRA_PART = 10;

/** PostgreSQL's candidates, and what only the server found; both in descending promise. */
export function united(own: readonly string[], others: readonly string[], limit: number): string[] {
  const known = new Set(own);
  const extra = others.filter((id) => !known.has(id));
  const room = Math.min(extra.length, Math.max(limit - own.length, Math.floor(limit / EXTRA_PART)));
  return [...own.slice(0, limit - room), ...extra.slice(0, room)];
}

export function createStandingIn({ postgres, server, changes, log, clock }: StandingInOptions): StandingIn {
  const watch = createWatch({ server, read: () => changes.read(), log, ...(clock ? { clock } : {}) });
  const written = async (tx: Transaction | undefined, ids: readonly string[], write: (tx: Transaction) => Promise<void>): Promise<void> => {
    const both = async (one: Transaction): Promise<void> => {
      await write(one);
      await changes.note(one, ids);
    };
    await (tx ? both(tx) : changes.inTransaction(both));
  };
  return {
    name: 'meilisearch',
    put: (documents, tx) => written(tx, documents.map(({ id }) => id), (one) => postgres.put(documents, one)),
    remove: (ids, tx) => written(tx, ids, (one) => postgres.remove(ids, one)),
    search: async (query): Promise<SearchResult> => (await watch.asked(() => server.search(query))) ?? postgres.search(query),
    async candidates(query: CandidateQuery, limit: number) {
      const [own, others] = await Promise.all([postgres.candidates(query, limit), watch.asked(() => server.candidates(query, limit))]);
      return united(own, others ?? [], limit);
    },
    async rebuild(source, onProgress) {
      async function* noted(): AsyncGenerator<readonly SearchDocument[]> {
        for await (const page of source) {
          await changes.inTransaction((tx) => changes.note(tx, page.map(({ id }) => id)));
          yield page;
        }
      }
      return postgres.rebuild(noted(), onProgress);
    },
    health: () => postgres.health(),
    condition: () => watch.condition(),
  };
}
