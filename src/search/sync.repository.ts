import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { addJobs } from '../jobs/add-job.ts';
import type { IndexEntry } from './server-engine.ts';

/** The job that tells the search server what has changed. */
export const SYNC_SEARCH = 'sync-search';

const QUEUE = 'search';
const TELLING = 5_210_845;
const BUILDING = 5_210_846;
const LOCK_PATIENCE = 20_000;
const NO_ID = '00000000-0000-0000-0000-000000000000';
const LOCK_PAUSE = 50;
/** Longer than any rebuild may have been broken off. */
const KEPT = '7 days';

/** A post that the server has not been told of, as it is since the change of this number. */
export interface Waiting {
  id: string;
  change: string;
}

/** A rebuild that has begun: what had been written when it broke off, and the first transaction it may have missed. */
export interface Unfinished {
  signature: string;
  cursor: string | null;
  transaction: string;
}

/** What is known of the server's index. */
export interface IndexRow {
  signature: string | null;
  documents: number | null;
  drift: number | null;
  repaired: number | null;
  checkedAt: Date | null;
  /** Seconds since the last check. */
  checkedAgo: number | null;
  fault: string | null;
  faultAt: Date | null;
  /** Posts waiting, and how many seconds the first of them has waited. */
  waiting: number;
  waitingFor: number;
  rebuild: Unfinished | null;
}

/** The list of changes on their way to a search server, and the record of its index. */
export interface SearchSync {
  /** In the transaction of the change: the server has to be told of these posts. */
  note(tx: object, ids: readonly string[]): Promise<void>;
  inTransaction(body: (tx: object) => Promise<void>): Promise<void>;
  waiting(limit: number): Promise<Waiting[]>;
  /** Those that changed again meanwhile go on waiting. */
  told(waiting: readonly Waiting[]): Promise<void>;
  /** Tells the server of something: one at a time in all processes. @throws Busy when another one does not end in time */
  exclusively<T>(body: () => Promise<T>): Promise<T>;
  /** Builds an index: one at a time too. @throws Busy at once when another one does */
  building<T>(body: () => Promise<T>): Promise<T>;
  /** From here on: every change that a reader starting now cannot see has this transaction or a later one. */
  horizon(): Promise<string>;
  changedSince(transaction: string): Promise<string[]>;
  /** Sees to it that the changes are looked at again in so many seconds. */
  later(seconds: number): Promise<void>;
  /** What an index should hold of these posts, as the database has it. */
  entries(ids: readonly string[]): Promise<IndexEntry[]>;
  /** All posts that an index should hold, in pages. */
  ids(): AsyncIterable<readonly string[]>;
  read(): Promise<IndexRow>;
  write(values: Partial<Pick<IndexRow, 'signature' | 'documents' | 'drift' | 'repaired' | 'fault' | 'rebuild'>>): Promise<void>;
  /** Notes a check that has ended. */
  checked(values: { documents: number; drift: number; repaired: number }): Promise<void>;
  forgetOld(): Promise<void>;
}

const NOTE = `
  INSERT INTO search_change AS known (post_id, transaction, since)
  SELECT id, pg_current_xact_id(), clock_timestamp() FROM unnest($1::uuid[]) AS id ORDER BY id
  ON CONFLICT (post_id) DO UPDATE SET change = EXCLUDED.change, transaction = EXCLUDED.transaction,
    since = CASE WHEN known.synced IS DISTINCT FROM known.change THEN known.since ELSE EXCLUDED.since END`;

const READ = `
  SELECT signature, documents, drift, repaired, checked_at AS "checkedAt", fault, fault_at AS "faultAt", rebuild,
    extract(epoch FROM clock_timestamp() - checked_at)::float8 AS "checkedAgo",
    coalesce(late.waiting, 0)::int AS waiting, coalesce(late.seconds, 0)::float8 AS "waitingFor"
  FROM search_index, (
    SELECT count(*) AS waiting, extract(epoch FROM clock_timestamp() - min(since)) AS seconds
    FROM (SELECT since FROM search_change WHERE synced IS DISTINCT FROM change ORDER BY since LIMIT 1000) AS first
  ) AS late`;

const COLUMNS = { signature: 'signature', documents: 'documents', drift: 'drift', repaired: 'repaired', fault: 'fault', rebuild: 'rebuild' };

export const searchSync = (dataSource: DataSource): SearchSync => ({
  ...listOf(dataSource),
  ...recordOf(dataSource),
  exclusively: (body) => locked(dataSource, TELLING, LOCK_PATIENCE, body),
  building: (body) => locked(dataSource, BUILDING, 0, body),
  inTransaction: (body) => dataSource.transaction(body),
  entries: (ids) => dataSource.query(
    'SELECT id, version, covered, visibility FROM search_document WHERE id = ANY ($1::uuid[])', [ids],
  ),
  async *ids() {
    for (let after = NO_ID; ; ) {
      const rows = await dataSource.query<{ id: string }[]>(
        'SELECT id FROM search_document WHERE id > $1 ORDER BY id LIMIT 5000', [after],
      );
      const last = rows.at(-1);
      if (!last) return;
      yield rows.map(({ id }) => id);
      after = last.id;
    }
  },
});

