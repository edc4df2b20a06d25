import { randomUUID } from 'node:crypto';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { discardLeftover, startEmbeddedPostgres } from '../../src/db/embedded/index.ts';
import { migrate } from '../../src/db/migrate.ts';
import { cluster } from './cluster.ts';
import { administer, databaseUrl, TEMPLATE_DATABASE } from './database.ts';

const RUNS = join(tmpdir(), 'gielda-kooperacji-tests');

/** Starts one throwaway cluster for the run and migrates the template that every test file clones. */
export default async function globalSetup(): Promise<void> {
  await mkdir(RUNS, { recursive: true });
  await discardKilledRuns();
  const dataDir = join(RUNS, randomUUID());
  const postgres = await startEmbeddedPostgres({ dataDir, throwaway: true, log: console.log });
  cluster.stop = postgres.stop;
  try {
    await administer(postgres.url, `CREATE DATABASE ${TEMPLATE_DATABASE}`);
    await migrate(databaseUrl(postgres.url, TEMPLATE_DATABASE));
  } catch (error) {
    // Jest runs no tear-down after a set-up that failed.
    await postgres.stop();
    throw error;
  }
  process.env['TEST_PG_URL'] = postgres.url;
}

async function discardKilledRuns(): Promise<void> {
  for (const name of await readdir(RUNS)) {
    if (!name.endsWith('.lock')) continue;
    const { mtimeMs } = await stat(join(RUNS, name));
    // A younger one may belong to a run that is just taking hold of it.
    if (Date.now() - mtimeMs > 60_000) await discardLeftover(join(RUNS, name.slice(0, -'.lock'.length)));
  }
}
