import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/db/embedded/index.ts';

const HOLDER = fileURLToPath(new URL('../support/embedded-holder.ts', import.meta.url));

let folder: string;
/** One cluster for all tests that need no fresh one: making it takes a second. */
let dataDir: string;
let messages: string[];
const running: EmbeddedPostgres[] = [];
const processes: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'embedded-test-'));
  // When root runs the tests, the account of the server must be able to pass through.
  chmodSync(folder, 0o755);
  dataDir = join(folder, 'postgres');
});

beforeEach(() => {
  messages = [];
});

afterEach(async () => {
  for (const child of processes.splice(0)) child.kill('SIGKILL');
  for (const postgres of running.splice(0)) await postgres.stop();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(at = dataDir, onExit?: (reason: string) => void): Promise<EmbeddedPostgres> {
  const log = (message: string): void => void messages.push(message);
  const postgres = await startEmbeddedPostgres({ dataDir: at, log, ...(onExit ? { onExit } : {}) });
  running.push(postgres);
  return postgres;
}

function hold(at: string): ChildProcess {
  const child = spawn(process.execPath, [HOLDER, at], { stdio: ['ignore', 'pipe', 'inherit'] });
  processes.push(child);
  return child;
}

async function urlOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout as Readable })) return line;
  throw new Error('The holder ended without an address');
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: statement, rowMode: 'array' })).rows[0] ?? [];
  } finally {
    await client.end();
  }
}

function serverPid(at = dataDir): number {
  return Number(readFileSync(join(at, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Whether the process still runs (one that waits to be reaped does not). */
function runs(pid: number): boolean {
  const status = `/proc/${pid}/cmdline`;
  return existsSync(status) && readFileSync(status, 'utf8') !== '';
}

test('starts on an empty folder, keeps its data, and stop ends everything', async () => {
  const first = await start();
  expect(first.dataDir).toBe(dataDir);
  await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  const pid = serverPid();
  await first.stop();
  expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(false);
  expect(runs(pid)).toBe(false);

  const second = await start();
  expect(second.timings.initdb).toBeUndefined();
  expect(await ask(second.url, 'SELECT answer FROM kept')).toEqual([42]);
  const settings = `SELECT current_setting('TimeZone'), current_setting('listen_addresses'), datlocale, datlocprovider
    FROM pg_database WHERE datname = current_database()`;
  expect(await ask(second.url, settings)).toEqual(['UTC', '127.0.0.1', 'C.UTF-8', 'b']);
  expect(messages).toEqual([]);
});

test('a wrong password is refused', async () => {
  const url = new URL((await start()).url);
  url.password = 'guess';
  await expect(ask(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
});

test('a second start is refused, names the holder and harms nothing', async () => {
  const holder = hold(dataDir);
  const url = await urlOf(holder);
  await expect(start()).rejects.toMatchObject({ name: 'EmbeddedRunningError', fault: 'running', pid: holder.pid });
  expect(await ask(url, 'SELECT answer FROM kept')).toEqual([42]);
});

test('of several starts at once exactly one succeeds', async () => {
  const starts = await Promise.allSettled([start(), start(), start()]);
  const refusals = starts.filter((outcome) => outcome.status === 'rejected');
  expect(refusals.map((outcome) => outcome.reason.name)).toEqual(['EmbeddedRunningError', 'EmbeddedRunningError']);
});

test('after kill -9 of the holder the next start stops the leftover server and has the committed data', async () => {
  const holder = hold(dataDir);
  const url = await urlOf(holder);
  await ask(url, 'CREATE TABLE committed AS SELECT 7 AS answer');
  const leftover = serverPid();
  await killed(holder);
  expect(runs(leftover)).toBe(true);

  const next = await start();
  expect(runs(leftover)).toBe(false);
  expect(messages).toEqual([expect.stringContaining(String(leftover))]);
  expect(await ask(next.url, 'SELECT answer FROM committed')).toEqual([7]);
});

test('after kill -9 of holder and server the next start recovers the committed data', async () => {
  const holder = hold(dataDir);
  const url = await urlOf(holder);
  await ask(url, 'CREATE TABLE recovered AS SELECT 9 AS answer');
  const server = serverPid();
  await killed(holder);
  process.kill(server, 'SIGKILL');
  const next = await start();
  expect(await ask(next.url, 'SELECT answer FROM recovered')).toEqual([9]);
});

test('a process that was given the id of a dead server is left in peace', async () => {
  const postgres = await start();
  const pidFile = join(dataDir, 'postmaster.pid');
  const contents = readFileSync(pidFile, 'utf8');
  await postgres.stop();
  const { uid, gid } = statSync(dataDir);
  const stranger = spawn('sleep', ['30'], { uid, gid, cwd: '/' });
  processes.push(stranger);
  await once(stranger, 'spawn');
  writeFileSync(pidFile, contents.replace(/^\d+/, String(stranger.pid)));

  expect(await ask((await start()).url, 'SELECT answer FROM kept')).toEqual([42]);
  expect(stranger.signalCode).toBeNull();
  expect(runs(stranger.pid ?? 0)).toBe(true);
});

test('a cluster whose making was cut short is made again', async () => {
  const at = join(folder, 'cut');
  const holder = hold(at);
  const begun = (): boolean => readdirSync(folder).some((name) => name.startsWith('cut.initdb-'));
  while (!begun()) await sleep(5);
  await sleep(200);
  await killed(holder);
  expect(existsSync(at)).toBe(false);

  const next = await start(at);
  expect(await ask(next.url, 'SELECT 1')).toEqual([1]);
  expect(begun()).toBe(false);
});

test('the remains of an unfinished cluster are put aside, not deleted', async () => {
  const at = join(folder, 'remains');
  mkdirSync(join(at, 'base'), { recursive: true });
  writeFileSync(join(at, 'PG_VERSION'), '18\n');
  expect(await ask((await start(at)).url, 'SELECT 1')).toEqual([1]);
  const aside = readdirSync(folder).find((name) => name.startsWith('remains.unfinished-'));
  expect(readdirSync(join(folder, aside ?? ''))).toEqual(['PG_VERSION', 'base']);
  expect(messages).toEqual([expect.stringContaining(aside ?? '')]);
});

test('a folder of other things is refused and left alone', async () => {
  const at = join(folder, 'letters');
  mkdirSync(at);
  writeFileSync(join(at, 'letter.txt'), 'Szanowni Państwo');
  await expect(start(at)).rejects.toMatchObject({ fault: 'not-a-cluster', hint: expect.any(String) });
  expect(readdirSync(at)).toEqual(['letter.txt']);
});

test('data of another PostgreSQL version are refused by name', async () => {
  const at = join(folder, 'older');
  mkdirSync(join(at, 'global'), { recursive: true });
  writeFileSync(join(at, 'global/pg_control'), '');
  writeFileSync(join(at, 'PG_VERSION'), '15\n');
  await expect(start(at)).rejects.toMatchObject({ fault: 'other-version', message: expect.stringContaining('15') });
});

test('a server that dies is started again at the same address', async () => {
  const died: string[] = [];
  const postgres = await start(dataDir, (reason) => died.push(reason));
  process.kill(serverPid(), 'SIGKILL');
  let answer: unknown[] = [];
  while (answer.length === 0) {
    await sleep(50);
    answer = await ask(postgres.url, 'SELECT answer FROM kept').catch(() => []);
  }
  expect(answer).toEqual([42]);
  expect(died).toHaveLength(1);
});
