import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createPool } from '../../../src/db/pool.ts';
import { watchedClient } from '../../../src/db/watched-client.ts';
import { startWorker, type JobHandlers, type Worker } from '../../../src/jobs/worker.ts';
import { createLog } from '../../../src/log.ts';
import { freshDatabase, type FreshDatabase } from '../../support/database.ts';
import { startLine, type Line } from '../../support/line.ts';

const silent = createLog('silent');
let database: FreshDatabase;
let line: Line;
let pool: pg.Pool;
let direct: pg.Client;
const workers: Worker[] = [];

beforeEach(async () => {
  database = await freshDatabase();
  const url = new URL(database.url);
  line = await startLine(Number(url.port));
  url.port = String(line.port);
  pool = createPool(url.href, 5, silent);
  direct = new pg.Client(database.url);
  await direct.connect();
});

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  await Promise.all([pool.end(), direct.end()]);
  await line.stop();
  await database.drop();
});

async function work(handlers: JobHandlers, giveWay = () => Promise.resolve()): Promise<void> {
  workers.push(await startWorker({ pool, handlers, recurring: [], concurrency: 2, giveWay, log: silent }));
}

const addJob = (name: string): Promise<unknown> => direct.query('SELECT FROM graphile_worker.add_job($1)', [name]);

/** The jobs that are there, and who holds them. */
const held = async (): Promise<(string | null)[]> =>
  (await direct.query<{ by: string | null }>('SELECT locked_by AS by FROM graphile_worker._private_jobs')).rows.map(({ by }) => by);

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 20_000; !(await condition());) {
    if (performance.now() > end) throw new Error('it did not come to pass within 20 s');
    await sleep(20);
  }
}

/** A job that goes on until it is let go. */
function longJob(): { run: () => Promise<undefined>; begun: () => boolean; end: () => void } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let begun = false;
  return {
    run: () => {
      begun = true;
      return promise;
    },
    begun: () => begun,
    end: () => resolve(undefined),
  };
}

test('a job begins when what goes first is done', async () => {
  const before = longJob();
  let done = 0;
  await work({ short: async () => void (done += 1) }, before.run);
  await addJob('short');
  await until(before.begun);
  await sleep(50);
  expect(done).toBe(0);
  before.end();
  await until(() => done === 1);
});

test.each(['cut', 'goDead'] as const)('a worker that cannot report what it did (%s) goes on with the next jobs when the line is back', async (fault) => {
  const long = longJob();
  let done = 0;
  await work({ long: async () => void (await long.run()), short: async () => void (done += 1) });
  await addJob('long');
  await until(long.begun);
  line[fault]();
  long.end();
  await sleep(300);
  line.heal();
  for (let job = 0; job < 3; job += 1) await addJob('short');
  await until(() => done === 3);
  // Not only these: the worker is whole again, and waits for what comes.
  await until(async () => (await held()).length <= 1);
  await addJob('short');
  await until(() => done === 4);
});

test('a connection given back twice, as the queue does when it stops on a dead line, is given back once', async () => {
  const free = await new Promise<number>((resolve, reject) => pool.connect((error, _client, release) => {
    if (error) return reject(error);
    release();
    release();
    resolve(pool.idleCount);
  }));
  expect(free).toBe(1);
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

test('a worker asked to end while it waits for the database ends', async () => {
  const long = longJob();
  await work({ long: async () => void (await long.run()) });
  await addJob('long');
  await until(long.begun);
  line.cut();
  long.end();
  await sleep(300);
  const [worker] = workers.splice(0);
  expect(worker).toBeDefined();
  await worker?.stop();
});

test('the jobs of a living worker stay its own however long they take, those of a dead one are given back', async () => {
  const long = longJob();
  await work({ long: async () => void (await long.run()) });
  await addJob('long');
  await until(long.begun);
  await until(async () => (await direct.query('SELECT FROM worker_heartbeat')).rowCount === 1);
  await addJob('left behind');
  await direct.query(`UPDATE graphile_worker._private_jobs SET locked_at = now() - interval '5 minutes', locked_by = coalesce(locked_by, 'dead')`);
  const [holder] = (await held()).filter((by) => by !== 'dead');
  await work({});
  expect((await held()).sort()).toEqual([holder, null].sort());
  long.end();
});

describe('a watched connection', () => {
  const connect = async (): Promise<pg.Client> => {
    const client = new (watchedClient(400))({ host: '127.0.0.1', port: line.port, user: direct.user, database: direct.database, password: direct.password });
    await client.connect();
    return client;
  };

  test('fails a query that the database no longer hears', async () => {
    const client = await connect();
    line.goDead();
    await expect(client.query('SELECT 1')).rejects.toThrow('the database has not answered');
  });

  test('that is lost ends nothing but what is asked on it, though nobody listens', async () => {
    const client = await connect();
    line.cut();
    await expect(client.query('SELECT 1')).rejects.toThrow();
    await sleep(200);
  });

  test('may rest for as long as it likes', async () => {
    const client = await connect();
    await sleep(1_000);
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await sleep(1_000);
    expect((await client.query('SELECT 2 AS two')).rows).toEqual([{ two: 2 }]);
    await client.end();
  });
});
