import type { EntityManager } from 'typeorm';
import { isOffice, type OrganisationRole, type PersonActor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import type { Colleague, Standing } from './colleague.ts';

interface Row {
  id: string;
  name: string;
  kind: string;
  approved: boolean;
  role: OrganisationRole | null;
}

/** An organisation as the actor stands to it; absent and foreign look alike. @throws DomainError not-found */
export async function standingIn(manager: EntityManager, actor: PersonActor, organisationId: string): Promise<Standing> {
  const [row] = isId(organisationId)
    ? await manager.query<Row[]>(
        `SELECT o.id, o.name, o.kind, o.membership = 'approved' AS approved, m.role FROM organisation o
         LEFT JOIN membership m ON m.organisation_id = o.id AND m.person_id = $2 WHERE o.id = $1`,
        [organisationId, actor.personId],
      )
    : [];
  if (!row || (row.role === null && !isOffice(actor))) throw new DomainError('not-found', 'errors.not-found');
  const office = row.kind === 'office';
  const manages = !office && (row.role === 'organisation-admin' || isOffice(actor));
  return { organisation: { id: row.id, name: row.name, office, approved: row.approved }, role: row.role, manages, onBehalf: row.role === null };
}

const COLLEAGUE = `SELECT p.id, p.name, p.email, p.language, m.role, p.state = 'active' AND p.email_verified_at IS NOT NULL AS active,
  m.created_at AS since
  FROM membership m JOIN person p ON p.id = m.person_id WHERE m.organisation_id = $1`;

/** Everybody who acts for the organisation, by name. */
export const colleaguesOf = (manager: EntityManager, organisationId: string): Promise<Colleague[]> =>
  manager.query(`${COLLEAGUE} ORDER BY p.name, p.id`, [organisationId]);

/** The same, locked until the end of the transaction: two who change roles at once wait for one another. */
export const lockColleagues = (manager: EntityManager, organisationId: string): Promise<Colleague[]> =>
  manager.query(`${COLLEAGUE} ORDER BY p.id FOR UPDATE OF m`, [organisationId]);
