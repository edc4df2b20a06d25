import pg from 'pg';
import type { Logger } from 'pino';
import { watchedClient } from './watched-client.ts';

type Release = (error?: Error | boolean) => void;
type Connected = (error: Error | undefined, client: pg.PoolClient | undefined, release: Release) => void;

/** The second time it does nothing. */
function once(release: Release): Release {
  let released = false;
  return (error) => {
    if (!released) release(error);
    released = true;
  };
}

/*
 * graphile-worker 0.18 gives its listening connection back twice when it stops while the line is dead: once because it
 * stops and once because its LISTEN failed. The pool would throw, nobody would catch it, and the process would end.
 */
class Pool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(connected: Connected): void;
  override connect(connected?: Connected): Promise<pg.PoolClient> | void {
    if (!connected) return super.connect();
    super.connect((error, client, release) => connected(error, client, once(release)));
  }
}

/** Connections for what does not go through TypeORM: sessions, rate limits, the job queue. */
export function createPool(url: string, max: number, log: Logger): pg.Pool {
  const pool = new Pool({
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
