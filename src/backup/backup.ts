import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { MIGRATION_LOCK } from '../db/migrate.ts';
import { waitingJobs } from '../jobs/carry-over.queries.ts';
import { writeArchive, type ArchiveWriter } from './archive.ts';
import { backedUp, migrationsOf, quoted, sequencesOf, type Table } from './catalogue.ts';
import { BackupError, filePart, JOBS, MANIFEST, tablePart, type Manifest, type TableEntry } from './manifest.ts';

export interface BackupOptions {
  databaseUrl: string;
  file: string;
  /** Folder of uploaded files; may not exist. */
  filesFolder: string;
  version: string;
  settings: Record<string, string>;
  secretFingerprint: string;
  now: Date;
  /** Told how many of all rows are written. */
  onProgress?(done: number, total: number): void;
}

const PART_BYTES = 4 * 1024 * 1024;
const NEWLINE = 10;

/** Rows in a piece of COPY text: newlines inside values are escaped there. */
export function rowsIn(chunk: Buffer): number {
  let rows = 0;
  for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) rows += 1;
  return rows;
}

async function writeTable(client: pg.Client, archive: ArchiveWriter, table: Table, onRows: (rows: number) => void): Promise<TableEntry> {
  const hash = createHash('sha256');
  const columns = table.columns.map(quoted).join(', ');
  let [rows, bytes, part, held]: [number, number, number, Buffer[]] = [0, 0, 0, []];
  const flush = async () => {
    const content = Buffer.concat(held);
    held = [];
    if (content.length > 0) await archive.add(tablePart(table.name, (part += 1)), content);
  };
  for await (const chunk of client.query(copyTo(`COPY public.${quoted(table.name)} (${columns}) TO STDOUT`)) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    const found = rowsIn(chunk);
    rows += found;
    onRows(found);
    held.push(chunk);
    if (held.reduce((sum, { length }) => sum + length, 0) >= PART_BYTES) await flush();
  }
  await flush();
  return { name: table.name, columns: table.columns, rows, bytes, sha256: hash.digest('hex') };
}

async function writeTables(client: pg.Client, archive: ArchiveWriter, onProgress: BackupOptions['onProgress']): Promise<TableEntry[]> {
  const tables = await backedUp(client);
  const counts = tables.map(({ name }) => `(SELECT count(*) FROM public.${quoted(name)})`).join(' + ');
  const { rows: [all] } = await client.query<{ total: string }>(`SELECT (${counts})::text AS total`);
  let done = 0;
  const entries: TableEntry[] = [];
  for (const table of tables) {
    entries.push(await writeTable(client, archive, table, (rows) => onProgress?.((done += rows), Number(all?.total ?? 0))));
  }
  return entries;
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

async function writeJobs(client: pg.Client, archive: ArchiveWriter): Promise<Manifest['jobs']> {
  const jobs = await waitingJobs(client);
  const content = Buffer.from(jobs.map((job) => `${JSON.stringify(job)}\n`).join(''));
  await archive.add(JOBS, content);
  return { rows: jobs.length, sha256: sha256(content) };
}

/* After the rows, which never name a file that is not there yet. One that was deleted meanwhile is not missed. */
async function writeFiles(folder: string, archive: ArchiveWriter): Promise<Manifest['files']> {
  if (!existsSync(folder)) return [];
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: Manifest['files'] = [];
  for (const entry of found.filter((one) => one.isFile())) {
    const full = join(entry.parentPath, entry.name);
    const path = full.slice(folder.length).replaceAll('\\', '/').replace(/^\/+/, '');
    const content = await readFile(full).catch(() => null);
    if (!content || path.endsWith('.part')) continue;
    await archive.add(filePart(path), content);
    files.push({ path, bytes: content.length, sha256: sha256(content) });
  }
  return files;
}

async function writeAll(client: pg.Client, archive: ArchiveWriter, options: BackupOptions): Promise<Manifest> {
  // No migration may begin while tables are read; the lock comes before the snapshot.
  await client.query('SELECT pg_advisory_lock_shared($1)', [MIGRATION_LOCK]);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const migrations = await migrationsOf(client);
  if (migrations.length === 0) throw new BackupError('The database has none of the product\'s tables: there is nothing to back up.');
  const tables = await writeTables(client, archive, options.onProgress);
  const manifest: Manifest = {
    format: 1, product: 'gielda-kooperacji', version: options.version, createdAt: options.now.toISOString(), migrations, tables,
    sequences: await sequencesOf(client), jobs: await writeJobs(client, archive), files: await writeFiles(options.filesFolder, archive),
    settings: options.settings, secretFingerprint: options.secretFingerprint,
  };
  await client.query('COMMIT');
  await archive.add(MANIFEST, Buffer.from(JSON.stringify(manifest, null, 1)));
  return manifest;
}

/**
 * Writes everything that cannot be derived into one file, as of one moment, while the exchange goes on working: every
 * table (one repeatable-read transaction), the waiting jobs, the uploaded files, the settings that are no secrets.
 * @throws BackupError, or whatever the database or the disk says; no half-written file is left under the name
 */
export async function backup(options: BackupOptions): Promise<Manifest> {
  const client = new pg.Client({ connectionString: options.databaseUrl, options: '-c timezone=UTC', application_name: 'exchange-backup' });
  client.on('error', () => undefined); // the query that is under way reports it
  await client.connect();
  const archive = writeArchive(options.file);
  try {
    const manifest = await writeAll(client, archive, options);
    await archive.finish();
    return manifest;
  } catch (error) {
    await archive.abandon();
    throw error;
  } finally {
    await client.end();
  }
}
