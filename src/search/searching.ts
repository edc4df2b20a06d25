import type { Logger } from 'pino';
import type { JobHandlers, RecurringJob } from '../jobs/worker.ts';
import { faultOf } from './fault.ts';
import type { SearchEngine } from './port.ts';
import { rebuildIndex, type Rebuilt } from './rebuild.ts';
import type { ServerEngine } from './server-engine.ts';
import { createStandingIn } from './standing-in.ts';
import { SYNC_SEARCH, type SearchSync } from './sync.repository.ts';
import type { SearchCondition } from './watch.ts';
import { keepUp, reconcile } from './sync.ts';
import type { DocumentSource, SyncDeps } from './sync-deps.ts';

export const CHECK_SEARCH = 'check-search';

export interface SearchingOptions {
  postgres: SearchEngine;
  /** Null: PostgreSQL alone answers. */
  server: ServerEngine | null;
  sync: SearchSync;
  log: Logger;
}

/** What keeps the server's index in step with the posts. */
export interface SearchWork {
  jobs: JobHandlers;
  recurring: readonly RecurringJob[];
  /** Sees to it that a worker that starts looks at the index first. */
  begin(): Promise<void>;
  /** @throws when no server is set, or when another process is rebuilding */
  rebuild(onProgress?: (written: number) => void): Promise<Rebuilt>;
}

/** Search as the exchange has it: the engine that is asked, how it is, and the work behind it. */
export interface Searching {
  engine: SearchEngine;
  searchHealth(): Promise<SearchCondition>;
  work(source: DocumentSource): SearchWork;
}

/** PostgreSQL alone, or a server with PostgreSQL standing in. */
export function createSearching({ postgres, server, sync, log }: SearchingOptions): Searching {
  if (server === null) return alone(postgres);
  const changes = {
    note: (tx: object, ids: readonly string[]) => sync.note(tx, ids),
    inTransaction: (body: (tx: object) => Promise<void>) => sync.inTransaction(body),
    read: () => sync.read(),
  };
  const standingIn = createStandingIn({ postgres, server, changes, log });
  return {
    engine: standingIn,
    searchHealth: () => standingIn.condition(),
    work: (source) => workOf({ engine: server, sync, source, log }),
  };
}

const RECURRING: readonly RecurringJob[] = [
  { name: SYNC_SEARCH, cron: '* * * * *' },
  { name: CHECK_SEARCH, cron: '*/10 * * * *' },
];

function workOf(deps: SyncDeps): SearchWork {
  return {
    jobs: {
      [SYNC_SEARCH]: () => keepUp(deps),
      [CHECK_SEARCH]: async () => {
        try {
          await reconcile(deps);
        } catch (error) {
          // The next check comes round by the clock; what waits is told by the other job.
          deps.log.warn({ fault: faultOf(error).kind, err: faultOf(error).message }, 'the search index could not be checked');
        }
      },
    },
    recurring: RECURRING,
    begin: () => deps.sync.later(0),
    rebuild: (onProgress) => rebuildIndex(deps, onProgress),
  };
}

function alone(postgres: SearchEngine): Searching {
  const nothing = async (): Promise<void> => undefined;
  return {
    engine: postgres,
    async searchHealth() {
      const { ok } = await postgres.health();
      return {
        engine: 'postgres', healthy: ok, reason: null, breakerOpenSince: null, drift: null, checkedAt: null, waiting: 0,
      };
    },
    work: () => ({
      // Jobs may be left from a time with a server.
      jobs: { [SYNC_SEARCH]: nothing, [CHECK_SEARCH]: nothing },
      recurring: [],
      begin: nothing,
      rebuild: () => Promise.reject(new Error('No search server is set (MEILI_HOST).')),
    }),
  };
}
