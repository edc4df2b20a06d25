import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { ConfigError, describeSettings, readConfig } from './config.ts';
import { createLog } from './log.ts';
import { databaseOf } from './runtime/database.ts';
import { progress } from './runtime/progress.ts';
import type { Exchange } from './compose.ts';

const ROOT = join(import.meta.dirname, '..');
const say = progress();

/** Runs an action against the configured (or embedded) database, wired like the server but at rest. */
async function withExchange(action: (exchange: Exchange) => Promise<void>): Promise<void> {
  const config = readConfig();
  const database = await databaseOf(config, say);
  try {
    const { compose } = await import('./compose.ts');
    const baseUrl = config.baseUrl ?? `http://localhost:${config.port}`;
    const exchange = await compose(config, { root: ROOT, databaseUrl: database.url, secret: database.secret, baseUrl, log: createLog('warn') });
    try {
      await action(exchange);
    } finally {
      await exchange.close();
    }
  } finally {
    await database.stop();
  }
}

/** The password from standard input (piped or typed), so that it stands in no process list. */
async function askPassword(): Promise<string> {
  const input = createInterface({ input: process.stdin, output: process.stderr });
  const password = await input.question('Password (15 characters or more): ');
  input.close();
  if (password.length < 15) throw new Error('A password has 15 characters or more.');
  return password;
}

const program = new Command('cli').description('Giełda kooperacji: operation').showHelpAfterError();

program.command('version').description('print the version').action(() => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  console.log(version);
});

program.command('config').description('check the settings and list them all').action(() => {
  readConfig();
  for (const { name, standard, text } of describeSettings()) console.log(`${name.padEnd(16)} ${(standard || '–').padEnd(24)} ${text}`);
});

program.command('migrate').description('bring the database up to date').action(async () => {
  const config = readConfig();
  if (config.databaseUrl === null) return (await databaseOf(config, say)).stop();
  const { migrate } = await import('./db/migrate.ts');
  const done = await say.step('Migrating', () => migrate(config.databaseUrl ?? ''));
  console.log(done.length === 0 ? 'Nothing to migrate.' : `Migrated: ${done.join(', ')}`);
});

program.command('seed').description('fill an empty database').argument('<kind>', 'demo or minimal').action(async (kind: string) => {
  if (kind !== 'demo' && kind !== 'minimal') throw new Error('seed demo or seed minimal');
  if (kind === 'demo' && readConfig().production) throw new Error('The demo is not seeded in production.');
  await withExchange(async (exchange) => {
    console.log((await exchange.seed(kind)) ? 'Seeded.' : 'The database is not empty: nothing was done.');
  });
});

const user = program.command('user').description('accounts');

async function createAdministrator(email: string, name: string): Promise<void> {
  const password = await askPassword();
  await withExchange(async (exchange) => exchange.createAdministrator({ email, name, password }));
  console.log(`Created ${email}.`);
}

user.command('create-admin').description('create an administrator').argument('<email>').argument('<name>').action(createAdministrator);

user.command('reset-password').description('set a new password; ends all sessions').argument('<email>').action(async (email: string) => {
  const password = await askPassword();
  await withExchange(async (exchange) => exchange.resetPassword(email, password));
  console.log('The password is set. All sessions of this person have ended.');
});

program.command('healthcheck').description('exit 0 when the web process is ready').action(async () => {
  const { port } = readConfig();
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(3_000) });
  if (!answer.ok) throw new Error(`not ready: ${answer.status}`);
});

program.parseAsync().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof ConfigError || error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
