import pg from 'pg';
import { runMigrations as migrateJobQueue } from 'graphile-worker';
import { silent } from '../jobs/logger.ts';
import { createDataSource, migrationNames } from './data-source.ts';

/** Any number, the same in every process: whoever holds it is migrating. */
export const MIGRATION_LOCK = 7_310_421;

/** A table that is there while a backup is being restored: an unfinished restore must not be worked on. */
export const RESTORE_UNFINISHED = 'restore_unfinished';

export interface MigrateOptions {
  /** Only these migrations, by name: the tables of an older release, for a backup of it. */
  only?: readonly string[];
  /** The caller is the restore itself. */
  restoring?: boolean;
}

async function refuseUnfinished(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(`SELECT to_regclass($1) IS NOT NULL AS there`, [`public.${RESTORE_UNFINISHED}`]);
  if (rows[0]?.there) throw new Error('A restore into this database was cut off. Run it again: until then nothing starts on it.');
}

/**
 * Brings the database up to date: the product's own tables, then the job queue's. Two processes may call it at once:
 * an advisory lock lets one work and the other wait. Returns the names of the migrations that ran.
 * @throws when a restore into the database was cut off
 */
export async function migrate(url: string, { only, restoring = false }: MigrateOptions = {}): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    if (!restoring) await refuseUnfinished(lock);
    const dataSource = await createDataSource({ url, poolSize: 1, migrating: true, ...(only ? { only } : {}) }).initialize();
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

/**
 * True when no migration of this version is missing in the database. Writes nothing, unlike TypeORM's own look.
 * @throws when a restore into the database was cut off
 */
export async function isMigrated(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await refuseUnfinished(client);
    const { rows: [table] } = await client.query<{ there: boolean }>(`SELECT to_regclass('public.migrations') IS NOT NULL AS there`);
    if (!table?.there) return false;
    const { rows } = await client.query<{ name: string }>('SELECT name FROM public.migrations');
    const done = new Set(rows.map(({ name }) => name));
    return migrationNames.every((name) => done.has(name));
  } finally {
    await client.end();
  }
}
