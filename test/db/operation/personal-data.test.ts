import { SECTIONS } from '../../../src/features/privacy/personal-data.ts';
import { freshDatabase, type FreshDatabase } from '../../support/database.ts';
import pg from 'pg';

/** Tables about people that are not handed out, each with its reason. */
const NOT_HANDED_OUT: Readonly<Record<string, string>> = {
  recovery_code: 'hashes of secrets',
  site_text: 'what the office writes about itself',
  setting: 'settings of the installation',
};

let database: FreshDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await freshDatabase();
  client = new pg.Client(database.url);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const REFERENCES = `
  SELECT c.relname AS table, k.confdeltype::text AS "onDelete" FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
  WHERE k.contype = 'f' AND k.confrelid = 'person'::regclass ORDER BY 1`;

test('every table that knows people is handed out, or excepted with a reason', async () => {
  const { rows } = await client.query<{ table: string }>(REFERENCES);
  const handedOut = new Set(SECTIONS.map(({ from }) => from.split(' ')[0]));
  expect(rows.map(({ table }) => table).filter((table) => !handedOut.has(table) && !(table in NOT_HANDED_OUT))).toEqual([]);
});

test('erasing a person is stopped by no table: what points at people lets go or goes along', async () => {
  const { rows } = await client.query<{ table: string; onDelete: string }>(REFERENCES);
  expect(rows.filter(({ onDelete }) => !['c', 'n'].includes(onDelete))).toEqual([]);
});

test('every section can be asked for', async () => {
  for (const { from, whose, order, omit = [] } of SECTIONS) {
    await client.query(`SELECT to_jsonb(t) - $2::text[] FROM ${from} WHERE ${whose} ORDER BY ${order}`, ['11111111-1111-4111-8111-111111111111', omit]);
  }
});
