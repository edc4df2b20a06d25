import type { EntityManager } from 'typeorm';
import { STANDARD, type Preference } from './alert.ts';

/** The person's choices for these organisations; the standard one where none was made. */
export async function preferencesOf(
  manager: EntityManager, personId: string, organisationIds: readonly string[],
): Promise<Map<string, Preference>> {
  const rows = await manager.query<(Preference & { id: string })[]>(
    `SELECT organisation_id AS id, fits, maybe, overflow FROM alert_preference WHERE person_id = $1`, [personId]);
  const chosen = new Map(rows.map(({ id, ...preference }) => [id, preference]));
  return new Map(organisationIds.map((id) => [id, chosen.get(id) ?? STANDARD]));
}
