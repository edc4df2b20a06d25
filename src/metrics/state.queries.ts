import type { Pool } from 'pg';

/** What the database says of the exchange's work, for a monitor. Counts only, nothing about anybody. */
export interface StateFigures {
  /** By state: waiting, running, failed, given-up. */
  jobs: Record<string, number>;
  /** Seconds that the oldest job which could run has waited; 0 when none waits. */
  oldestJob: number;
  /** By state, held ones apart. */
  mails: Record<string, number>;
  /** Seconds that the oldest mail which is due has waited. */
  oldestMail: number;
  bounced: number;
  failingAddresses: number;
  /** By verdict; dismissed ones are left out. */
  matches: Record<string, number>;
  /** By kind and state. */
  posts: { kind: string; state: string; count: number }[];
  indexed: number;
}

const JOBS = `
  SELECT CASE WHEN locked_at IS NOT NULL THEN 'running' WHEN attempts >= max_attempts THEN 'given-up'
              WHEN last_error IS NOT NULL THEN 'failed' ELSE 'waiting' END AS state, count(*)::int AS count
  FROM graphile_worker._private_jobs GROUP BY 1`;
const OLDEST_JOB = `
  SELECT coalesce(extract(epoch FROM now() - min(run_at)), 0)::float AS seconds FROM graphile_worker._private_jobs
  WHERE run_at < now() AND attempts < max_attempts AND locked_at IS NULL`;
const MAILS = `SELECT CASE WHEN held_at IS NOT NULL THEN 'held' ELSE state END AS state, count(*)::int AS count FROM mail GROUP BY 1`;
const MAIL_FIGURES = `
  SELECT coalesce(extract(epoch FROM now() - min(due_at) FILTER (WHERE state = 'queued' AND held_at IS NULL AND due_at < now())), 0)::float
           AS seconds,
         count(*) FILTER (WHERE bounced_at IS NOT NULL)::int AS bounced, (SELECT count(*)::int FROM failing_address) AS failing FROM mail`;
const MATCHES = `SELECT verdict AS state, count(*)::int AS count FROM match WHERE dismissed_at IS NULL GROUP BY 1`;
const POSTS = `SELECT kind, state, count(*)::int AS count FROM post GROUP BY 1, 2`;
const INDEXED = `SELECT count(*)::int AS count FROM search_document`;

const NOTHING = { seconds: 0, bounced: 0, failing: 0 };
const NONE = { count: 0 };

type Counted = { state: string; count: number }[];

const byState = (rows: Counted): Record<string, number> => Object.fromEntries(rows.map(({ state, count }) => [state, count]));

/** Reads everything with one connection, one query after the other: a scrape must not take the pool from the pages. */
export async function stateFigures(pool: Pool): Promise<StateFigures> {
  const client = await pool.connect();
  const ask = async <T extends object>(sql: string): Promise<T[]> => (await client.query<T>(sql)).rows;
  try {
    // Aggregates over everything: there always is the one row.
    const [mail = NOTHING] = await ask<typeof NOTHING>(MAIL_FIGURES);
    const [oldest = NOTHING] = await ask<{ seconds: number }>(OLDEST_JOB);
    const [indexed = NONE] = await ask<typeof NONE>(INDEXED);
    return {
      jobs: byState(await ask<Counted[number]>(JOBS)),
      oldestJob: oldest.seconds,
      mails: byState(await ask<Counted[number]>(MAILS)),
      oldestMail: mail.seconds,
      bounced: mail.bounced,
      failingAddresses: mail.failing,
      matches: byState(await ask<Counted[number]>(MATCHES)),
      posts: await ask(POSTS),
      indexed: indexed.count,
    };
  } finally {
    client.release();
  }
}
