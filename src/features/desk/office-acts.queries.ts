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

/* A list is one transaction (`xmin` names it), so its rows stand close together. */
const FRESH = `
  INSERT INTO organisation_notice (activity_id, told_at)
  SELECT a.id, $2 FROM activity me JOIN activity a ON a.id BETWEEN me.id - 1000 AND me.id + 1000 AND (a.id = me.id
    OR (me.action = ANY($3) AND a.action = me.action AND a.xmin = me.xmin AND a.organisation_id = me.organisation_id
      AND a.person_id = me.person_id AND a.on_behalf AND me.on_behalf))
  WHERE me.id = $1 ORDER BY a.id
  ON CONFLICT (activity_id) DO NOTHING RETURNING activity_id AS id`;

/** Acts by which a pasted list comes in: one for each of its posts. */
const BY_LIST = ['post.published', 'post.submitted', 'post.drafted'];

/**
 * The act and those of the same list that nobody has told of yet, for whoever comes first to tell them; none when it was told
 * before, or when there is nobody to tell. Two at once meet the same rows in the same order: the second waits, and finds none.
 */
export async function takeUntold(manager: EntityManager, activityId: string, now: Date): Promise<OfficeAct[]> {
  const fresh = await manager.query<{ id: string }[]>(FRESH, [activityId, now, BY_LIST]);
  const rows = await manager.query<Row[]>(
    `SELECT a.action, a.on_behalf AS "onBehalf", a.person_id AS "personId", p.name AS person, o.id AS "organisationId", o.name AS organisation,
            a.post_id AS "postId", x.title, x.kind, CASE WHEN a.action LIKE 'post.%' THEN a.data->>'reason' END AS reason
     FROM activity a JOIN organisation o ON o.id = a.organisation_id LEFT JOIN person p ON p.id = a.person_id LEFT JOIN post x ON x.id = a.post_id
     WHERE a.id = ANY($1) ORDER BY a.id`, [fresh.map(({ id }) => id)]);
  return rows.map(({ title, kind, ...act }) => ({ ...act, post: title !== null && kind !== null ? { title, kind } : null }));
}
