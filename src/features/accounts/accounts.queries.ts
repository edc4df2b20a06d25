import type { DataSource } from 'typeorm';
import { prepared } from '../../db/prepared.ts';
import { systemClock, type Clock } from '../../kernel/clock.ts';
import type { Language, OfficeRole, OrganisationRole, PersonActor } from '../../kernel/actor.ts';
import { inThePlaceOf } from './on-behalf.queries.ts';
import { ABSOLUTE_LIMIT } from './sign-in.ts';

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

const ACTOR = (open: boolean): string => prepared(`
  SELECT p.id, p.name, p.email, p.language, p.office_role, o.id AS organisation_id, o.name AS organisation_name,
         m.role, o.membership = 'approved' AS approved
  FROM person p
  ${open ? `JOIN sign_in s ON s.id = $3 AND s.person_id = p.id AND s.outcome = 'in' AND s.ended_at IS NULL AND s.at > $4` : ''}
  LEFT JOIN membership m ON m.person_id = p.id
  LEFT JOIN organisation o ON o.id = m.organisation_id
  WHERE p.state = 'active' AND p.email_verified_at IS NOT NULL AND p.id = $1
  ORDER BY (o.id = $2) DESC NULLS LAST, o.name LIMIT 1`);

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

/** What signing in needs of an active account whose address is confirmed. */
export interface Credentials {
  id: string;
  passwordHash: string | null;
  /** Has a code generator: a password alone is not enough. */
  secondStep: boolean;
}

/** Reads of the accounts feature. */
export interface AccountQueries {
  /** The person as an actor for this organisation, or for the first of theirs; null when gone or disabled. */
  actor(personId: string, organisationId: string | null): Promise<PersonActor | null>;
  /** The same, as long as this sign-in has not ended and is not older than the absolute limit; the office may stand in for any organisation. */
  signedIn(personId: string, organisationId: string | null, signInId: string): Promise<PersonActor | null>;
  credentials(email: string): Promise<Credentials | null>;
  /** The organisations a person may act for. */
  organisations(personId: string): Promise<{ id: string; name: string }[]>;
}

export function accountQueries(dataSource: DataSource, clock: Clock = systemClock): AccountQueries {
  return {
    async actor(personId, organisationId) {
      const [row] = await dataSource.query<ActorRow[]>(ACTOR(false), [personId, organisationId]);
      return row ? actorOf(row) : null;
    },
    async signedIn(personId, organisationId, signInId) {
      const oldest = new Date(clock.now().getTime() - ABSOLUTE_LIMIT);
      const [row] = await dataSource.query<ActorRow[]>(ACTOR(true), [personId, organisationId, signInId, oldest]);
      return row ? inThePlaceOf(dataSource, actorOf(row), organisationId) : null;
    },
    async credentials(email) {
      const [row] = await dataSource.query<Credentials[]>(
        `SELECT p.id, p.password_hash AS "passwordHash", g.person_id IS NOT NULL AS "secondStep"
         FROM person p LEFT JOIN code_generator g ON g.person_id = p.id AND g.confirmed_at IS NOT NULL
         WHERE p.email = $1 AND p.state = 'active' AND p.email_verified_at IS NOT NULL`,
        [email.replaceAll('\0', '')],
      );
      return row ?? null;
    },
    organisations: (personId) =>
      dataSource.query(
        `SELECT o.id, o.name FROM membership m JOIN organisation o ON o.id = m.organisation_id WHERE m.person_id = $1 ORDER BY o.name`,
        [personId],
      ),
  };
}
