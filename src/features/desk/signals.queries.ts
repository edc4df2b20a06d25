import type { DataSource } from 'typeorm';

/** Something of the installation that does not work as it should: its name, and what its message prints. */
export interface Signal {
  name: string;
  values: Record<string, string | number | Date>;
}

/** Where signals come from: the queue and the outbox here, the search engine elsewhere. */
export type SignalSource = () => Promise<Signal[]>;

const SIGNALS = `
  SELECT (SELECT min(run_at) FROM graphile_worker.jobs WHERE locked_at IS NULL AND attempts = 0 AND run_at < now() - interval '3 minutes'
            AND NOT EXISTS (SELECT FROM worker_heartbeat WHERE seen_at > now() - interval '2 minutes')) AS "idleSince",
         (SELECT count(*)::int FROM graphile_worker.jobs WHERE last_error IS NOT NULL AND attempts >= least(max_attempts, 5)) AS failing,
         late.stuck, late."stuckSince"
  FROM (SELECT count(*)::int AS stuck, min(created_at) AS "stuckSince" FROM mail
        WHERE state IN ('queued','sending') AND held_at IS NULL AND due_at < now() - interval '15 minutes') late`;

interface Row {
  idleSince: Date | null;
  failing: number;
  stuck: number;
  stuckSince: Date | null;
}

/** Jobs that nobody works on, jobs that fail again and again, mails that do not get out. */
export const operationSignals = (dataSource: DataSource): SignalSource => async () => {
  const [row] = await dataSource.query<Row[]>(SIGNALS);
  if (!row) return [];
  const { idleSince, failing, stuck, stuckSince } = row;
  return [
    ...(idleSince ? [{ name: 'jobs-idle', values: { since: idleSince } }] : []),
    ...(failing > 0 ? [{ name: 'jobs-failing', values: { count: failing } }] : []),
    ...(stuck > 0 && stuckSince ? [{ name: 'mails-stuck', values: { count: stuck, since: stuckSince } }] : []),
  ];
};
