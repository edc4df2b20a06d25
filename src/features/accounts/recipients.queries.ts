import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/errors.ts';
import type { Recipient } from '../../mail/outbox.repository.ts';

const SELECT = `SELECT p.id AS "personId", p.name, p.email AS address, p.language FROM person p`;

/** The active people of an organisation. Nobody is mailed before the address is confirmed. */
export function membersOf(manager: EntityManager, organisationId: string): Promise<Recipient[]> {
  return manager.query(
    `${SELECT} JOIN membership m ON m.person_id = p.id WHERE m.organisation_id = $1 AND p.state = 'active' AND p.email_verified_at IS NOT NULL
       ORDER BY p.id`,
    [organisationId],
  );
}

/**
 * A link from a mail speaks for an organisation only as long as whom it was mailed to does.
 * @throws DomainError not-found once they have left, or may not sign in any more
 */
export async function checkStillMember(manager: EntityManager, personId: string | null, organisationId: string): Promise<void> {
  const members = await membersOf(manager, organisationId);
  if (!members.some((member) => member.personId === personId)) throw new DomainError('not-found', 'errors.link-unknown');
}

/** Everybody in the cluster's office. */
export function officePeople(manager: EntityManager): Promise<Recipient[]> {
  return manager.query(`${SELECT} WHERE p.office_role IS NOT NULL AND p.state = 'active' AND p.email_verified_at IS NOT NULL ORDER BY p.id`);
}
