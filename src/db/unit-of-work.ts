import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '../kernel/clock.ts';
import { addJob, type NewJob } from '../jobs/add-job.ts';

/** One transaction: everything in it happens, or nothing of it. "Now" stands still inside. */
export interface Work {
  manager: EntityManager;
  now: Date;
  /** Adds a job in this transaction: it exists exactly when the work it follows from exists. */
  addJob(job: NewJob): Promise<void>;
}

export interface UnitOfWork {
  run<T>(body: (work: Work) => Promise<T>): Promise<T>;
}

const RETRIED = new Set(['40001', '40P01']); // serialisation failure, deadlock: PostgreSQL asks to try again
const TRIES = 4;

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** Public commands open it; helpers are handed the {@link Work}. Deadlock victims are run again, up to four times. */
export function createUnitOfWork(dataSource: DataSource, clock: Clock): UnitOfWork {
  return {
    async run(body) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await dataSource.transaction((manager) =>
            body({ manager, now: clock.now(), addJob: (job) => addJob(manager, job) }),
          );
        } catch (error) {
          if (attempt >= TRIES || !RETRIED.has(codeOf(error) ?? '')) throw error;
        }
      }
    },
  };
}
