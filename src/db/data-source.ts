import 'reflect-metadata';
import { DefaultNamingStrategy, type DataSource, type EntitySchema } from 'typeorm';
import { migrations } from '../../migrations/index.ts';
import { TogetherDataSource } from './together.ts';
import { watchedClient } from './watched-client.ts';

/** Properties are camelCase in the code, columns are snake_case in SQL: one rule instead of a name per column. */
class SnakeCase extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

/** Every migration of this release, in the order in which they run. */
export const migrationNames: readonly string[] = migrations.map(({ name }) => name);

export interface DataSourceOptions {
  url: string;
  schemas?: readonly EntitySchema[];
  poolSize?: number;
  /** Only these migrations, by name. */
  only?: readonly string[];
  /** For running migrations: see {@link UPGRADE}. */
  migrating?: boolean;
  onPoolError?: (error: Error) => void;
}

/** What pages and jobs ask is answered soon, or not at all. */
const SERVING = '-c statement_timeout=30000';
/**
 * An upgrade may build an index for minutes, silent all the while; cut off, it would begin anew at each start. It must not
 * wait long for a table, though: behind a waiting ALTER TABLE everybody else who wants the table waits too.
 */
const UPGRADE = '-c statement_timeout=0 -c lock_timeout=10000';

/**
 * A TypeORM data source on the given PostgreSQL. Server side everything is UTC; a connection that cannot be had
 * within five seconds is an error, so that a page never hangs on a dead database. The tables fit into memory, so a page
 * read out of order costs what one read in order does; otherwise the planner reads whole tables word by word.
 */
export function createDataSource(options: DataSourceOptions): DataSource {
  const { only, migrating = false } = options;
  return new TogetherDataSource({
    type: 'postgres',
    url: options.url,
    entities: [...(options.schemas ?? [])],
    migrations: only ? migrations.filter(({ name }) => only.includes(name)) : migrations,
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeCase(),
    synchronize: false,
    logging: false,
    poolSize: options.poolSize ?? 10,
    poolErrorHandler: options.onPoolError ?? (() => undefined),
    connectTimeoutMS: 5_000,
    applicationName: 'exchange',
    extra: {
      options: `-c timezone=UTC -c jit=off -c random_page_cost=1.1 ${migrating ? UPGRADE : SERVING} -c idle_in_transaction_session_timeout=30000`,
      Client: migrating ? watchedClient(0) : watchedClient(),
      // The driver sends what it is asked without waiting for the answer before it.
      pipeline: true,
    },
  });
}
