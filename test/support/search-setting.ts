import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/db/data-source.ts';
import { createLog } from '../../src/log.ts';
import { createMeilisearch, type Address, type MeilisearchSearch } from '../../src/search/meilisearch/index.ts';
import { connect, dropIndex } from '../../src/search/meilisearch/server.ts';
import type { SearchDocument, SearchEngine } from '../../src/search/port.ts';
import { createPostgresSearch } from '../../src/search/postgres/index.ts';
import { createStandingIn, type StandingIn } from '../../src/search/standing-in.ts';
import { searchSync, type SearchSync } from '../../src/search/sync.repository.ts';
import type { SyncDeps } from '../../src/search/sync-deps.ts';
import { analyser } from '../contracts/search-corpus.ts';
import { freshDatabase } from './database.ts';
import { faultProxy, type FaultProxy } from './fault-proxy.ts';
import { startSearchServer, type TestServer } from './meilisearch.ts';

/** A search server behind a fault proxy, an index of its own on it, PostgreSQL beside, and posts in memory as the truth. */
export interface SearchSetting {
  dataSource: DataSource;
  proxy: FaultProxy;
  /** The server itself. */
  address: Address;
  uid: string;
  server: MeilisearchSearch;
  /** The same index, past the proxy. */
  direct: MeilisearchSearch;
  sync: SearchSync;
  /** What background work is given. */
  deps: SyncDeps;
  standIn(): StandingIn;
  /** Publishes: the truth, the database and the list of changes in one. */
  publish(engine: SearchEngine, ...documents: SearchDocument[]): Promise<void>;
  withdraw(engine: SearchEngine, ...ids: string[]): Promise<void>;
  close(): Promise<void>;
}

/** On a server that the caller gives, and stops, or on one of its own. */
export async function searchSetting(given: TestServer | null = null): Promise<SearchSetting> {
  const [database, program] = await Promise.all([freshDatabase(), given ?? startSearchServer()]);
  const dataSource = await createDataSource({ url: database.url }).initialize();
  const proxy = await faultProxy(program.address.host);
  const uid = `test-${randomUUID()}`;
  const server = createMeilisearch({ address: { ...program.address, host: proxy.url }, analyser, uid });
  const direct = createMeilisearch({ address: program.address, analyser, uid });
  const sync = searchSync(dataSource);
  const postgres = createPostgresSearch({ dataSource, analyser });
  const truth = new Map<string, SearchDocument>();
  const log = createLog(process.env['TEST_LOG'] ?? 'silent');
  const source = {
    byIds: async (ids: readonly string[]) => ids.flatMap((id) => truth.get(id) ?? []),
    async *pages(after: string | null) {
      const ids = [...truth.keys()].sort().filter((id) => after === null || id > after);
      for (let start = 0; start < ids.length; start += 10) yield ids.slice(start, start + 10).flatMap((id) => truth.get(id) ?? []);
    },
  };
  return {
    dataSource, proxy, address: program.address, uid, server, direct, sync,
    deps: { engine: server, sync, source, log },
    standIn: () => createStandingIn({ postgres, server, changes: sync, log }),
    async publish(engine, ...documents) {
      for (const document of documents) truth.set(document.id, document);
      await engine.put(documents);
    },
    async withdraw(engine, ...ids) {
      for (const id of ids) truth.delete(id);
      await engine.remove(ids);
    },
    async close() {
      await proxy.close();
      if (given === null) {
        await dropIndex(connect(program.address), uid);
        await program.stop();
      }
      await dataSource.destroy();
      await database.drop();
    },
  };
}
