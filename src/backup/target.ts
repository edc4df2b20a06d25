import pg from 'pg';
import { migrationNames } from '../db/data-source.ts';
import { migrate, RESTORE_UNFINISHED } from '../db/migrate.ts';
import { LEFT_OUT, quoted, tablesOf } from './catalogue.ts';
import { BackupError, type Manifest } from './manifest.ts';

/** @throws BackupError when the backup has migrations that this release does not know */
export function refuseNewer(manifest: Manifest): void {
  const names = new Set(migrationNames);
  const unknown = manifest.migrations.filter((name) => !names.has(name));
  if (unknown.length === 0) return;
  throw new BackupError(
    `The backup was made by a newer release (${manifest.version}): this one does not know ${unknown.join(', ')}. Restore it with that release.`);
}

/** Tables in which a product that has merely been started writes nothing of value. */
const WORTHLESS = new Set([...Object.keys(LEFT_OUT), 'installation', RESTORE_UNFINISHED]);

async function filledTables(client: pg.Client): Promise<string[]> {
  const filled: string[] = [];
  for (const { name } of await tablesOf(client)) {
    if (WORTHLESS.has(name)) continue;
    const { rowCount } = await client.query(`SELECT FROM public.${quoted(name)} LIMIT 1`);
    if (rowCount) filled.push(name);
  }
  return filled;
}

/** @throws BackupError unless there is nothing in the database but, at most, this product's empty tables */
async function refuseFilled(client: pg.Client): Promise<void> {
  const tables = (await tablesOf(client)).map(({ name }) => name);
  if (tables.length > 0 && !tables.includes('migrations') && !tables.includes(RESTORE_UNFINISHED)) {
    throw new BackupError('The database holds tables of something else. Restore into a database of its own.');
  }
  if (tables.includes(RESTORE_UNFINISHED)) return;
  const filled = await filledTables(client);
  if (filled.length === 0) return;
  const some = `${filled.slice(0, 5).join(', ')}${filled.length > 5 ? ' …' : ''}`;
  throw new BackupError(
    `The database is not empty (${some}): nothing was changed. Restore into an empty one, by another DATABASE_URL or DATA_DIR.`);
}

/* Whoever else is connected may be about to write: a server that runs on this database must be stopped first. */
async function refuseInUse(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'exchange%'`);
  if (rows[0]?.count) throw new BackupError('The exchange, or another restore, is running on this database: stop it first. Nothing was changed.');
}

/**
 * Makes the database as it was when the backup was taken: the tables of that release, empty. A mark in it keeps every
 * release from starting on it until the restore is complete; a restore that was cut off can simply be run again.
 * @throws BackupError when the database is not empty or in use
 */
export async function prepareTarget(databaseUrl: string, manifest: Manifest): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'exchange-restore' });
  await client.connect();
  try {
    await refuseInUse(client);
    await refuseFilled(client);
    await client.query('BEGIN');
    await client.query('DROP SCHEMA IF EXISTS graphile_worker CASCADE');
    await client.query('DROP SCHEMA IF EXISTS public CASCADE');
    await client.query('CREATE SCHEMA public');
    await client.query(`CREATE TABLE public.${RESTORE_UNFINISHED} (begun_at timestamptz NOT NULL DEFAULT now())`);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
  await migrate(databaseUrl, { only: manifest.migrations, restoring: true });
}
