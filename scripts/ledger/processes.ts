import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { COULD_NOT_START } from '../../src/runtime/start.ts';
import { ROOT } from '../support/exchange.ts';

/** A process of the product that is started again whenever it has been killed. */
export interface Mortal {
  /** How often it could not start, the database being away, and was begun again as by a supervisor. */
  failedStarts(): number;
  /** kill -9, and a new one at once. */
  kill(): void;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return typeof address === 'object' && address ? address.port : 0;
}

/** Runs `src/<entry>` with these settings. An exit that nobody asked for is told to `onExit`, and the process started again. */
export function keepRunning(entry: string, settings: Readonly<Record<string, string>>, onExit: (what: string) => void): Mortal {
  let child: ChildProcess;
  let wanted = true;
  let killed = false;
  let failedStarts = 0;
  const { PATH = '', HOME = '' } = process.env;
  const start = (): void => {
    child = spawn(process.execPath, [`src/${entry}`], { cwd: ROOT, env: { PATH, HOME, ...settings }, stdio: ['ignore', 'ignore', 'pipe'] });
    let lastWords = '';
    child.stderr?.setEncoding('utf8').on('data', (words: string) => (lastWords = (lastWords + words).slice(-2_000)));
    child.once('exit', (code, signal) => {
      if (!wanted) return;
      if (lastWords.includes(COULD_NOT_START)) failedStarts += 1;
      else if (!killed) onExit(`${entry} ended by itself: ${code ?? signal}\n${lastWords}`);
      killed = false;
      start();
    });
  };
  start();
  return {
    failedStarts: () => failedStarts,
    kill() {
      killed = true;
      child.kill('SIGKILL');
    },
    async stop() {
      wanted = false;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}
