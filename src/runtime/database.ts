import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Progress } from './progress.ts';

export interface RunningDatabase {
  url: string;
  secret: string;
  stop(): Promise<void>;
}

/** The demo's own random secret, made at the first start: no installation shares one with another. */
function demoSecret(dataDir: string): string {
  const file = join(dataDir, 'secret');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
    return readFileSync(file, 'utf8').trim();
  }
}

export interface DatabaseOptions {
  /** Talk to the embedded database of a server that is running, instead of refusing. */
  join?: boolean;
  /** False: leave the tables as they are. */
  migrate?: boolean;
}

const still = (): Promise<void> => Promise.resolve();

/** Nothing works on such a database: whoever meets it is told the one thing to do. */
export class NotMigratedError extends Error {
  constructor() {
    super('The database is not migrated: run cli migrate.');
  }
}

/**
 * The configured database, or the embedded one, started; migrated in either case outside production.
 * @throws NotMigratedError in production
 */
export async function databaseOf(config: Config, say: Progress, options: DatabaseOptions = {}): Promise<RunningDatabase> {
  const secret = config.secret ?? demoSecret(config.dataDir);
  if (config.databaseUrl !== null) {
    const url = config.databaseUrl;
    if (options.migrate !== false) await (config.production ? checkMigrated(url) : migrateDatabase(url, say));
    return { url, secret, stop: still };
  }
  const { url, stop, joined } = await embeddedOf(config, say, options.join === true);
  try {
    if (!joined && options.migrate !== false) await migrateDatabase(url, say);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, secret, stop };
}

async function embeddedOf(config: Config, say: Progress, mayJoin: boolean) {
  const { addressOfRunning, EmbeddedRunningError, startEmbeddedPostgres } = await import('../db/embedded/index.ts');
  const dataDir = join(config.dataDir, 'postgres');
  try {
    const what = mayJoin ? 'Reaching the embedded PostgreSQL' : 'Starting the embedded PostgreSQL';
    const embedded = await say.step(what, () => startEmbeddedPostgres({ dataDir, log: say.line }));
    return { url: embedded.url, stop: () => embedded.stop(), joined: false };
  } catch (error) {
    if (!mayJoin || !(error instanceof EmbeddedRunningError)) throw error;
    return { url: addressOfRunning(dataDir), stop: still, joined: true };
  }
}

async function checkMigrated(url: string): Promise<void> {
  const { isMigrated } = await import('../db/migrate.ts');
  if (!(await isMigrated(url))) throw new NotMigratedError();
}

async function migrateDatabase(url: string, say: Progress): Promise<void> {
  const { migrate } = await import('../db/migrate.ts');
  await say.step('Bringing the database up to date', () => migrate(url));
}
