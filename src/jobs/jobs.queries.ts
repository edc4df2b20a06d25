import type { Pool } from 'pg';

/** The connections the queue is reached by, for those who only hand them on. */
export type JobPool = Pool;

/** A job that is not done, as the operator sees it. Its payload holds ids, no personal data. */
export interface WaitingJob {
  id: string;
  name: string;
  payload: Record<string, unknown>;
  runAt: Date;
  attempts: number;
  maxAttempts: number;
  /** Somebody is at it. */
  running: boolean;
  lastError: string | null;
}

const JOBS = `
  SELECT j.id::text AS id, t.identifier AS name, coalesce(j.payload, '{}'::json) AS payload, j.run_at AS "runAt", j.attempts,
         j.max_attempts AS "maxAttempts", j.locked_at IS NOT NULL AS running, j.last_error AS "lastError"
  FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id`;

/** Jobs in the order in which they would run; `failed`: only those that failed at least once. */
export async function listJobs(pool: Pool, options: { failed: boolean; limit: number }): Promise<WaitingJob[]> {
  const { rows } = await pool.query<WaitingJob>(
    `${JOBS} WHERE NOT $1::boolean OR j.last_error IS NOT NULL ORDER BY j.priority, j.run_at, j.id LIMIT $2`, [options.failed, options.limit]);
  return rows;
}

/** Lets jobs run now, with all their tries; null takes every one that has failed. Returns how many. Running ones are left alone. */
export async function retryJobs(pool: Pool, ids: readonly string[] | null): Promise<number> {
  const { rowCount } = await pool.query(
    `UPDATE graphile_worker._private_jobs SET run_at = now(), attempts = 0, last_error = NULL, updated_at = now()
     WHERE locked_at IS NULL AND CASE WHEN $1::bigint[] IS NULL THEN last_error IS NOT NULL ELSE id = ANY ($1::bigint[]) END`, [ids]);
  return rowCount ?? 0;
}
