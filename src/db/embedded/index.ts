/**
 * A private PostgreSQL beside the application, for trying it out and for tests; production uses DATABASE_URL.
 *
 * The server ends with this process, but not when this process is killed with kill -9: then it runs on, harming
 * nothing, until the next start finds and stops it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterPassword, ensureCluster, SUPERUSER } from './cluster.ts';
import { explain } from './errors.ts';
import { removeCluster, stopLeftover } from './leftover.ts';
import { type Lock, waitForLock } from './lock.ts';
import { type Place, settle } from './place.ts';
import { launch, type Server } from './server.ts';
import { Supervisor } from './supervisor.ts';

export { EmbeddedError, EmbeddedRunningError, type EmbeddedFault } from './errors.ts';
export { discardLeftover } from './leftover.ts';

/** How long a start waits for an instance that is just stopping before it gives way to it. */
const HANDOVER_MS = 2_000;

/** Line of `postmaster.pid` that holds the port, counted from 0. */
const PORT_LINE = 3;

export interface EmbeddedOptions {
  /** Where the data live; made when absent. Beside it lies `<dataDir>.lock`. */
  dataDir: string;
  /** Gets one line for everything a person should know: another place of the data, a restart, a leftover stopped. */
  log(message: string): void;
  /** For tests: no protection against power cuts, and `stop` deletes the data. */
  throwaway?: boolean;
  /** Told each time the server ends by itself; it is started again on the same port without further ado. */
  onExit?(reason: string): void;
}

export interface EmbeddedPostgres {
  /** Connection address of the `postgres` database, password included. */
  url: string;
  /** Where the data really are: `dataDir`, or a folder of the system that the server's account can reach. */
  dataDir: string;
  /** Milliseconds of each step that was taken. */
  timings: { prepare: number; leftover: number; initdb?: number; start: number };
  /** Ends the server within 3 s and lets go of the data directory. May be called more than once. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on 127.0.0.1 and a free port, making the cluster when there is none.
 * Throws EmbeddedRunningError when a live process holds the data directory, else EmbeddedError with a hint.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const lap = stopwatch();
  try {
    const place = settle(options.dataDir, options.log);
    const lock = await waitForLock(`${place.dataDir}.lock`, place.dataDir, HANDOVER_MS);
    try {
      return await startHeld(place, lock, options, lap);
    } catch (error) {
      lock.release();
      throw error;
    }
  } catch (error) {
    throw explain(error);
  }
}

async function startHeld(
  place: Place,
  lock: Lock,
  options: EmbeddedOptions,
  lap: () => number,
): Promise<EmbeddedPostgres> {
  const { log, throwaway = false, onExit = () => undefined } = options;
  const prepare = lap();
  await stopLeftover(place, log);
  const leftover = lap();
  const made = ensureCluster(place, { throwaway, log });
  const initdb = lap();
  clusterPassword(place.dataDir); // refuses a cluster that is not ours before it is started
  const server = await launch(place, { throwaway });
  const relaunch = (signal: AbortSignal): Promise<Server> => launch(place, { throwaway, port: server.port, signal });
  const supervisor = new Supervisor(server, { relaunch, log, onExit });
  return {
    url: addressOf(place.dataDir, server.port),
    dataDir: place.dataDir,
    timings: { prepare, leftover, ...(made ? { initdb } : {}), start: lap() },
    stop: async () => {
      await supervisor.stop();
      lock.release();
      if (throwaway) removeCluster(place.dataDir);
    },
  };
}

/**
 * The address of the server that another live process of this product runs on `dataDir`, for a command that only wants
 * to talk to it. Throws EmbeddedError when there is none.
 */
export function addressOfRunning(dataDir: string): string {
  const place = settle(dataDir, () => undefined);
  const port = Number(readFileSync(join(place.dataDir, 'postmaster.pid'), 'utf8').split('\n')[PORT_LINE]);
  return addressOf(place.dataDir, port);
}

const addressOf = (dataDir: string, port: number): string =>
  `postgres://${SUPERUSER}:${clusterPassword(dataDir)}@127.0.0.1:${port}/postgres`;

/** Each call gives the milliseconds since the last. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const passed = Math.round(now - last);
    last = now;
    return passed;
  };
}
