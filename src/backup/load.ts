import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { carriedJob, type CarriedJob } from '../jobs/carry-over.queries.ts';
import { readArchive } from './archive.ts';
import { rowsIn } from './backup.ts';
import { foreignKeysOf, quoted, tablesOf, type ForeignKey } from './catalogue.ts';
import { BackupError, JOBS, type Manifest, type TableEntry } from './manifest.ts';

/** A mail that was waiting when the backup was taken; no process sends it before the restore has decided about it. */
export const PARKED = 'waits for the end of a restore';

type OnRows = (rows: number) => void;

/* Feeds one table with the parts that follow each other in the archive. */
class TableLoader {
  readonly #client: pg.Client;
  readonly #tables: ReadonlyMap<string, TableEntry>;
  #open: { name: string; stream: Writable } | null = null;

  constructor(client: pg.Client, tables: readonly TableEntry[]) {
    this.#client = client;
    this.#tables = new Map(tables.map((table) => [table.name, table]));
  }

  async write(name: string, content: Buffer): Promise<void> {
    if (this.#open?.name !== name) await this.#begin(name);
    const stream = this.#open?.stream;
    if (stream && !stream.write(content)) await once(stream, 'drain');
  }

  async #begin(name: string): Promise<void> {
    await this.end();
    const table = this.#tables.get(name);
    if (!table) throw new BackupError(`The backup holds a table that its manifest does not know: ${name}`);
    const columns = table.columns.map(quoted).join(', ');
    this.#open = { name, stream: this.#client.query(copyFrom(`COPY public.${quoted(name)} (${columns}) FROM STDIN`)) };
  }

  async end(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    if (!open) return;
    open.stream.end();
    await finished(open.stream);
  }
}

async function release(client: pg.Client): Promise<ForeignKey[]> {
  const keys = await foreignKeysOf(client);
  for (const { table, name } of keys) await client.query(`ALTER TABLE public.${quoted(table)} DROP CONSTRAINT ${quoted(name)}`);
  for (const { name } of await tablesOf(client)) await client.query(`ALTER TABLE public.${quoted(name)} DISABLE TRIGGER USER`);
  return keys;
}

/* Every reference is checked while its key is made again. */
async function bind(client: pg.Client, keys: readonly ForeignKey[]): Promise<void> {
  for (const { name } of await tablesOf(client)) await client.query(`ALTER TABLE public.${quoted(name)} ENABLE TRIGGER USER`);
  for (const { table, name, definition } of keys) {
    await client.query(`ALTER TABLE public.${quoted(table)} ADD CONSTRAINT ${quoted(name)} ${definition}`);
  }
}

async function setSequences(client: pg.Client, { sequences }: Manifest): Promise<void> {
  for (const { name, lastValue, isCalled } of sequences) {
    await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [`public.${quoted(name)}`, lastValue, isCalled]);
  }
}

async function loadRows(client: pg.Client, file: string, manifest: Manifest, onRows: OnRows): Promise<CarriedJob[]> {
  const loader = new TableLoader(client, manifest.tables);
  let jobs: CarriedJob[] = [];
  for await (const { name, content } of readArchive(file)) {
    const [kind, table = ''] = name.split('/');
    if (kind === 'tables') {
      await loader.write(table, content);
      onRows(rowsIn(content));
    } else if (name === JOBS) jobs = content.toString('utf8').split('\n').filter(Boolean).map(carriedJob);
  }
  await loader.end();
  return jobs;
}

/**
 * Loads every row in one transaction, foreign keys included, and parks the mails that were waiting. Returns the jobs
 * of the backup; the caller adds them when the tables are those of this release. `onRows` is told of each batch.
 */
export async function load(databaseUrl: string, file: string, manifest: Manifest, onRows: OnRows): Promise<CarriedJob[]> {
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c timezone=UTC', application_name: 'exchange-restore' });
  client.on('error', () => undefined); // the query that is under way reports it
  await client.connect();
  try {
    await client.query('BEGIN');
    const keys = await release(client);
    for (const { name } of manifest.tables) await client.query(`TRUNCATE public.${quoted(name)}`); // what a migration had filled
    const jobs = await loadRows(client, file, manifest, onRows);
    await bind(client, keys);
    await setSequences(client, manifest);
    await client.query(`UPDATE public.mail SET state = 'dead', last_error = $1 WHERE state IN ('queued', 'sending')`, [PARKED]);
    await client.query('COMMIT');
    return jobs;
  } finally {
    await client.end();
  }
}
