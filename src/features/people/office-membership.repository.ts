import type { EntityManager } from 'typeorm';

/** The person is no longer of the cluster's office. */
export async function leaveOffice(manager: EntityManager, personId: string): Promise<void> {
  await manager.query(
    `DELETE FROM membership WHERE person_id = $1 AND organisation_id IN (SELECT id FROM organisation WHERE kind = 'office')`, [personId]);
}
