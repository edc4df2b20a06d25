import type pg from 'pg';
import { prepared, statementNames } from '../../src/db/prepared.ts';
import { watchedClient } from '../../src/db/watched-client.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';

let database: FreshDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await freshDatabase();
  const Client = watchedClient();
  client = new Client(database.url);
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

const KEPT = prepared('SELECT $1::int + 1 AS sum');
const plans = async (): Promise<string[]> =>
  (await client.query<{ statement: string }>('SELECT statement FROM pg_prepared_statements ORDER BY statement')).rows.map((row) => row.statement);

test('a marked statement is planned once for a connection, whatever it is asked for', async () => {
  const sums = [];
  for (const value of [1, 2, 3]) sums.push((await client.query<{ sum: number }>(KEPT, [value])).rows[0]?.sum);
  expect(sums).toEqual([2, 3, 4]);
  expect(await plans()).toEqual([KEPT]);
});

test('others leave nothing behind', async () => {
  expect((await client.query<{ sum: number }>('SELECT $1::int + 2 AS sum', [1])).rows[0]?.sum).toBe(3);
  expect(await plans()).not.toContain('SELECT $1::int + 2 AS sum');
});

test('a marked statement that fails is asked again', async () => {
  await expect(client.query(KEPT, ['one'])).rejects.toThrow('invalid input syntax');
  expect((await client.query<{ sum: number }>(KEPT, [4])).rows[0]?.sum).toBe(5);
});

test('plans go on after the table has got a column more', async () => {
  await client.query('CREATE TABLE thing (id integer PRIMARY KEY, name text)');
  await client.query(`INSERT INTO thing VALUES (1, 'one')`);
  const named = prepared('SELECT name FROM thing WHERE id = $1');
  expect((await client.query(named, [1])).rows).toEqual([{ name: 'one' }]);
  await client.query('ALTER TABLE thing ADD COLUMN size integer NOT NULL DEFAULT 3');
  expect((await client.query(named, [1])).rows).toEqual([{ name: 'one' }]);
});

test('what TypeORM makes by itself is planned once too', async () => {
  await client.query('CREATE TABLE place (id integer)');
  const byKey = 'SELECT "place"."id" AS "place_id" FROM "place" "place" WHERE "place"."id" = $1';
  await client.query(byKey, [1]);
  expect(await plans()).toContain(byKey);
});

test('but not for more texts than a connection should remember; what is marked always is', () => {
  const { prepared: mark, nameOf } = statementNames(2);
  const texts = ['SELECT "a"', 'SELECT "b"', 'SELECT "c"'];
  expect(texts.map((text) => nameOf(text) !== undefined)).toEqual([true, true, false]);
  expect(nameOf(mark('SELECT d'))).toBeDefined();
  expect(nameOf('SELECT "a"')).toBe(nameOf('SELECT "a"'));
  expect(new Set([...texts.slice(0, 2), 'SELECT d'].map(nameOf)).size).toBe(3);
});
