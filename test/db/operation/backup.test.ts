import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { LEFT_OUT } from '../../../src/backup/catalogue.ts';
import { checkBackup } from '../../../src/backup/check.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { runCli, type CliRun } from '../../support/cli.ts';
import { bareDatabase, freshDatabase, type FreshDatabase } from '../../support/database.ts';
import { startExchange, type TestExchange } from '../../support/exchange.ts';

let folder: string;
let source: TestExchange;
let sourceUrl: string;
let file: string;
const opened: FreshDatabase[] = [];

async function target(): Promise<FreshDatabase> {
  const made = await freshDatabase();
  opened.push(made);
  return made;
}

async function bare(): Promise<FreshDatabase> {
  const made = await bareDatabase();
  opened.push(made);
  return made;
}

async function ask<T extends object>(url: string, sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

const cli = (args: string[], url: string, more: Record<string, string> = {}): Promise<CliRun> =>
  runCli(args, { DATABASE_URL: url, DATA_DIR: join(folder, 'data'), ...more });

/** A digest of every table that a backup holds, rows in no particular order. */
async function digests(url: string): Promise<Record<string, string>> {
  const tables = await ask<{ name: string }>(url, `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`);
  const found: Record<string, string> = {};
  for (const { name } of tables.filter((one) => !(one.name in LEFT_OUT))) {
    const [row] = await ask<{ digest: string }>(url, `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS digest FROM "${name}" t`);
    found[name] = row?.digest ?? '';
  }
  return found;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backup-test-'));
  source = await startExchange({ seed: 'demo' });
  sourceUrl = String((source.exchange.dataSource.options as { url?: string }).url);
  mkdirSync(join(folder, 'data', 'files', 'ab'), { recursive: true });
  writeFileSync(join(folder, 'data', 'files', 'ab', 'ab000000-0000-4000-8000-000000000000'), Buffer.from([0, 1, 2, 255, 10, 13]));
  // What must travel: a job that waits, a mail on its way, a session that must not.
  await source.query(`SELECT graphile_worker.add_job('upkeep', payload := '{"x":1}'::json, run_at := now() + interval '1 day', job_key := 'later')`);
  await source.query(`INSERT INTO session (sid, sess, expire) VALUES ('stolen', '{}', now() + interval '1 day')`);
  await source.query(`UPDATE mail SET state = 'queued', due_at = now(), sent_at = NULL, give_up_at = now() + interval '1 day'
    WHERE id = (SELECT id FROM mail WHERE state = 'sent' ORDER BY created_at DESC, id LIMIT 1)`);
  file = join(folder, 'all.tar.gz');
}, 180_000);

