import type { EntityManager } from 'typeorm';

export interface NewJob {
  /** The job's name: one of the handlers wired in compose. */
  name: string;
  payload: Record<string, unknown>;
  /** Not before this instant. */
  runAt?: Date;
  /** At most one waiting job per key: a later one replaces the earlier one (coalescing). */
  key?: string;
  /** Jobs of one queue run one after the other. */
  queue?: string;
  /** Lower runs first; 0 unless told. */
  priority?: number;
  maxAttempts?: number;
}

/** Adds a job with the connection of the running transaction. */
export async function addJob(manager: EntityManager, job: NewJob): Promise<void> {
  await manager.query(
    `SELECT graphile_worker.add_job($1, payload := $2::json, queue_name := $3, run_at := $4,
            max_attempts := $5, job_key := $6, priority := $7)`,
    [
      job.name,
      JSON.stringify(job.payload),
      job.queue ?? null,
      job.runAt ?? null,
      job.maxAttempts ?? 25,
      job.key ?? null,
      job.priority ?? 0,
    ],
  );
}
