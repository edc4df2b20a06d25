import pg from 'pg';
import { createDataSource } from '../../src/db/data-source.ts';
import { migrate } from '../../src/db/migrate.ts';
import { bareDatabase, type FreshDatabase } from '../support/database.ts';

let database: FreshDatabase;
beforeAll(async () => (database = await bareDatabase()));
afterAll(() => database.drop());

const LIMITS = `current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock`;

async function ask<T extends object>(...statements: string[]): Promise<T[]> {
  const client = new pg.Client(database.url);
  await client.connect();
  try {
    let rows: T[] = [];
    for (const statement of statements) rows = (await client.query<T>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

test('a migration may take as long as it takes, but waits for a table only a while; what is asked later is cut off', async () => {
  await ask(
    'CREATE TABLE seen (statement text, lock text)',
    `CREATE FUNCTION see() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
       INSERT INTO public.seen SELECT ${LIMITS} WHERE current_setting('application_name') = 'exchange'; END $$`,
    'CREATE EVENT TRIGGER see ON ddl_command_end EXECUTE FUNCTION see()',
  );
  expect(await migrate(database.url, { only: ['CreateAccounts1790000001000'] })).toEqual(['CreateAccounts1790000001000']);
  expect(await ask('SELECT DISTINCT * FROM seen')).toEqual([{ statement: '0', lock: '10s' }]);
  const dataSource = await createDataSource({ url: database.url, poolSize: 1 }).initialize();
  try {
    expect(await dataSource.query(`SELECT ${LIMITS}`)).toEqual([{ statement: '30s', lock: '0' }]);
  } finally {
    await dataSource.destroy();
  }
});
