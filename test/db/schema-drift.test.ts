import { EntitySchema, type DataSource } from 'typeorm';
import { schemas } from '../../src/compose.ts';
import { createDataSource } from '../../src/db/data-source.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';

let database: FreshDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await freshDatabase();
  dataSource = await createDataSource({ url: database.url, schemas, poolSize: 2 }).initialize();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

test('the migrated tables are what the schemas say: TypeORM would change nothing', async () => {
  expect(dataSource.entityMetadatas.length).toBeGreaterThan(5);
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

test('the comparison notices a column that no migration made', async () => {
  const Extra = new EntitySchema<{ id: string; extra: string }>({
    name: 'Extra',
    tableName: 'person',
    columns: { id: { type: 'uuid', primary: true }, extra: { type: 'text' } },
  });
  const other = await createDataSource({ url: database.url, schemas: [Extra], poolSize: 1 }).initialize();
  const { upQueries } = await other.driver.createSchemaBuilder().log().finally(() => other.destroy());
  expect(upQueries.map(({ query }) => query).join('\n')).toContain('"extra"');
});

test('every constraint and index has a name of ours', async () => {
  const generated = await dataSource.query<{ name: string }[]>(`
    SELECT conname AS name FROM pg_constraint JOIN pg_class t ON t.oid = conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE n.nspname = 'public' AND t.relname <> 'migrations' AND conname ~ '_[0-9a-f]{26,}$'
    UNION SELECT indexname FROM pg_indexes
    WHERE schemaname = 'public' AND tablename <> 'migrations' AND indexname ~ '_[0-9a-f]{26,}$'`);
  expect(generated).toEqual([]);
});

test('every table says when in UTC: no timestamp without a zone', async () => {
  const local = await dataSource.query<object[]>(`
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type = 'timestamp without time zone' AND table_name NOT IN ('migrations', 'session')`);
  expect(local).toEqual([]);
});
