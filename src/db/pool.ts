import pg from 'pg';
import type { Logger } from 'pino';
import { watchedClient } from './watched-client.ts';

/** Connections for what does not go through TypeORM: sessions, rate limits, the job queue. */
export function createPool(url: string, max: number, log: Logger): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    application_name: 'exchange',
    options: '-c timezone=UTC -c statement_timeout=30000',
    Client: watchedClient(),
  });
  // An idle connection that loses its server must not end the process; the next query gets a new one.
  pool.on('error', (error) => void (pool.ending || log.warn({ err: error.message }, 'a database connection was lost')));
  return pool;
}
