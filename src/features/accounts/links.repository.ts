import type { EntityManager } from 'typeorm';
import type { LinkPurpose } from '../../mail/mailer.repository.ts';

/** Links of these purposes that were mailed to a person, or about them, work no more. */
export async function dropLinks(manager: EntityManager, personId: string, purposes: readonly LinkPurpose[], now: Date): Promise<void> {
  await manager.query(
    `UPDATE mail_link SET used_at = $3 WHERE person_id = $1 AND purpose = ANY($2::text[]) AND used_at IS NULL`, [personId, purposes, now]);
}

/** Links by which the mailbox alone speaks for the person (an answer, a recommendation, a confirmation): their time is over. */
export async function endSpeakingLinks(manager: EntityManager, personId: string, now: Date): Promise<void> {
  const speaking: readonly LinkPurpose[] = ['answer', 'recommendation', 'profile-confirmation'];
  await manager.query(
    `UPDATE mail_link SET expires_at = $3 WHERE person_id = $1 AND purpose = ANY($2::text[]) AND used_at IS NULL AND expires_at > $3`,
    [personId, speaking, now]);
}
