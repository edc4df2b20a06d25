import type { EntityManager } from 'typeorm';

/** Something the office did in an organisation's place or decided about it, as the history has it. */
export interface OfficeAct {
  action: string;
  onBehalf: boolean;
  personId: string | null;
  person: string | null;
  organisationId: string;
  organisation: string;
  postId: string | null;
  post: { title: string; kind: 'need' | 'offer' } | null;
  reason: string | null;
}

interface Row extends Omit<OfficeAct, 'post'> {
  title: string | null;
  kind: 'need' | 'offer' | null;
}

/** The act, for whoever comes first to tell it: null when it was told before, or when there is nobody to tell. */
export async function takeUntold(manager: EntityManager, activityId: string, now: Date): Promise<OfficeAct | null> {
  const fresh = await manager.query<unknown[]>(
    `INSERT INTO organisation_notice (activity_id, told_at) SELECT id, $2 FROM activity WHERE id = $1
     ON CONFLICT (activity_id) DO NOTHING RETURNING activity_id`, [activityId, now]);
  if (fresh.length === 0) return null;
  const [row] = await manager.query<Row[]>(
    `SELECT a.action, a.on_behalf AS "onBehalf", a.person_id AS "personId", p.name AS person, o.id AS "organisationId", o.name AS organisation,
            a.post_id AS "postId", x.title, x.kind, CASE WHEN a.action LIKE 'post.%' THEN a.data->>'reason' END AS reason
     FROM activity a JOIN organisation o ON o.id = a.organisation_id LEFT JOIN person p ON p.id = a.person_id LEFT JOIN post x ON x.id = a.post_id
     WHERE a.id = $1`, [activityId]);
  if (!row) return null;
  const { title, kind, ...act } = row;
  return { ...act, post: title !== null && kind !== null ? { title, kind } : null };
}
