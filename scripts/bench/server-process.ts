import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENVIRONMENT } from '../../bin/node.mjs';
import { ROOT } from '../support/exchange.ts';

/** The real server in a process of its own. */
export interface ServerProcess {
  baseUrl: string;
  /** From the start of the process to the first page of status 200, in milliseconds. */
  firstPageAfter: number;
  /** Resident memory of the process, in megabytes (10⁶ bytes). */
  memory(): number;
  stop(): Promise<void>;
}

/** Flags and entry that `npm start` gives to node: the figures are those of the product as it is started. */
export function startArguments(): { wrapped: string[]; bare: string[] } {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } };
  const [, wrapper = '', ...bare] = scripts.start.split(' ');
  return { wrapped: [wrapper, ...bare], bare };
}

const ADDRESS = /http:\/\/localhost:\d+/;
const PATIENCE = 120_000;

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = '';
    const late = setTimeout(() => reject(new Error(`the server did not start: ${seen}`)), PATIENCE);
    const read = (chunk: Buffer) => {
      if (ADDRESS.test(seen)) return;
      seen += chunk.toString();
      const address = ADDRESS.exec(seen)?.[0];
      if (address === undefined) return;
      clearTimeout(late);
      resolve(address);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${seen}`)));
  });
}

async function firstPage(baseUrl: string): Promise<void> {
  for (;;) {
    const ok = await fetch(baseUrl).then(
      async (page) => page.status === 200 && (await page.text()).includes('</html>'),
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** Resident memory in kilobytes, as every Unix tells it. */
const residentKb = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));

/** Starts `node <args>` in the project's folder and waits for its first page. The settings replace the environment's own. */
export async function startServer(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const started = performance.now();
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH, HOME, ...ENVIRONMENT, PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const baseUrl = await addressOf(child);
    await firstPage(baseUrl);
    const firstPageAfter = performance.now() - started;
    return {
      baseUrl,
      firstPageAfter,
      memory: () => (residentKb(child.pid ?? 0) * 1_024) / 1e6,
      stop: () => stop(child),
    };
  } catch (error) {
    await stop(child);
    throw error;
  }
}
