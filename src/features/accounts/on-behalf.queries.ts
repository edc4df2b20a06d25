import type { DataSource } from 'typeorm';
import type { PersonActor } from '../../kernel/actor.ts';

/**
 * Somebody of the office who has stepped into the place of an organisation: the same person, acting for it and marked.
 * Everybody else, and whoever is not of the office any more, stays as they are.
 */
export async function inThePlaceOf(dataSource: DataSource, actor: PersonActor, organisationId: string | null): Promise<PersonActor> {
  if (actor.officeRole === null || organisationId === null || actor.organisation?.id === organisationId) return actor;
  const [row] = await dataSource.query<{ id: string; name: string; approved: boolean }[]>(
    `SELECT id, name, membership = 'approved' AS approved FROM organisation WHERE id = $1`, [organisationId]);
  return row ? { ...actor, organisation: { ...row, role: 'editor', onBehalf: true } } : actor;
}
