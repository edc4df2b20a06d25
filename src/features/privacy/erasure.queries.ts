import type { DataSource, EntityManager } from 'typeorm';

/** What ties a person to organisations and to the installation: what erasing them would leave alone. */
export interface Ties {
  /** Organisations with other people, none of whom could look after it. */
  handOver: { id: string; name: string }[];
  /** Organisations in which nobody else is: they close with the person. */
  closing: { id: string; name: string; openCommitments: number; livePosts: string[] }[];
  lastAdministrator: boolean;
}

const ORGANISATIONS = `
  SELECT o.id, o.name,
    (SELECT count(*)::int FROM membership x JOIN person y ON y.id = x.person_id
     WHERE x.organisation_id = o.id AND x.person_id <> $1 AND y.state = 'active') AS others,
    EXISTS (SELECT FROM membership x JOIN person y ON y.id = x.person_id
            WHERE x.organisation_id = o.id AND x.person_id <> $1 AND y.state = 'active'
            AND x.role = 'organisation-admin') AS "otherAdmin",
    (SELECT count(*)::int FROM commitment c WHERE o.id IN (c.supplier_id, c.owner_id)
       AND c.state IN ('proposed', 'accepted', 'in-production', 'partly-sent', 'sent')) AS "openCommitments",
    ARRAY(SELECT p.id FROM post p WHERE p.organisation_id = o.id AND p.state IN ('in-review', 'published') ORDER BY p.created_at) AS "livePosts"
  FROM membership m JOIN organisation o ON o.id = m.organisation_id
  WHERE m.person_id = $1 AND m.role = 'organisation-admin' AND o.kind <> 'office' ORDER BY o.name`;

interface Row {
  id: string;
  name: string;
  others: number;
  otherAdmin: boolean;
  openCommitments: number;
  livePosts: string[];
}

export async function tiesOf(manager: EntityManager, personId: string): Promise<Ties> {
  const rows = await manager.query<Row[]>(ORGANISATIONS, [personId]);
  const [last] = await manager.query<{ yes: boolean }[]>(
    `SELECT office_role = 'administrator' AND NOT EXISTS (
       SELECT FROM person o WHERE o.office_role = 'administrator' AND o.state = 'active' AND o.id <> p.id) AS yes
     FROM person p WHERE p.id = $1`, [personId]);
  return {
    handOver: rows.filter(({ others, otherAdmin }) => others > 0 && !otherAdmin).map(({ id, name }) => ({ id, name })),
    closing: rows.filter(({ others }) => others === 0).map(({ id, name, openCommitments, livePosts }) => ({ id, name, openCommitments, livePosts })),
    lastAdministrator: last?.yes === true,
  };
}

export interface Erasure {
  personId: string;
  erasedAt: Date;
  askedBy: 'self' | 'operator';
}

/** Reads around erasing people. */
export interface ErasureQueries {
  /** For the page: what would stand in the way now. */
  ties(personId: string): Promise<Ties>;
  /** Who was erased since a day, by id: what an operator repeats after restoring an older backup. */
  since(day: string): Promise<Erasure[]>;
}

export const erasureQueries = (dataSource: DataSource): ErasureQueries => ({
  ties: (personId) => tiesOf(dataSource.manager, personId),
  since: (day) => dataSource.query(
    `SELECT person_id AS "personId", erased_at AS "erasedAt", asked_by AS "askedBy" FROM erasure
     WHERE erased_at >= $1::date ORDER BY erased_at`, [day]),
});
