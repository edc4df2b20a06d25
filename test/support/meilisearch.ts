import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Address } from '../../src/search/meilisearch/index.ts';

const READY_WITHIN = 15_000;

/** A server to test with, and whether it may be started and stopped at will. */
export interface TestServer {
  address: Address;
  /** Kills it as a crash would; a server given by MEILI_HOST is left alone. */
  stop(): Promise<void>;
}

/** Where a server comes from: `MEILI_HOST`, or the program of that name on the PATH; null: there is none. */
export function searchServerOrigin(): { host: string } | { program: string } | null {
  const host = process.env['MEILI_HOST'];
  const program = programOnPath();
  if (host) return { host };
  return program === null ? null : { program };
}

/** The program of that name; null where there is none. */
export function programOnPath(): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const program = join(folder, 'meilisearch');
    try {
      accessSync(program, constants.X_OK);
      return program;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

function describeIf(there: boolean, wanted: string, name: string, body: () => void): void {
  if (there) return describe(name, body);
  // Jest keeps what skipped tests say on the console to itself.
  process.stderr.write(`\nNOT TESTED: ${name}: ${wanted}\n`);
  describe.skip(name, body);
}

/** Tests that need a server and make an index of their own on it; without one they are skipped, loudly. */
export const describeWithServer = (name: string, body: () => void): void =>
  describeIf(searchServerOrigin() !== null, 'set MEILI_HOST, or put the program meilisearch on the PATH', name, body);

/** Tests that need a server of their own, which they may fill, stop and start. */
export const describeWithOwnServer = (name: string, body: () => void): void =>
  describeIf(programOnPath() !== null, 'put the program meilisearch on the PATH', name, body);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

async function ready(host: string, child: ChildProcess): Promise<void> {
  const end = performance.now() + READY_WITHIN;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`meilisearch ended with ${child.exitCode}`);
    const answer = await fetch(`${host}/health`, { signal: AbortSignal.timeout(1_000) }).catch(() => null);
    if (answer?.ok) return;
    if (performance.now() > end) throw new Error('meilisearch does not get ready');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Where a server of the test's own keeps its data and listens; the same twice is the same server started again. */
export interface Place {
  folder: string;
  port: number;
  masterKey: string;
}

export async function somewhere(): Promise<Place> {
  return { folder: mkdtempSync(join(tmpdir(), 'exchange-search-')), port: await freePort(), masterKey: randomUUID() };
}

/** Starts the program on loopback. */
export async function startProgram(program: string, { folder, port, masterKey }: Place): Promise<TestServer & { pid: number }> {
  const child = spawn(program, [
    '--no-analytics', '--http-addr', `127.0.0.1:${port}`, '--db-path', join(folder, 'data'), '--dump-dir', join(folder, 'dumps'),
    '--snapshot-dir', join(folder, 'snapshots'), '--env', 'production', '--log-level', 'ERROR', '--max-indexing-memory', '256MiB',
  ], { env: { ...process.env, MEILI_MASTER_KEY: masterKey }, cwd: folder, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const host = `http://127.0.0.1:${port}`;
  await ready(host, child);
  return {
    address: { host, apiKey: masterKey },
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The server given by MEILI_HOST (with MEILI_API_KEY), or one of this test file's own in a folder that goes with it. */
export async function startSearchServer(): Promise<TestServer> {
  const origin = searchServerOrigin();
  if (origin === null) throw new Error('no search server to test with');
  if ('host' in origin) {
    return { address: { host: origin.host, apiKey: process.env['MEILI_API_KEY'] ?? '' }, stop: async () => undefined };
  }
  return startOwnServer(origin.program);
}

/** A server of this test file's own in a folder that goes with it. */
export async function startOwnServer(program: string | null = programOnPath()): Promise<TestServer & { pid: number }> {
  if (program === null) throw new Error('the program meilisearch is not on the PATH');
  const place = await somewhere();
  const server = await startProgram(program, place);
  return {
    address: server.address,
    pid: server.pid,
    async stop() {
      await server.stop();
      rmSync(place.folder, { recursive: true, force: true });
    },
  };
}
