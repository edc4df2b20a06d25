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
  // A connection that loses its server must not end the process: the query on it fails, the next one gets a new connection.
  const lost = (error: Error): void => void (pool.ending || log.warn({ err: error.message }, 'a database connection was lost'));
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
}
