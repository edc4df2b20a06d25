import type { DataSource } from 'typeorm';
import { isId } from '../../kernel/ids.ts';
import type { PostKind, PostState } from '../posts/index.ts';
import type { ReportReason, ReportVerdict } from './report.ts';

/** A report with what the office sees of its post. `more`: further open reports of the same post. */
export interface ReportRow {
  id: string;
  postId: string;
  title: string;
  kind: PostKind;
  state: PostState;
  organisation: string;
  reason: ReportReason;
  text: string;
  /** Who reported it, as far as known. */
  reporter: string | null;
  since: Date;
  more: number;
  verdict: ReportVerdict | null;
  answer: string | null;
  answeredAt: Date | null;
  answeredBy: string | null;
}

/** For the office only. */
export interface ReportQueries {
  /** What nobody has answered, one row per post, the oldest first. */
  waiting(limit: number): Promise<{ total: number; rows: ReportRow[] }>;
  find(id: string): Promise<ReportRow | null>;
}

const SELECT = `
  SELECT r.id, p.id AS "postId", p.title, p.kind, p.state, o.name AS organisation, r.reason, r.text,
         COALESCE(w.name || ', ' || w.email, r.address) AS reporter, r.created_at AS since, r.verdict, r.answer, r.answered_at AS "answeredAt",
         a.name AS "answeredBy",
         (SELECT count(*)::int FROM post_report s WHERE s.post_id = p.id AND s.id <> r.id AND s.verdict IS NULL) AS more
  FROM post_report r JOIN post p ON p.id = r.post_id JOIN organisation o ON o.id = p.organisation_id
  LEFT JOIN person w ON w.id = r.person_id LEFT JOIN person a ON a.id = r.answered_by`;

export function reportQueries(dataSource: DataSource): ReportQueries {
  return {
    async waiting(limit) {
      const rows = await dataSource.query<(ReportRow & { total: number })[]>(
        `SELECT *, count(*) OVER ()::int AS total FROM (
           SELECT DISTINCT ON (found."postId") * FROM (${SELECT} WHERE r.verdict IS NULL) found ORDER BY found."postId", found.since) one
         ORDER BY since, id LIMIT $1`, [limit]);
      return { total: rows[0]?.total ?? 0, rows };
    },
    async find(id) {
      const [row] = isId(id) ? await dataSource.query<ReportRow[]>(`${SELECT} WHERE r.id = $1`, [id]) : [];
      return row ?? null;
    },
  };
}
