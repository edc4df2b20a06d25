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

/** The configured database, or the embedded one, started; migrated in either case outside production. */
export async function databaseOf(config: Config, say: Progress): Promise<RunningDatabase> {
  const secret = config.secret ?? demoSecret(config.dataDir);
  if (config.databaseUrl !== null) {
    const url = config.databaseUrl;
    if (!config.production) await migrateDatabase(url, say);
    return { url, secret, stop: () => Promise.resolve() };
  }
  const { startEmbeddedPostgres } = await import('../db/embedded/index.ts');
  const embedded = await say.step('Starting the embedded PostgreSQL', () =>
    startEmbeddedPostgres({ dataDir: join(config.dataDir, 'postgres'), log: say.line }),
  );
  try {
    await migrateDatabase(embedded.url, say);
  } catch (error) {
    await embedded.stop();
    throw error;
  }
  return { url: embedded.url, secret, stop: () => embedded.stop() };
}

async function migrateDatabase(url: string, say: Progress): Promise<void> {
  const { migrate } = await import('../db/migrate.ts');
  await say.step('Bringing the database up to date', () => migrate(url));
}
