import { DatabaseSync } from 'node:sqlite';
import { EmbeddedRunningError } from './errors.ts';

export interface Lock {
  release(): void;
}

const SQLITE_BUSY = 5;

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
  return { release: () => database.close() };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

function holderOf(database: DatabaseSync): number {
  try {
    return Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  } catch {
    // The holder is writing its pid at this very moment.
    return 0;
  }
}
