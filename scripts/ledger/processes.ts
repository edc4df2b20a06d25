import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { ROOT } from '../support/exchange.ts';

/** A process of the product that is started again whenever it has been killed. */
export interface Mortal {
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
  const { PATH = '', HOME = '' } = process.env;
  const start = (): void => {
    child = spawn(process.execPath, [`src/${entry}`], { cwd: ROOT, env: { PATH, HOME, ...settings }, stdio: 'ignore' });
    child.once('exit', (code, signal) => {
      if (!wanted) return;
      if (!killed) onExit(`${entry} ended by itself: ${code ?? signal}`);
      killed = false;
      start();
    });
  };
  start();
  return {
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
