import type { DataSource } from 'typeorm';
import type { Language, OfficeRole, OrganisationRole, PersonActor } from '../../kernel/actor.ts';

interface ActorRow {
  id: string;
  name: string;
  email: string;
  language: Language;
  office_role: OfficeRole | null;
  organisation_id: string | null;
  organisation_name: string | null;
  role: OrganisationRole | null;
  approved: boolean | null;
}

const ACTOR = `
  SELECT p.id, p.name, p.email, p.language, p.office_role, o.id AS organisation_id, o.name AS organisation_name,
         m.role, o.membership = 'approved' AS approved
  FROM person p
  LEFT JOIN membership m ON m.person_id = p.id
  LEFT JOIN organisation o ON o.id = m.organisation_id
  WHERE p.state = 'active' AND p.id = $1
  ORDER BY (o.id = $2) DESC NULLS LAST, o.name LIMIT 1`;

function actorOf(row: ActorRow): PersonActor {
  const { organisation_id: id, organisation_name: name, role } = row;
  return {
    kind: 'person',
    personId: row.id,
    name: row.name,
    email: row.email,
    language: row.language,
    officeRole: row.office_role,
    organisation: id && name && role ? { id, name, role, approved: row.approved === true } : null,
  };
}

/** Reads of the accounts feature. */
export interface AccountQueries {
  /** The person as an actor for this organisation, or for the first of theirs; null when gone or disabled. */
  actor(personId: string, organisationId: string | null): Promise<PersonActor | null>;
  credentials(email: string): Promise<{ id: string; passwordHash: string | null } | null>;
  /** The organisations a person may act for. */
  organisations(personId: string): Promise<{ id: string; name: string }[]>;
}

export function accountQueries(dataSource: DataSource): AccountQueries {
  return {
    async actor(personId, organisationId) {
      const [row] = await dataSource.query<ActorRow[]>(ACTOR, [personId, organisationId]);
      return row ? actorOf(row) : null;
    },
    async credentials(email) {
      const [row] = await dataSource.query<{ id: string; password_hash: string | null }[]>(
        `SELECT id, password_hash FROM person WHERE email = $1 AND state = 'active'`,
        [email],
      );
      return row ? { id: row.id, passwordHash: row.password_hash } : null;
    },
    organisations: (personId) =>
      dataSource.query(
        `SELECT o.id, o.name FROM membership m JOIN organisation o ON o.id = m.organisation_id WHERE m.person_id = $1 ORDER BY o.name`,
        [personId],
      ),
  };
}
