import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import type { Exchange } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';

export const ROOT = join(import.meta.dirname, '..', '..');

/** The exchange of this process: web and worker, on a free port of this machine. */
export interface RunningExchange {
  exchange: Exchange;
  baseUrl: string;
  /** True when no job is due or running. */
  isIdle(): Promise<boolean>;
  stop(): Promise<void>;
}

const DUE = `SELECT count(*)::int AS n FROM graphile_worker._private_jobs WHERE run_at <= now() AND attempts < max_attempts`;

/** Composes the exchange as the server does, on a migrated database with the office alone in it, and starts everything. */
export async function startExchange(databaseUrl: string, smtpUrl: string): Promise<RunningExchange> {
  const secret = randomBytes(32).toString('hex');
  const config = readConfig({ DATABASE_URL: databaseUrl, SMTP_URL: smtpUrl, SECRET: secret, SEED: 'minimal' });
  let handle: RequestListener = (_req, res) => res.writeHead(503).end();
  const server = createServer((req, res) => handle(req, res));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const baseUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const { migrate } = await import('../../src/db/migrate.ts');
  await migrate(databaseUrl);
  const { compose } = await import('../../src/compose.ts');
  const exchange = await compose(config, { root: ROOT, databaseUrl, secret, baseUrl, log: createLog('warn') });
  await exchange.seed('minimal');
  handle = exchange.app;
  const worker = await exchange.startWorker();
  return {
    exchange,
    baseUrl,
    isIdle: async () => (await exchange.dataSource.query<{ n: number }[]>(DUE))[0]?.n === 0,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await worker.stop();
      await exchange.close();
      // The connections say goodbye after the pools have let go of them.
      await new Promise((resolve) => setTimeout(resolve, 100));
    },
  };
}
