import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedRunningError } from './errors.ts';

export interface Lock {
  /** May be called more than once. */
  release(): void;
}

const SQLITE_BUSY = 5;
const POLL_MS = 100;

/** As holdLock, but gives a holder who is about to end `patience` milliseconds to do so. */
export async function waitForLock(file: string, dataDir: string, patience: number): Promise<Lock> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      return holdLock(file, dataDir);
    } catch (error) {
      if (!(error instanceof EmbeddedRunningError) || performance.now() > deadline) throw error;
    }
    await sleep(POLL_MS);
  }
}

/**
 * Holds a data directory for this process, or throws EmbeddedRunningError with the holder's pid.
 *
 * The lock is an open SQLite transaction: the operating system drops it with the process however that dies,
 * so there is no stale lock to judge and a reused process id cannot mislead. The file must never be opened
 * by other means in this process: closing it would drop the lock (POSIX record locks).
 */
export function holdLock(file: string, dataDir: string): Lock {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('BEGIN IMMEDIATE');
    // From here on only a reader of the pid can be in the way, for an instant.
    database.exec('PRAGMA busy_timeout = 1000');
    database.exec(`PRAGMA user_version = ${process.pid}`);
    database.exec('COMMIT');
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    const busy = isBusy(error);
    const holder = busy ? holderOf(database) : 0;
    database.close();
    throw busy ? new EmbeddedRunningError(dataDir, holder) : error;
  }
  return {
    release: () => {
      if (database.isOpen) database.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

function holderOf(database: DatabaseSync): number {
  try {
    return Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  } catch {
    // The holder is writing its pid at this very moment.
    return 0;
  }
}
