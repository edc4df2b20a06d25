import { randomUUID } from 'node:crypto';
import { createDataSource } from '../../src/db/data-source.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createMeilisearch, type MeilisearchSearch } from '../../src/search/meilisearch/index.ts';
import { connect, dropIndex } from '../../src/search/meilisearch/server.ts';
import type { EngineName, SearchDocument, SearchEngine } from '../../src/search/port.ts';
import { createPostgresSearch } from '../../src/search/postgres/index.ts';
import { united } from '../../src/search/standing-in.ts';
import type { Analyser } from '../../src/text/types.ts';
import { searchServerOrigin, startSearchServer, type TestServer } from '../../test/support/meilisearch.ts';
import { freshDatabase } from '../support/database.ts';

/** Engines of their own, empty, gone after `close`. `server` is null where none was wanted. */
export interface Engines {
  postgres: SearchEngine;
  server: MeilisearchSearch | null;
  /** What the exchange is given to score when it runs on this engine: with a server, PostgreSQL's candidates and the server's. */
  candidates(engine: EngineName, ...asked: Parameters<SearchEngine['candidates']>): Promise<string[]>;
  /** Both indexes hold exactly these documents. */
  fill(documents: readonly SearchDocument[]): Promise<void>;
  close(): Promise<void>;
}

/** Nothing may be missed here because the machine is busy. */
const DEADLINE = 120_000;

/** True where a search server can be had: MEILI_HOST, or the program on the PATH. */
export const hasServer = (): boolean => searchServerOrigin() !== null;

interface ServerOfOurs {
  engine: MeilisearchSearch;
  close(): Promise<void>;
}

async function openServer(analyser: Analyser): Promise<ServerOfOurs> {
  const program: TestServer = await startSearchServer();
  const uid = `eval-${randomUUID()}`;
  const engine = createMeilisearch({ address: program.address, analyser, uid, deadline: DEADLINE });
  await engine.prepare();
  return {
    engine,
    async close() {
      await dropIndex(connect(program.address), uid);
      await program.stop();
    },
  };
}

export async function openEngines(analyser: Analyser, wanted: readonly EngineName[]): Promise<Engines> {
  const database = await freshDatabase({ careless: true, server: process.env['DATABASE_URL'] });
  await migrate(database.url);
  const dataSource = await createDataSource({ url: database.url }).initialize();
  const postgres = createPostgresSearch({ dataSource, analyser });
  const server = wanted.includes('meilisearch') ? await openServer(analyser) : null;
  const all = [postgres, ...(server ? [server.engine] : [])];
  return {
    postgres,
    server: server?.engine ?? null,
    async candidates(engine, query, limit) {
      const own = await postgres.candidates(query, limit);
      return engine === 'meilisearch' && server ? united(own, await server.engine.candidates(query, limit), limit) : own;
    },
    async fill(documents) {
      for (const engine of all) {
        await engine.rebuild((async function* pages() {
          for (let start = 0; start < documents.length; start += 1_000) yield documents.slice(start, start + 1_000);
        })());
      }
    },
    async close() {
      await server?.close();
      await dataSource.destroy();
      await database.stop();
    },
  };
}
