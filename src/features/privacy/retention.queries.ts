import type { DataSource } from 'typeorm';
import type { RuleId } from './retention.ts';

export interface Deletion {
  at: Date;
  rule: RuleId;
  olderThan: Date;
  rows: number;
}

/** The evidence of deletions. */
export interface RetentionQueries {
  /** When the rules were last applied; null before the first night. */
  lastRun(): Promise<Date | null>;
  /** The newest runs that deleted something. */
  deletions(limit: number): Promise<Deletion[]>;
}

export const retentionQueries = (dataSource: DataSource): RetentionQueries => ({
  async lastRun() {
    const [row] = await dataSource.query<{ at: Date | null }[]>(`SELECT max(at) AS at FROM deletion`);
    return row?.at ?? null;
  },
  deletions: (limit) => dataSource.query(
    `SELECT at, rule, older_than AS "olderThan", rows FROM deletion WHERE rows > 0 ORDER BY at DESC, id DESC LIMIT $1`, [limit]),
});
