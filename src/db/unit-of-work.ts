import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '../kernel/clock.ts';
import { addJobs, type NewJob } from '../jobs/add-job.ts';

/** Rows that no statement of the same transaction reads: they are written together, just before the commit. */
export type WriteAll<T> = (manager: EntityManager, rows: readonly T[]) => Promise<void>;

/** One transaction: everything in it happens, or nothing of it. "Now" stands still inside. */
export interface Work {
  manager: EntityManager;
  now: Date;
  /** Adds a job in this transaction: it exists exactly when the work it follows from exists. */
  addJob(job: NewJob): Promise<void>;
  /** Leaves a row to `write`, which gets all rows left to it at the end. For what is written many times in one go. */
  writeLater<T>(write: WriteAll<T>, row: T): void;
}

export interface UnitOfWork {
  run<T>(body: (work: Work) => Promise<T>): Promise<T>;
}

/** The same dependencies inside a transaction that is already open. */
export const joining = <T extends { uow: UnitOfWork }>(deps: T, work: Work): T => ({ ...deps, uow: { run: (body) => body(work) } });

const RETRIED = new Set(['40001', '40P01']); // serialisation failure, deadlock: PostgreSQL asks to try again
const TRIES = 4;

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/* What was left for the end, by who writes it, in the order of the first row of each. */
class Later {
  readonly #rows = new Map<WriteAll<unknown>, unknown[]>();

  add<T>(write: WriteAll<T>, row: T): void {
    const rows = this.#rows.get(write as WriteAll<unknown>);
    if (rows) rows.push(row);
    else this.#rows.set(write as WriteAll<unknown>, [row]);
  }

  async write(manager: EntityManager): Promise<void> {
    for (const [write, rows] of this.#rows) await write(manager, rows);
  }
}

async function inTransaction<T>(dataSource: DataSource, now: Date, body: (work: Work) => Promise<T>): Promise<T> {
  return dataSource.transaction(async (manager) => {
    const later = new Later();
    const result = await body({
      manager,
      now,
      addJob: async (job) => later.add(addJobs, job),
      writeLater: (write, row) => later.add(write, row),
    });
    await later.write(manager);
    return result;
  });
}

/** Public commands open it; helpers are handed the {@link Work}. Deadlock victims are run again, up to four times. */
export function createUnitOfWork(dataSource: DataSource, clock: Clock): UnitOfWork {
  return {
    async run(body) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await inTransaction(dataSource, clock.now(), body);
        } catch (error) {
          if (attempt >= TRIES || !RETRIED.has(codeOf(error) ?? '')) throw error;
        }
      }
    },
  };
}
