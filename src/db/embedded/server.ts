import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ENVIRONMENT } from './cluster.ts';
import { explain } from './errors.ts';
import type { Place } from './place.ts';
import { settingsArguments } from './settings.ts';
import { endServer, signalServer } from './signal.ts';

const READY = 'ready to accept connections';
const KEPT_OUTPUT = 4_000;

/** Crash recovery of the small clusters meant here takes seconds; a start that takes this long hangs. */
const START_LIMIT_MS = 60_000;

/** Faults that pass by themselves: a port just taken, or old server processes still on their way out. */
const PASSING = /could not bind|could not create any TCP\/IP sockets|pre-existing shared memory block/;
const PASSING_LIMIT_MS = 8_000;
const RETRY_MS = 200;

export interface Server {
  pid: number;
  port: number;
  /** Settles when the process is gone, with what it said last. Never rejects. */
  exited: Promise<string>;
  /** Asks for a fast shutdown without waiting. */
  interrupt(): void;
  /** Ends the server within 3 s. */
  stop(): Promise<void>;
}

export interface LaunchOptions {
  /** A fixed port, or any free one. */
  port?: number;
  throwaway: boolean;
  /** Gives up starting. */
  signal?: AbortSignal;
}

/** Starts the server and waits until it accepts connections. Throws EmbeddedError. */
export async function launch(place: Place, options: LaunchOptions): Promise<Server> {
  const deadline = performance.now() + PASSING_LIMIT_MS;
  for (;;) {
    const port = options.port ?? (await freePort());
    try {
      return await launchOnce(place, port, options);
    } catch (error) {
      const passing = PASSING.test(String(error)) && performance.now() < deadline;
      if (!passing || options.signal?.aborted) throw explain(error);
    }
    await sleep(RETRY_MS);
  }
}

async function launchOnce(place: Place, port: number, { throwaway, signal }: LaunchOptions): Promise<Server> {
  const { dataDir, account, binaries } = place;
  // Detached: the terminal's Ctrl-C must not reach the server before the application has finished with it.
  const child = spawn(binaries.postgres, ['-D', dataDir, ...settingsArguments({ port, throwaway })], {
    ...account,
    env: ENVIRONMENT,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = await untilReady(child, signal);
  const pid = child.pid ?? 0;
  return {
    pid,
    port,
    exited: whenGone(child).then(said),
    interrupt: () => signalServer(pid, 'INT', binaries.pgCtl),
    stop: () => endServer(pid, binaries.pgCtl, () => isGone(child)),
  };
}

/** Resolves to a function that gives the end of the server's log; rejects with that log when it does not start. */
function untilReady(child: ChildProcess, signal: AbortSignal | undefined): Promise<() => string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const giveUp = (): void => void child.kill('SIGINT');
    const hanging = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
    signal?.addEventListener('abort', giveUp);
    const settled = (): void => {
      clearTimeout(hanging);
      signal?.removeEventListener('abort', giveUp);
    };
    const fail = (error: Error): void => {
      settled();
      reject(error);
    };
    child.once('error', fail);
    child.once('close', (code, signal) => fail(new Error(output || `postgres ended with ${code ?? signal}`)));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-KEPT_OUTPUT);
      if (!output.includes(READY)) return;
      settled();
      resolve(() => output.slice(output.lastIndexOf(READY) + READY.length).trim());
    });
  });
}

async function whenGone(child: ChildProcess): Promise<void> {
  if (!isGone(child)) await once(child, 'exit');
}

function isGone(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
