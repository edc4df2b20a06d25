import pg from 'pg';
import { runMigrations as migrateJobQueue } from 'graphile-worker';
import { silent } from '../jobs/logger.ts';
import { createDataSource } from './data-source.ts';

/** Any number, the same in every process: whoever holds it is migrating. */
const MIGRATION_LOCK = 7_310_421;

/**
 * Brings the database up to date: the product's own tables, then the job queue's. Two processes may call it at once:
 * an advisory lock lets one work and the other wait. Returns the names of the migrations that ran.
 */
export async function migrate(url: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const dataSource = await createDataSource({ url, poolSize: 1 }).initialize();
    try {
      const done = await dataSource.runMigrations();
      await migrateJobQueue({ connectionString: url, logger: silent });
      return done.map((migration) => migration.name);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await lock.end();
  }
}

/** True when no migration of this version is missing in the database. */
export async function isMigrated(url: string): Promise<boolean> {
  const dataSource = await createDataSource({ url, poolSize: 1 }).initialize();
  try {
    return !(await dataSource.showMigrations());
  } finally {
    await dataSource.destroy();
  }
}
