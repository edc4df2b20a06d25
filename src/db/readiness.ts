import type { DataSource } from 'typeorm';

export interface DatabaseReport {
  ready: boolean;
  database: boolean;
  migrations: boolean;
  queueAge: number | null;
}

const OLDEST_JOB = `
  SELECT extract(epoch FROM now() - min(run_at))::int AS age FROM graphile_worker._private_jobs
  WHERE run_at < now() AND attempts < max_attempts AND locked_at IS NULL`;

/** Can this process do its work: database reachable, no migration missing, and how long the oldest due job has waited. */
export function readinessOf(dataSource: DataSource): () => Promise<DatabaseReport> {
  let migrated = false;
  return async () => {
    migrated ||= !(await dataSource.showMigrations());
    const [row] = await dataSource.query<{ age: number | null }[]>(OLDEST_JOB);
    return { ready: migrated, database: true, migrations: migrated, queueAge: row?.age ?? null };
  };
}
