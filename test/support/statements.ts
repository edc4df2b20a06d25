import type { DataSource } from 'typeorm';

/** Hears every statement that is asked of a data source, and how many rows each gave, until `end` is called. */
export function listenTo(dataSource: DataSource): { calls: string[]; rows: Map<string, number>; end(): void } {
  const calls: string[] = [];
  const rows = new Map<string, number>();
  const asked = dataSource.query.bind(dataSource);
  dataSource.query = async <T>(sql: string, ...rest: unknown[]): Promise<T> => {
    calls.push(sql);
    const found = await asked<T>(sql, ...(rest as []));
    if (Array.isArray(found)) rows.set(sql, found.length);
    return found;
  };
  return { calls, rows, end: () => Reflect.deleteProperty(dataSource, 'query') };
}
