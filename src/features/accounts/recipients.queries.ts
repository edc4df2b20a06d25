import type { EntityManager } from 'typeorm';
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

/** Everybody in the cluster's office. */
export function officePeople(manager: EntityManager): Promise<Recipient[]> {
  return manager.query(`${SELECT} WHERE p.office_role IS NOT NULL AND p.state = 'active' AND p.email_verified_at IS NOT NULL ORDER BY p.id`);
}
