import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/db/data-source.ts';
import { prepared } from '../../src/db/prepared.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';

let database: FreshDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await freshDatabase();
  dataSource = await createDataSource({ url: database.url, poolSize: 2 }).initialize();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const WHO = prepared('SELECT pg_backend_pid() AS pid, $1::int AS asked');
const HALF = prepared('SELECT 10 / $1::int AS half');
const ask = (text: string, value: number): Promise<{ pid: number; asked: number }[]> => dataSource.query(text, [value]);
const pids = async (asked: Promise<{ pid: number }[]>[]): Promise<number> =>
  new Set((await Promise.all(asked)).flat().map(({ pid }) => pid)).size;

test('what is asked at once is answered on one connection, each its own', async () => {
  const answers = (await Promise.all([1, 2, 3, 4, 5].map((value) => ask(WHO, value)))).flat();
  expect(answers.map(({ asked }) => asked)).toEqual([1, 2, 3, 4, 5]);
  expect(new Set(answers.map(({ pid }) => pid)).size).toBe(1);
});

test('so is what several pages ask, however deep inside', async () => {
  const deep = async (value: number): Promise<{ pid: number; asked: number }[]> => {
    await Promise.resolve();
    return ask(WHO, value);
  };
  expect(await pids([deep(1), ask(WHO, 2), deep(3)])).toBe(1);
});

test('a statement that is not marked takes a connection of its own and holds nobody up', async () => {
  const slow = dataSource.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid, pg_sleep($1)', [0.5]);
  const ended: string[] = [];
  void slow.then(() => ended.push('slow'));
  await ask(WHO, 1).then(() => ended.push('small'));
  await slow;
  expect(ended).toEqual(['small', 'slow']);
});

test('one that fails takes no other with it', async () => {
  const answers = await Promise.allSettled([ask(WHO, 1), ask(HALF, 0), ask(WHO, 2), ask(HALF, 2)]);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(answers[1]).toMatchObject({ reason: { message: 'division by zero' } });
  expect(await ask(WHO, 3)).toMatchObject([{ asked: 3 }]);
});

test('in a transaction they see what it has written, and only there', async () => {
  await dataSource.query('CREATE TABLE thing (name text)');
  const COUNT = prepared('SELECT count(*)::int AS n FROM thing WHERE name = $1');
  const count = (from: Pick<DataSource, 'query'>): Promise<unknown> => from.query(COUNT, ['one']);
  await dataSource.transaction(async (manager) => {
    await manager.query(`INSERT INTO thing VALUES ('one')`);
    const inside = { query: manager.query.bind(manager) };
    expect(await Promise.all([count(inside), count(inside), count(dataSource)])).toEqual([[{ n: 1 }], [{ n: 1 }], [{ n: 0 }]]);
  });
});

test('when the line is lost all of them fail, and the next go on a new one', async () => {
  const SLEEP = prepared('SELECT pg_sleep($1)');
  const sleeping = Promise.allSettled([ask(SLEEP, 20), ask(WHO, 2)]);
  let ended: unknown[] = [];
  while (ended.length === 0) {
    ended = await dataSource.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep($1)' AND state = 'active' AND datname = current_database()`);
  }
  expect((await sleeping).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await ask(WHO, 3)).toMatchObject([{ asked: 3 }]);
});
