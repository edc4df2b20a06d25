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

/** Runs one statement in the cluster's maintenance database. */
export async function administer(clusterUrl: string, statement: string): Promise<void> {
  const client = new pg.Client(clusterUrl);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export interface FreshDatabase {
  url: string;
  /** Fails when a connection is still open: the test forgot to close something. */
  drop(): Promise<void>;
}

/** A migrated, empty database for one test file; about 100 ms. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const clusterUrl = process.env['TEST_PG_URL'];
  if (clusterUrl === undefined) throw new Error('No test cluster: move this test to test/db or test/web');
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await administer(clusterUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE}`);
  return {
    url: databaseUrl(clusterUrl, name),
    drop: () => administer(clusterUrl, `DROP DATABASE ${name}`),
  };
}
