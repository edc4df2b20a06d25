import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describeSettings, readConfig } from '../config.ts';
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

async function checkHealth(): Promise<void> {
  const { port } = readConfig();
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(3_000) });
  if (!answer.ok) throw new Error(`not ready: ${answer.status}`);
}

/** version, config, migrate, seed, healthcheck */
export function installationCommands(program: Command): void {
  program.command('version').description('print the version').action(() => console.log(productVersion()));
  program.command('config').description('check the settings and list them all').action(() => {
    readConfig();
    for (const { name, standard, text } of describeSettings()) console.log(`${name.padEnd(16)} ${(standard || '–').padEnd(24)} ${text}`);
  });
  program.command('migrate').description('bring the database up to date').action(migrateNow);
  program.command('seed').description('fill an empty database').argument('<kind>', 'demo or minimal').action(seedNow);
  program.command('healthcheck').description('exit 0 when the web process is ready').action(checkHealth);
}
