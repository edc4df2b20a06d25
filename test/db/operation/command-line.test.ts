import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { runCli } from '../../support/cli.ts';
import { bareDatabase, freshDatabase, type FreshDatabase } from '../../support/database.ts';

const PRODUCTION = { NODE_ENV: 'production', SMTP_URL: 'smtp://me:hush@mail.test', BASE_URL: 'https://exchange.test', MAIL_FROM: 'office@exchange.test' };
const PASSWORD = 'a long enough password';

let folder: string;
let database: FreshDatabase;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'command-line-'));
  database = await freshDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const cli = (args: string[], input = '') => runCli(args, { ...PRODUCTION, DATABASE_URL: database.url }, input);

async function ask<T extends object>(sql: string): Promise<T[]> {
  const client = new pg.Client(database.url);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('config', () => {
  test('shows what is in force, marks what was set, and keeps secrets', async () => {
    const file = join(folder, 'token');
    writeFileSync(file, 'a-token-that-is-secret-enough\n');
    const name = join(folder, 'name');
    writeFileSync(name, 'Giełda na próbę\n');
    const run = await runCli(['config'], { ...PRODUCTION, DATABASE_URL: database.url, METRICS_TOKEN_FILE: file, MAIL_FROM_NAME_FILE: name, LOG_LEVEL: 'info' });
    expect([run.code, run.stderr]).toEqual([0, '']);
    const shown = Object.fromEntries(run.stdout.split('\n').map((line) => [line.slice(2, 21).trim(), (line.slice(0, 2) + line.slice(21, 46)).trim()]));
    expect(shown).toMatchObject({
      NODE_ENV: '* production', BASE_URL: '* https://exchange.test', MAIL_FROM_NAME: '* Giełda na próbę', SMTP_URL: '* smtp://mail.test',
      DATABASE_URL: '* set', SECRET: '* set', METRICS_TOKEN: '* set', BOUNCE_TOKEN: 'not set', OFFICE_MAIL: 'not set',
      PORT: '3000', LOG_LEVEL: 'info', SEED: 'none', WORKER: 'false', FILES_DIR: 'var/files',
    });
    for (const secret of ['hush', 'a-token', database.url]) expect(run.stdout).not.toContain(secret);
  });

  test('refuses faults', async () => {
    const run = await runCli(['config'], { BASE_URL: 'https://exchange.test/app/' });
    expect([run.code, run.stdout, run.stderr]).toEqual([1, '', expect.stringContaining('without a path')]);
  });
});

test('an administrator from before the office is taken into it, once', async () => {
  const MEMBERS = `SELECT p.email, o.kind FROM membership m JOIN person p ON p.id = m.person_id JOIN organisation o ON o.id = m.organisation_id ORDER BY 1`;
  expect((await cli(['user', 'create-admin', 'first@exchange.test', 'First'], PASSWORD)).code).toBe(0);
  expect(await ask(MEMBERS)).toEqual([]);
  expect((await cli(['seed', 'minimal'])).stdout).toBe('Seeded.\n');
  expect((await cli(['seed', 'minimal'])).stdout).toContain('nothing was done');
  expect((await cli(['user', 'create-admin', 'second@exchange.test', 'Second'], `${PASSWORD}\n`)).code).toBe(0);
  expect(await ask(MEMBERS)).toEqual([{ email: 'first@exchange.test', kind: 'office' }, { email: 'second@exchange.test', kind: 'office' }]);
});

describe('a question', () => {
  test.each([
    [['user', 'create-admin', 'third@exchange.test', 'Third']], [['user', 'reset-password', 'first@exchange.test']],
    [['erase-person', 'first@exchange.test']],
  ])('%j that nobody answers ends with 1 and changes nothing', async (args) => {
    const before = await ask('SELECT * FROM person ORDER BY id');
    const run = await cli(args);
    expect([run.code, run.stdout, run.stderr]).toEqual([1, '', expect.stringMatching(/\nNothing came on standard input: .*\n$/)]);
    expect(await ask('SELECT * FROM person ORDER BY id')).toEqual(before);
  });

  test.each([
    [['user', 'create-admin', 'no address', 'Nobody'], 'not a valid e-mail address'],
    [['user', 'create-admin', 'FIRST@exchange.test', 'First'], 'already an account'],
    [['user', 'reset-password', 'nobody@exchange.test'], 'no account'],
  ])('%j is not asked when the answer is of no use: %s', async (args, words) => {
    const run = await cli(args);
    expect([run.code, run.stderr]).toEqual([1, expect.stringContaining(words)]);
    expect(run.stderr).not.toContain('Password');
  });

  test('is answered by the first line', async () => {
    const run = await cli(['user', 'reset-password', 'first@exchange.test'], `${PASSWORD}\nmore`);
    expect([run.code, run.stdout]).toEqual([0, expect.stringContaining('The password is set')]);
    expect((await cli(['user', 'reset-password', 'first@exchange.test'], 'short\n')).stderr).toContain('15 characters');
  });
});

test('erasing does not tell the operator about themselves', async () => {
  await ask(`DELETE FROM person WHERE email = 'second@exchange.test'`);
  const run = await cli(['erase-person', '--yes', 'first@exchange.test']);
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('else');
  expect(run.stderr).not.toMatch(/\b[Yy]ou\b/);
});

test('before the first migration, and in a half-done restore, one line says what to do, and nothing is written', async () => {
  const bare = await bareDatabase();
  const createOne = () => runCli(['user', 'create-admin', 'a@exchange.test', 'A'], { ...PRODUCTION, DATABASE_URL: bare.url }, PASSWORD);
  try {
    expect(await createOne()).toEqual({ code: 1, stdout: '', stderr: 'The database is not migrated: run cli migrate.\n' });
    const client = new pg.Client(bare.url);
    await client.connect();
    const { rows } = await client.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`);
    await client.query('CREATE TABLE restore_unfinished (begun_at timestamptz)');
    await client.end();
    expect(rows).toEqual([]);
    expect(await createOne()).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(/^A restore into this database was cut off[.] .*\n$/) });
  } finally {
    await bare.drop();
  }
});

test('a check of a server that is not there says where and why', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const run = await runCli(['healthcheck'], { PORT: String(port) });
  expect(run).toEqual({ code: 1, stdout: '', stderr: `http://127.0.0.1:${port}/readyz does not answer: connect ECONNREFUSED 127.0.0.1:${port}\n` });
});
