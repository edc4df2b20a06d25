import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOnce, type TaskList } from 'graphile-worker';
import supertest from 'supertest';
import { compose, type Exchange } from '../../src/compose.ts';
import type { Config } from '../../src/config.ts';
import { createPool } from '../../src/db/pool.ts';
import { silent } from '../../src/jobs/logger.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/log.ts';
import { cloneDatabase, freshDatabase, onceInCluster, type FreshDatabase } from './database.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const DEMO_TEMPLATE = 'tpl_demo';

/** Signs the sessions and mail links of tests. */
export const TEST_SECRET = 'a secret for tests that is long enough';

/** An organisation's own sign-in that nobody answers: its pages are there. */
const AWAY: NonNullable<Config['provider']> = { issuer: 'http://127.0.0.1:9', clientId: 'exchange', clientSecret: 'secret', name: 'konto szpitala' };

const CONFIG: Config = {
  production: false, host: '127.0.0.1', port: 0, baseUrl: null, dataDir: 'var', filesDir: join(tmpdir(), `exchange-files-${process.pid}`), databaseUrl: null, secret: TEST_SECRET,
  smtpUrl: null, mailFrom: { name: 'Giełda kooperacji', address: 'gielda@klaster.example' }, officeMail: null, provider: AWAY,
  searchServer: null, proxies: 0,
  bounces: { address: null, token: null }, metricsToken: null, security: null,
  seed: 'demo', workerInWeb: false, jobConcurrency: 2, databasePool: 6, logLevel: 'silent',
};

export interface TestExchange {
  exchange: Exchange;
  /** Where it listens, on a port of 127.0.0.1; its mails link there. */
  url: string;
  /** A reader of its own: keeps cookies. */
  agent(): ReturnType<typeof supertest.agent>;
  /** Runs the queue with the real handlers until nothing is left that could run. @throws when a job failed */
  runJobs(): Promise<void>;
  /** One statement in its database. */
  query<T extends object>(sql: string, values?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

export interface StartOptions {
  seed: 'demo' | 'minimal' | 'none';
  clock?: Clock;
  /** As behind a proxy that people reach by https. */
  https?: true;
  /** What it is called; passkeys want a name instead of a number. */
  host?: 'localhost';
  /** The organisation's own sign-in. */
  provider?: Config['provider'];
  /** Mails go there instead of into the mailbox, as in production. */
  smtpUrl?: string;
  /** Searches there instead of in PostgreSQL alone. */
  searchServer?: Config['searchServer'];
}

function composed(databaseUrl: string, baseUrl: string, start: Partial<StartOptions> = {}): Promise<Exchange> {
  const { clock, searchServer = null, provider = AWAY, smtpUrl = null, https } = start;
  const address = https ? baseUrl.replace('http:', 'https:') : baseUrl;
  const options = { root: ROOT, databaseUrl, secret: TEST_SECRET, baseUrl: address, log: createLog(process.env['TEST_LOG'] ?? 'silent') };
  const config = { ...CONFIG, searchServer, provider, smtpUrl, ...(https ? { baseUrl: address, proxies: 1 } : {}) };
  return compose(config, clock ? { ...options, clock } : options);
}

async function workOff(databaseUrl: string, exchange: Exchange): Promise<void> {
  const pool = createPool(databaseUrl, 3, createLog('silent'));
  const taskList: TaskList = {};
  for (const [name, handle] of Object.entries(exchange.handlers)) {
    taskList[name] = (payload) => handle((payload ?? {}) as Record<string, unknown>);
  }
  try {
    await runOnce({ pgPool: pool, taskList, concurrency: 2, noHandleSignals: true, logger: silent });
    const { rows } = await pool.query<{ task: string; error: string }>(
      `SELECT task_identifier AS task, last_error AS error FROM graphile_worker.jobs WHERE last_error IS NOT NULL LIMIT 3`);
    if (rows.length > 0) throw new Error(rows.map(({ task, error }) => `job ${task} failed: ${error}`).join('\n'));
  } finally {
    await pool.end();
  }
}

/** The demo is played once per Jest run, its jobs included; whoever wants it clones the result. */
async function demoDatabase(): Promise<FreshDatabase> {
  await onceInCluster(DEMO_TEMPLATE, async (databaseUrl) => {
    const exchange = await composed(databaseUrl, 'http://127.0.0.1');
    try {
      await exchange.seed('demo');
      await workOff(databaseUrl, exchange);
    } finally {
      await exchange.close();
    }
  });
  return cloneDatabase(DEMO_TEMPLATE);
}

interface Listener {
  url: string;
  handle(handler: RequestListener): void;
  close(): Promise<void>;
}

async function listen(host: string): Promise<Listener> {
  let handler: RequestListener = (_req, res) => res.writeHead(503).end();
  const server = createServer((req, res) => handler(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    handle: (next) => (handler = next),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The whole exchange on a database of its own: mails land in the mailbox, jobs run when told. */
export async function startExchange(start: StartOptions): Promise<TestExchange> {
  const { seed } = start;
  const database = seed === 'demo' ? await demoDatabase() : await freshDatabase();
  const listener = await listen(start.host ?? '127.0.0.1');
  try {
    const exchange = await composed(database.url, listener.url, start);
    if (seed === 'minimal') await exchange.seed(seed);
    listener.handle(exchange.app);
    return {
      exchange,
      url: listener.url,
      agent: () => supertest.agent(listener.url),
      runJobs: () => workOff(database.url, exchange),
      query: (sql, values = []) => exchange.dataSource.query(sql, values),
      async close() {
        await listener.close();
        await exchange.close();
        await database.drop();
        await rm(CONFIG.filesDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await listener.close();
    throw error;
  }
}
