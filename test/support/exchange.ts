import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
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

const CONFIG: Config = {
  production: false, host: '127.0.0.1', port: 0, baseUrl: null, dataDir: 'var', databaseUrl: null, secret: TEST_SECRET,
  smtpUrl: null, mailFrom: { name: 'Giełda kooperacji', address: 'gielda@klaster.example' }, officeMail: null, proxies: 0,
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
}

function composed(databaseUrl: string, baseUrl: string, clock?: Clock): Promise<Exchange> {
  const options = { root: ROOT, databaseUrl, secret: TEST_SECRET, baseUrl, log: createLog(process.env['TEST_LOG'] ?? 'silent') };
  return compose(CONFIG, clock ? { ...options, clock } : options);
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

async function listen(): Promise<Listener> {
  let handler: RequestListener = (_req, res) => res.writeHead(503).end();
  const server = createServer((req, res) => handler(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    handle: (next) => (handler = next),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The whole exchange on a database of its own: mails land in the mailbox, jobs run when told. */
export async function startExchange({ seed, clock }: StartOptions): Promise<TestExchange> {
  const database = seed === 'demo' ? await demoDatabase() : await freshDatabase();
  const listener = await listen();
  try {
    const exchange = await composed(database.url, listener.url, clock);
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
      },
    };
  } catch (error) {
    await listener.close();
    throw error;
  }
}
