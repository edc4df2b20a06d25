import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** The migrated database that every test file clones. */
export const TEMPLATE_DATABASE = 'tpl';

/** The address of another database in the same cluster. */
export function databaseUrl(clusterUrl: string, name: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function inCluster<T>(clusterUrl: string, body: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(clusterUrl);
  await client.connect();
  try {
    return await body(client);
  } finally {
    await client.end();
  }
}

/** Runs one statement in the cluster's maintenance database. */
export async function administer(clusterUrl: string, statement: string): Promise<void> {
  await inCluster(clusterUrl, (client) => client.query(statement));
}

export interface FreshDatabase {
  url: string;
  /** Fails when a connection is still open: the test forgot to close something. */
  drop(): Promise<void>;
}

/** The address of the cluster that all tests share. */
export function testCluster(): string {
  const url = process.env['TEST_PG_URL'];
  if (url === undefined) throw new Error('No test cluster: move this test to test/db or test/web');
  return url;
}

/** A copy of a database nobody is connected to; about 100 ms. */
export async function cloneDatabase(template: string): Promise<FreshDatabase> {
  const clusterUrl = testCluster();
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await administer(clusterUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    url: databaseUrl(clusterUrl, name),
    drop: () => administer(clusterUrl, `DROP DATABASE ${name}`),
  };
}

/** A database without a single table: for those who make tables themselves. */
export const bareDatabase = (): Promise<FreshDatabase> => cloneDatabase('template1');

/** A migrated, empty database for one test file. */
export const freshDatabase = (): Promise<FreshDatabase> => cloneDatabase(TEMPLATE_DATABASE);

/** Any number: whoever holds it is filling a further template. */
const FILLING = 5_210_844;

/**
 * Makes a database of this name that `fill` has filled, unless this cluster already has it. Test files that run side
 * by side wait for the first; a filling that failed leaves nothing behind.
 */
export async function onceInCluster(name: string, fill: (url: string) => Promise<void>): Promise<void> {
  const clusterUrl = testCluster();
  await inCluster(clusterUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [FILLING]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    const filling = `${name}_filling`;
    await client.query(`DROP DATABASE IF EXISTS ${filling}`);
    await client.query(`CREATE DATABASE ${filling} TEMPLATE ${TEMPLATE_DATABASE}`);
    await fill(databaseUrl(clusterUrl, filling));
    await client.query(`ALTER DATABASE ${filling} RENAME TO ${name}`);
  });
}
