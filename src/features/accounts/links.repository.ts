import type { EntityManager } from 'typeorm';
import type { LinkPurpose } from '../../mail/mailer.repository.ts';

/** Links of these purposes that were mailed to a person, or about them, work no more. */
export async function dropLinks(manager: EntityManager, personId: string, purposes: readonly LinkPurpose[], now: Date): Promise<void> {
  await manager.query(
    `UPDATE mail_link SET used_at = $3 WHERE person_id = $1 AND purpose = ANY($2::text[]) AND used_at IS NULL`, [personId, purposes, now]);
}
