import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { harmlessSettings } from '../backup/settings.ts';
import { describeSettings, readConfig, settingsGiven } from '../config.ts';
import { databaseOf } from '../runtime/database.ts';
import { ROOT, say, withExchange } from './context.ts';

/** The version of the product, as package.json has it. */
export function productVersion(): string {
  return (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
}

async function migrateNow(): Promise<void> {
  const config = readConfig();
  if (config.databaseUrl === null) return (await databaseOf(config, say)).stop();
  const { migrate } = await import('../db/migrate.ts');
  const done = await say.step('Migrating', () => migrate(config.databaseUrl ?? ''));
  console.log(done.length === 0 ? 'Nothing to migrate.' : `Migrated: ${done.join(', ')}`);
}

async function seedNow(kind: string): Promise<void> {
  if (kind !== 'demo' && kind !== 'minimal') throw new Error('seed demo or seed minimal');
  if (kind === 'demo' && readConfig().production) throw new Error('The demo is not seeded in production.');
  await withExchange(async (exchange) => {
    console.log((await exchange.seed(kind)) ? 'Seeded.' : 'The database is not empty: nothing was done.');
  });
}

/* What fetch() says by itself is "fetch failed"; why stands in its cause. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

async function checkHealth(): Promise<void> {
  const address = `http://127.0.0.1:${readConfig().port}/readyz`;
  const answer = await fetch(address, { signal: AbortSignal.timeout(3_000) }).catch((error: unknown) => {
    throw new Error(`${address} does not answer: ${causeOf(error)}`);
  });
  if (!answer.ok) throw new Error(`not ready: ${answer.status}`);
}

/** Every setting with the value in force; of secrets only whether they are set. */
function listSettings(): void {
  const { baseUrl, port, filesDir, seed, workerInWeb } = readConfig();
  const given = settingsGiven();
  const harmless = harmlessSettings(given);
  // The standards that hang on other settings.
  const derived: Record<string, string> = {
    BASE_URL: baseUrl ?? `http://localhost:${port}`, FILES_DIR: filesDir, SEED: seed, WORKER: String(workerInWeb),
  };
  for (const { name, standard, text } of describeSettings()) {
    const value = name in given ? harmless[name] ?? 'set' : derived[name] ?? (standard || 'not set');
    const mark = name in given && given[name] !== standard ? '*' : ' ';
    console.log(`${mark} ${name.padEnd(18)} ${value.padEnd(24)} ${text}`);
  }
  console.log('* differs from the standard');
}

/** version, config, migrate, seed, healthcheck */
export function installationCommands(program: Command): void {
  program.command('version').description('print the version').action(() => console.log(productVersion()));
  program.command('config').description('check the settings and list those in force').action(listSettings);
  program.command('migrate').description('bring the database up to date').action(migrateNow);
  program.command('seed').description('fill an empty database').argument('<kind>', 'demo or minimal').action(seedNow);
  program.command('healthcheck').description('exit 0 when the web process is ready').action(checkHealth);
}
