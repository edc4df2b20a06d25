import type { EventEmitter } from 'node:events';
import type { Pool } from 'pg';
import type { Logger } from 'pino';

const BEAT_EVERY = 10_000;
/** A worker not heard of for this long is dead. With the beat this takes a killed worker's jobs over within 50 seconds. */
const DEAD_AFTER = '35 seconds';

export interface Heartbeat {
  stop(): Promise<void>;
}

/** The queue keeps a killed worker's jobs locked for four hours; locks of workers that no longer beat are given back. */
const FREE_DEAD_LOCKS = `
  SELECT graphile_worker.force_unlock_workers(array_agg(held.locked_by)) FROM (
    SELECT locked_by FROM graphile_worker._private_jobs WHERE locked_at < now() - $1::interval
    UNION SELECT locked_by FROM graphile_worker._private_job_queues WHERE locked_at < now() - $1::interval
  ) held
  WHERE held.locked_by IS NOT NULL AND NOT EXISTS (
    SELECT FROM worker_heartbeat b WHERE b.worker_id = held.locked_by AND b.seen_at > now() - $1::interval)
  HAVING count(*) > 0`;

async function beat(pool: Pool, ids: readonly string[]): Promise<boolean> {
  await pool.query(
    `INSERT INTO worker_heartbeat (worker_id, started_at, seen_at) SELECT id, now(), now() FROM unnest($1::text[]) id
     ON CONFLICT (worker_id) DO UPDATE SET seen_at = now()`,
    [ids],
  );
  const freed = await pool.query(FREE_DEAD_LOCKS, [DEAD_AFTER]);
  await pool.query(`DELETE FROM worker_heartbeat WHERE seen_at < now() - interval '1 day'`);
  return freed.rowCount !== 0;
}

/** Notes which workers of this process live, and frees the jobs of those that died elsewhere. */
export async function beginHeartbeat(pool: Pool, events: EventEmitter, log: Logger): Promise<Heartbeat> {
  const ids = new Set<string>();
  let busy: Promise<void> = Promise.resolve();
  const tick = () => {
    busy = beat(pool, [...ids]).then(
      (freed) => void (freed && log.warn('jobs of a dead worker were freed')),
      (error: unknown) => log.warn({ err: error }, 'heartbeat failed'),
    );
    return busy;
  };
  // Jobs are locked in the name of the pool of workers. One that is ending gets half a minute for what it has in hand.
  events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => {
    ids.add(workerPool.id);
    void tick();
  });
  events.on('pool:gracefulShutdown', ({ workerPool }: { workerPool: { id: string } }) => ids.delete(workerPool.id));
  await tick();
  const timer = setInterval(() => void tick(), BEAT_EVERY);
  return {
    async stop() {
      clearInterval(timer);
      await busy;
    },
  };
}
