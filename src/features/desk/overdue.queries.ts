import type { EntityManager } from 'typeorm';

/** Something that waits for the office's decision. */
export interface Undecided {
  kind: 'review' | 'application' | 'report';
  id: string;
  /** Its page: of the post, the application or the report; the organisation's for one without an application. */
  page: 'post' | 'application' | 'report' | 'organisation';
  pageId: string;
  title: string;
  organisation: string;
  since: Date;
}

const UNTOLD = `NOT EXISTS (SELECT FROM office_reminder t WHERE t.kind = w.kind AND t.subject_id = w.id AND t.since = w.since)`;

/** Everything that waits and that the office has not been reminded of, the oldest first. Telling it goes one at a time. */
export async function lockUntold(manager: EntityManager): Promise<Undecided[]> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('office-reminder', 0))`);
  return manager.query(
    `SELECT w.* FROM (
       SELECT 'review' AS kind, p.id, 'post' AS page, p.id AS "pageId", p.title, o.name AS organisation,
              COALESCE((SELECT max(a.at) FROM activity a
                        WHERE a.post_id = p.id AND a.action IN ('post.submitted','post.hidden')), p.created_at) AS since
       FROM post p JOIN organisation o ON o.id = p.organisation_id WHERE p.state = 'in-review'
       UNION ALL
       SELECT 'application', o.id, CASE WHEN a.id IS NULL THEN 'organisation' ELSE 'application' END, COALESCE(a.id, o.id), o.name, o.name,
              COALESCE(a.verified_at, o.created_at)
       FROM organisation o LEFT JOIN application a ON a.organisation_id = o.id AND a.state = 'waiting'
       WHERE a.id IS NOT NULL OR o.membership IN ('applied','recommended')
       UNION ALL
       SELECT 'report', r.id, 'report', r.id, p.title, o.name, r.created_at
       FROM post_report r JOIN post p ON p.id = r.post_id JOIN organisation o ON o.id = p.organisation_id WHERE r.verdict IS NULL) w
     WHERE ${UNTOLD} ORDER BY since, id LIMIT 500`);
}

export async function markReminded(manager: EntityManager, told: readonly Undecided[], now: Date): Promise<void> {
  for (const { kind, id, since } of told) {
    await manager.query(
      `INSERT INTO office_reminder (kind, subject_id, since, told_at) VALUES ($1,$2,$3,$4) ON CONFLICT DO NOTHING`, [kind, id, since, now]);
  }
}
