import pg from 'pg';

/**
 * Tables that are not backed up, and why. Everything else in the schema is, whatever feature made it: a table that is
 * forgotten here costs space, a table that is forgotten there costs data.
 */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  migrations: 'named in the manifest and written anew by migrating',
  session: 'a stolen backup must not hold signed-in sessions: everybody signs in again',
  rate_limit: 'counts the tries of the last day',
  worker_heartbeat: 'tells of running processes',
  search_document: 'derived from the posts, rebuilt',
  search_word: 'derived from the posts, rebuilt',
  search_change: 'counts transactions of this very server',
  search_index: 'tells of an index that is built anew',
};

export interface Table {
  name: string;
  /** In the table's order, without generated ones. */
  columns: string[];
}

export interface Sequence {
  name: string;
  lastValue: string;
  isCalled: boolean;
}

export const quoted = (name: string): string => pg.escapeIdentifier(name);

/** Every table of the schema with its columns. */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    GROUP BY c.relname ORDER BY c.relname COLLATE "C"`);
  return rows;
}

/** The tables that belong into a backup. */
export async function backedUp(client: pg.ClientBase): Promise<Table[]> {
  return (await tablesOf(client)).filter(({ name }) => !Object.hasOwn(LEFT_OUT, name));
}

export async function sequencesOf(client: pg.ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query<{ name: string }>(`
    SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'S' AND c.relname <> 'migrations_id_seq' ORDER BY 1`);
  const found: Sequence[] = [];
  for (const { name } of rows) {
    const { rows: [state] } = await client.query<{ last_value: string; is_called: boolean }>(
      `SELECT last_value::text, is_called FROM public.${quoted(name)}`);
    if (state) found.push({ name, lastValue: state.last_value, isCalled: state.is_called });
  }
  return found;
}

/** Names of the migrations that ran, in their order; none on a database that was never migrated. */
export async function migrationsOf(client: pg.ClientBase): Promise<string[]> {
  const { rows: [there] } = await client.query<{ yes: boolean }>(`SELECT to_regclass('public.migrations') IS NOT NULL AS yes`);
  if (!there?.yes) return [];
  const { rows } = await client.query<{ name: string }>(`SELECT name FROM public.migrations ORDER BY timestamp`);
  return rows.map(({ name }) => name);
}

export interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

export async function foreignKeysOf(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    SELECT c.relname AS table, k.conname AS name, pg_get_constraintdef(k.oid) AS definition
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND k.contype = 'f' ORDER BY 1, 2`);
  return rows;
}