afterAll(async () => {
  await source.close();
  for (const database of opened) await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a round trip', () => {
  let url: string;

  test('backs up beside a running exchange, readable by its owner only', async () => {
    const run = await cli(['backup', file], sourceUrl, { METRICS_TOKEN: 'a-token-that-is-secret-enough', SMTP_URL: 'smtp://me:hush@mail.example' });
    expect([run.code, run.stderr]).toEqual([0, '']);
    expect(run.stdout).toMatch(/rows of \d+ tables, 1 files/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const again = await cli(['backup', file], sourceUrl);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('exists')]);
  }, 120_000);

  test('holds no secret and no session', async () => {
    const { gunzipSync } = await import('node:zlib');
    const content = gunzipSync(readFileSync(file)).toString('latin1');
    for (const secret of ['a-token-that-is-secret-enough', 'hush', 'stolen', 'a secret for tests']) expect([secret, content.includes(secret)]).toEqual([secret, false]);
    expect(content).toContain('smtp://mail.example');
  });

  test('restores into an empty database: files, jobs and the same lists', async () => {
    const database = await target();
    url = database.url;
    const run = await cli(['restore', file], url, { DATA_DIR: join(folder, 'other') });
    expect([run.code, run.stderr.replace(/! Settings[\s\S]*/, '')]).toEqual([0, '']);
    expect(run.stdout).toContain('HELD: ');
    const posts = `SELECT id, title, state FROM post ORDER BY id`;
    expect(await ask(url, posts)).toEqual(await ask(sourceUrl, posts));
    const found = `SELECT id, keys::text, covered FROM search_document ORDER BY id`;
    expect(await ask(url, found)).toEqual(await ask(sourceUrl, found));
    expect(await ask(url, `SELECT sid FROM session`)).toEqual([]);
    const kept = join('files', 'ab', 'ab000000-0000-4000-8000-000000000000');
    expect(readFileSync(join(folder, 'other', kept))).toEqual(readFileSync(join(folder, 'data', kept)));
    expect(await ask(url, `SELECT key FROM graphile_worker.jobs WHERE key = 'later'`)).toHaveLength(1);
    const sequence = `SELECT last_value FROM activity_id_seq`;
    expect(Number((await ask<{ last_value: string }>(url, sequence))[0]?.last_value))
      .toBeGreaterThanOrEqual(Number((await ask<{ last_value: string }>(sourceUrl, sequence))[0]?.last_value));
  }, 180_000);

  test('every constraint, index and trigger is there again', async () => {
    const all = `SELECT conname AS name, pg_get_constraintdef(oid) AS said FROM pg_constraint WHERE connamespace = 'public'::regnamespace
      UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
      UNION ALL SELECT tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2`;
    expect(await ask(url, all)).toEqual(await ask(sourceUrl, all));
  });

  test('mails nothing by itself: what waited is held, what was sent stays sent', async () => {
    const sent = `SELECT id, message_id, sent_at FROM mail WHERE state = 'sent' ORDER BY id`;
    expect(await ask(url, sent)).toEqual(await ask(sourceUrl, sent));
    const held = await ask<{ state: string }>(url, `SELECT state FROM mail WHERE held_at IS NOT NULL`);
    expect(held.length).toBeGreaterThanOrEqual(1);
    expect(await ask(url, `SELECT id FROM mail WHERE state IN ('queued', 'sending') AND held_at IS NULL`)).toEqual([]);
    expect(await ask(url, `SELECT id FROM graphile_worker.jobs WHERE task_identifier = 'send-mail'`)).toEqual([]);
    expect(await ask(url, `SELECT id FROM alert WHERE told_at IS NULL`)).toEqual([]);
    const listed = await cli(['mail', 'held'], url);
    expect(listed.stdout).toContain(`${held.length} held.`);
  }, 120_000);

  test('releases what was held once, on request', async () => {
    const [before] = await ask<{ held: number }>(url, `SELECT count(*)::int AS held FROM mail WHERE held_at IS NOT NULL`);
    const run = await cli(['mail', 'release'], url);
    expect(run.stdout).toContain(`${before?.held} mails are on their way`);
    expect(await ask(url, `SELECT id FROM graphile_worker.jobs WHERE task_identifier = 'send-mail'`)).toHaveLength(before?.held ?? -1);
    expect((await cli(['mail', 'release'], url)).stdout).toContain('0 mails are on their way');
    expect(await ask(url, `SELECT settled_how FROM restoration`)).toEqual([{ settled_how: 'released' }]);
  }, 120_000);

  test('is refused a second time, and changes nothing', async () => {
    const before = await digests(url);
    const run = await cli(['restore', file], url);
    expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('not empty')]);
    expect(await digests(url)).toEqual(before);
  }, 120_000);
});

describe('a backup that is not what it seems', () => {
  test.each<[string, (content: Buffer) => Buffer]>([
    ['cut off', (content) => content.subarray(0, content.length - 3_000)],
    ['cut off at half', (content) => content.subarray(0, content.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    ['no archive', () => Buffer.from('hello')],
    ['with a flipped bit', (content) => {
      const bent = Buffer.from(content);
      bent[Math.floor(bent.length / 2)] = (bent[Math.floor(bent.length / 2)] ?? 0) ^ 0x10;
      return bent;
    }],
  ])('%s: is found out', async (name, bend) => {
    const bent = join(folder, `${createHash('sha256').update(name).digest('hex').slice(0, 8)}.tar.gz`);
    writeFileSync(bent, bend(readFileSync(file)));
    await expect(checkBackup(bent)).rejects.toThrow(/not a whole backup|damaged|no backup|manifest/);
  });

  test('the command refuses before it touches anything', async () => {
    const bent = join(folder, 'bent.tar.gz');
    writeFileSync(bent, readFileSync(file).subarray(0, -3_000));
    const { url } = await target();
    await ask(url, `INSERT INTO rate_limit (key) VALUES ('kept')`);
    const run = await cli(['restore', bent], url);
    expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('not a whole backup')]);
    expect(await ask(url, `SELECT key FROM rate_limit`)).toHaveLength(1);
  }, 120_000);

  test('a whole one says so', async () => {
    const run = await cli(['restore', '--check', file], sourceUrl);
    expect([run.code, run.stdout]).toEqual([0, expect.stringContaining('is whole')]);
  }, 120_000);
});

