import type { ClientBase } from 'pg';
import { z } from 'zod';

/** A job as it travels in a backup: what was to be done and when, not who was at it. */
const schema = z.object({
  name: z.string(),
  payload: z.record(z.string(), z.unknown()),
  queue: z.string().nullable(),
  key: z.string().nullable(),
  runAt: z.iso.datetime(),
  priority: z.number().int(),
  maxAttempts: z.number().int(),
});
export type CarriedJob = z.infer<typeof schema>;

/** Every job that is not done, in the order of its making; those that failed for good too, they get new tries. */
export async function waitingJobs(client: ClientBase): Promise<CarriedJob[]> {
  const { rows } = await client.query<CarriedJob>(`
    SELECT t.identifier AS name, coalesce(j.payload, '{}'::json) AS payload, q.queue_name AS queue, j.key,
           to_char(j.run_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "runAt", j.priority, j.max_attempts AS "maxAttempts"
    FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    LEFT JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id
    ORDER BY j.id`);
  return rows;
}

/** @throws ZodError for a line that is no job */
export const carriedJob = (line: string): CarriedJob => schema.parse(JSON.parse(line));

/** Adds a carried job again. */
export async function carryOver(client: ClientBase, job: CarriedJob): Promise<void> {
  await client.query(
    `SELECT graphile_worker.add_job($1, payload := $2::json, queue_name := $3, run_at := $4, max_attempts := $5, job_key := $6, priority := $7)`,
    [job.name, JSON.stringify(job.payload), job.queue, job.runAt, job.maxAttempts, job.key, job.priority],
  );
}