type Record = Pick<SearchSync, 'read' | 'write' | 'checked' | 'forgetOld'>;

/* What is known of the index. */
function recordOf(dataSource: DataSource): Record {
  const write: SearchSync['write'] = async (values) => {
    const given = Object.entries(values) as [keyof typeof COLUMNS, unknown][];
    const sets = given.map(([name], at) => `${COLUMNS[name]} = $${at + 1}`);
    if ('fault' in values) sets.push(`fault_at = ${values.fault === null ? 'NULL' : 'clock_timestamp()'}`);
    await dataSource.query(
      `UPDATE search_index SET ${sets.join(', ')}`,
      given.map(([name, value]) => (name === 'rebuild' && value !== null ? JSON.stringify(value) : value)),
    );
  };
  return {
    async read() {
      const [row] = await dataSource.query<IndexRow[]>(READ);
      if (!row) throw new Error('search_index has no row');
      return row;
    },
    write,
    async checked({ documents, drift, repaired }) {
      await dataSource.query(
        'UPDATE search_index SET documents = $1, drift = $2, repaired = $3, checked_at = clock_timestamp()', [documents, drift, repaired],
      );
    },
    async forgetOld() {
      await dataSource.query(
        `DELETE FROM search_change WHERE synced = change AND since < now() - '${KEPT}'::interval
         AND NOT EXISTS (SELECT FROM search_index WHERE rebuild IS NOT NULL)`,
      );
    },
  };
}

type List = Pick<SearchSync, 'note' | 'waiting' | 'told' | 'horizon' | 'changedSince' | 'later'>;

/* What the server has still to be told. */
function listOf(dataSource: DataSource): List {
  return {
    async note(tx, ids) {
      const [first] = ids;
      if (first === undefined) return;
      const manager = tx as EntityManager;
      await manager.query(NOTE, [ids]);
      // A key per post and not one for all: that one row would make every publication wait for the one before.
      await addJobs(manager, [{ name: SYNC_SEARCH, payload: {}, key: `search:${first}`, queue: QUEUE, priority: -1, maxAttempts: 3 }]);
    },
    waiting: (limit) => dataSource.query(
      `SELECT post_id AS id, change FROM search_change WHERE synced IS DISTINCT FROM change ORDER BY since LIMIT $1`, [limit],
    ),
    async told(waiting) {
      await dataSource.query(
        `UPDATE search_change c SET synced = told.change FROM unnest($1::uuid[], $2::bigint[]) AS told (id, change)
         WHERE c.post_id = told.id AND c.change = told.change`,
        [waiting.map(({ id }) => id), waiting.map(({ change }) => change)],
      );
    },
    async horizon() {
      const [row] = await dataSource.query<{ first: string }[]>('SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS first');
      return row?.first ?? '0';
    },
    async changedSince(transaction) {
      const rows = await dataSource.query<{ id: string }[]>(
        'SELECT post_id AS id FROM search_change WHERE transaction >= $1::xid8 ORDER BY post_id', [transaction],
      );
      return rows.map(({ id }) => id);
    },
    async later(seconds) {
      const [row] = await dataSource.query<{ at: Date }[]>('SELECT now() + make_interval(secs => $1) AS at', [seconds]);
      const again = { name: SYNC_SEARCH, payload: {}, key: 'search:again', queue: QUEUE, maxAttempts: 3 };
      if (row) await addJobs(dataSource.manager, [{ ...again, runAt: row.at }]);
    },
  };
}

/** Another process is at it. */
export class Busy extends Error {
  override readonly name = 'Busy';
}

/* A lock of the session and not of a transaction: a transaction that waits for another server would be ended. */
async function locked<T>(dataSource: DataSource, lock: number, patience: number, body: () => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  const end = performance.now() + patience;
  try {
    while (!(await taken(runner, lock))) {
      if (performance.now() >= end) throw new Busy('another process is writing the search index');
      await new Promise((resolve) => setTimeout(resolve, LOCK_PAUSE));
    }
    try {
      return await body();
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [lock]);
    }
  } finally {
    await runner.release();
  }
}

async function taken(runner: QueryRunner, lock: number): Promise<boolean> {
  const [row] = (await runner.query('SELECT pg_try_advisory_lock($1) AS mine', [lock])) as { mine: boolean }[];
  return row?.mine ?? false;
}
