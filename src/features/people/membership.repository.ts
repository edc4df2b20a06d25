import type { EntityManager } from 'typeorm';
import type { OrganisationRole } from '../../kernel/actor.ts';

/** Makes somebody act for an organisation; who does already keeps the role. False then. */
export async function addMember(
  manager: EntityManager,
  personId: string,
  organisationId: string,
  role: OrganisationRole,
  now: Date,
): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `INSERT INTO membership (person_id, organisation_id, role, created_at) VALUES ($1,$2,$3,$4) ON CONFLICT DO NOTHING RETURNING person_id`,
    [personId, organisationId, role, now],
  );
  return rows.length === 1;
}

export async function giveRole(manager: EntityManager, personId: string, organisationId: string, role: OrganisationRole): Promise<void> {
  await manager.query(`UPDATE membership SET role = $3 WHERE person_id = $1 AND organisation_id = $2`, [personId, organisationId, role]);
}

/** The person no longer acts for the organisation, and gets nothing more about it. */
export async function removeMember(manager: EntityManager, personId: string, organisationId: string): Promise<void> {
  await manager.query(`DELETE FROM alert_preference WHERE person_id = $1 AND organisation_id = $2`, [personId, organisationId]);
  await manager.query(`DELETE FROM membership WHERE person_id = $1 AND organisation_id = $2`, [personId, organisationId]);
}
