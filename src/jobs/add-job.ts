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

/* Of two jobs with one key the later one stands; one statement cannot write both. */
function coalesced(jobs: readonly NewJob[]): NewJob[] {
  const last = new Map(jobs.map((job) => [job.key ?? job, job]));
  return [...last.values()];
}

/** Adds jobs with the connection of the running transaction, in one statement. */
export async function addJobs(manager: EntityManager, jobs: readonly NewJob[]): Promise<void> {
  const specs = coalesced(jobs).map((job, at) => ({
    at,
    identifier: job.name,
    payload: job.payload,
    queue_name: job.queue ?? null,
    run_at: job.runAt ?? null,
    max_attempts: job.maxAttempts ?? 25,
    job_key: job.key ?? null,
    priority: job.priority ?? 0,
  }));
  await manager.query(
    `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
       SELECT (identifier, payload, queue_name, run_at, max_attempts, job_key, priority, NULL)::graphile_worker.job_spec
       FROM jsonb_to_recordset($1::jsonb) AS r(at integer, identifier text, payload json, queue_name text, run_at timestamptz,
         max_attempts smallint, job_key text, priority smallint)
       ORDER BY at))`,
    [JSON.stringify(specs)],
  );
}
