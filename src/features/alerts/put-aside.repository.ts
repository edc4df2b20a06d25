import type { EntityManager } from 'typeorm';

/**
 * Alerts that waited for a digest or a later wave when a backup was taken may have been told before the loss. Putting
 * them aside (told at this instant, in no mail) keeps them from being told again; they can be taken up again by it.
 * Returns how many.
 */
export async function putAside(manager: EntityManager, at: Date): Promise<number> {
  const [, count] = await manager.query<[unknown[], number]>(`UPDATE alert SET told_at = $1 WHERE told_at IS NULL`, [at]);
  return count;
}

/** Lets the alerts that were put aside at this instant wait again. Returns how many. */
export async function takeUpAgain(manager: EntityManager, at: Date): Promise<number> {
  const [, count] = await manager.query<[unknown[], number]>(`UPDATE alert SET told_at = NULL WHERE told_at = $1 AND mail_id IS NULL`, [at]);
  return count;
}