test('no file, no name left behind', async () => {
  const run = await cli(['backup', join(folder, 'missing', 'x.tar.gz')], sourceUrl);
  expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('ENOENT')]);
  expect((await cli(['restore', join(folder, 'nothing.tar.gz')], sourceUrl)).stderr).toContain('There is no file');
}, 120_000);

test('tables of somebody else are refused', async () => {
  const { url } = await bare();
  await ask(url, 'CREATE TABLE theirs AS SELECT 1 AS one');
  const run = await cli(['restore', file], url);
  expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('something else')]);
  expect(await ask(url, 'SELECT one FROM theirs')).toEqual([{ one: 1 }]);
}, 120_000);

test('a backup of an older release is brought up to this one', async () => {
  const { url: old } = await bare();
  const first = ['CreateAccounts1790000001000', 'CreatePosts1790000002000', 'CreateSearch1790000003000', 'CreateMatches1790000004000',
    'CreateCommitments1790000005000', 'CreateMail1790000006000'];
  await migrate(old, { only: first });
  await ask(old, `INSERT INTO organisation (id, kind, name, town_name, membership, created_at)
    VALUES ('11111111-1111-4111-8111-111111111111', 'firm', E'Tab\\tand\\nline \\\\ "quote" ł', 'Łódź', 'approved', now())`);
  const older = join(folder, 'older.tar.gz');
  expect((await cli(['backup', older], old, { NODE_ENV: 'development' })).code).toBe(0);
  const { url } = await target();
  const run = await cli(['restore', older], url);
  expect([run.code, run.stdout]).toEqual([0, expect.stringContaining('Brought up to this release')]);
  expect(await ask(url, `SELECT name FROM organisation`)).toEqual([{ name: 'Tab\tand\nline \\ "quote" ł' }]);
  expect(await ask(url, `SELECT held_at FROM mail`)).toEqual([]);
}, 180_000);

test('a restore that was cut off keeps everybody away until it is run again; then every row is there', async () => {
  const { url } = await target();
  await ask(url, 'CREATE TABLE restore_unfinished (begun_at timestamptz)');
  const start = await cli(['migrate'], url);
  expect([start.code, start.stderr]).toEqual([1, expect.stringContaining('cut off')]);
  const run = await cli(['restore', '--release-mail', file], url, { DATA_DIR: join(folder, 'third') });
  expect([run.code, run.stdout]).toEqual([0, expect.stringContaining('1 mails that were waiting are on their way')]);
  expect((await cli(['migrate'], url)).code).toBe(0);
  // Without catching up with the clock, every row of every table is as it was.
  expect(await digests(url)).toEqual(await digests(sourceUrl));
  const sending = `SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'send-mail'`;
  expect(await ask(url, sending)).toEqual(await ask(url, `SELECT 'mail:' || id AS key FROM mail WHERE state = 'queued'`));
}, 180_000);

test('the embedded database too, by its folder alone', async () => {
  const home = mkdtempSync(join(tmpdir(), 'backup-embedded-'));
  chmodSync(home, 0o755);
  const settings = { DATA_DIR: join(home, 'var'), SECRET: '' };
  const run = await runCli(['restore', file], settings);
  expect([run.code, run.stderr]).toEqual([0, expect.stringContaining('SECRET is not the one')]);
  const copy = join(home, 'copy.tar.gz');
  const back = await runCli(['backup', copy], settings);
  expect([back.code, back.stdout]).toEqual([0, expect.stringContaining('Backed up')]);
  expect((await runCli(['restore', '--check', copy], settings)).stdout).toContain('is whole');
  rmSync(home, { recursive: true, force: true });
}, 120_000);
