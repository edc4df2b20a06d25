import { randomBytes, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/db/embedded/index.ts';

/** An empty database of its own, gone after `stop`. */
export interface FreshDatabase {
  url: string;
  /** What it is, for the reader of the output. */
  kind: string;
  stop(): Promise<void>;
}

export interface FreshOptions {
  /** True: without protection against power cuts, which is faster than any real installation. */
  careless: boolean;
  /** Address of a PostgreSQL to make the database in; an embedded one is started when undefined. */
  server: string | undefined;
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function onServer(server: string): Promise<FreshDatabase> {
  const name = `exchange_${randomBytes(6).toString('hex')}`;
  await administer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    kind: 'a new database on the given server',
    stop: () => administer(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function embedded(careless: boolean): Promise<FreshDatabase> {
  const dataDir = join(tmpdir(), `gielda-kooperacji-${randomUUID()}`, 'postgres');
  const postgres = await startEmbeddedPostgres({
    dataDir,
    throwaway: careless,
    log: (line) => console.log(`  ${line}`),
  });
  const stop = async (): Promise<void> => {
    await postgres.stop();
    for (const folder of [postgres.dataDir, dirname(dataDir)]) rmSync(folder, { recursive: true, force: true });
  };
  // Ctrl-C must not leave a server behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().finally(() => process.exit(130)));
  return { url: postgres.url, kind: careless ? 'embedded PostgreSQL, fsync off' : 'embedded PostgreSQL', stop };
}

/** Starts one; the caller stops it whatever happens. */
export const freshDatabase = ({ careless, server }: FreshOptions): Promise<FreshDatabase> =>
  server === undefined ? embedded(careless) : onServer(server);
