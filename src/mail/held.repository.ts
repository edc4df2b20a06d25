import type { EntityManager } from 'typeorm';
import type { Work } from '../db/unit-of-work.ts';
import { SEND_MAIL } from './outbox.repository.ts';

/**
 * After a restore some mails may have been sent already, in the time between the backup and the loss. Nobody can tell
 * which: they are held, in the outbox but not on their way, until the operator releases or drops them.
 */
export interface HeldMail {
  id: string;
  kind: string;
  toAddress: string;
  subject: string;
  createdAt: Date;
  giveUpAt: Date;
}

export const DROPPED = 'held after a restore and not sent';
export const TOO_LATE = 'held after a restore until it was too late';

/** The held mails, oldest first. */
export function heldMails(manager: EntityManager): Promise<HeldMail[]> {
  return manager.query(`
    SELECT id, kind, to_address AS "toAddress", subject, created_at AS "createdAt", give_up_at AS "giveUpAt"
    FROM mail WHERE held_at IS NOT NULL ORDER BY created_at, id`);
}

async function count(changed: Promise<[unknown[], number]>): Promise<number> {
  return (await changed)[1];
}

/** Puts mails that a restore has parked (dead, with this note) back among the waiting ones. Returns how many. */
export const unpark = (manager: EntityManager, note: string): Promise<number> =>
  count(manager.query(`UPDATE mail SET state = 'queued', last_error = NULL WHERE state = 'dead' AND last_error = $1`, [note]));

/** Holds every waiting mail and takes its job away. Returns how many are held now. */
export async function holdWaiting(manager: EntityManager, at: Date): Promise<number> {
  await manager.query(`
    SELECT graphile_worker.remove_job('mail:' || id) FROM mail WHERE state IN ('queued', 'sending') AND held_at IS NULL`);
  return count(manager.query(
    `UPDATE mail SET state = 'queued', held_at = $1 WHERE state IN ('queued', 'sending') AND held_at IS NULL`, [at]));
}

/** Sends every waiting mail that no job stands for. Returns how many. */
export async function sendWaiting(work: Work): Promise<number> {
  const rows = await work.manager.query<{ id: string }[]>(`SELECT id FROM mail WHERE state = 'queued' AND held_at IS NULL ORDER BY created_at, id`);
  for (const { id } of rows) await work.addJob({ name: SEND_MAIL, payload: { mailId: id }, key: `mail:${id}`, priority: -5 });
  return rows.length;
}

/** Sends the held mails; those past their time go to the dead ones. */
export async function releaseHeld(work: Work): Promise<{ released: number; tooLate: number }> {
  const tooLate = await count(work.manager.query(
    `UPDATE mail SET state = 'dead', held_at = NULL, last_error = $2 WHERE held_at IS NOT NULL AND give_up_at < $1`, [work.now, TOO_LATE]));
  const released = await count(work.manager.query(`UPDATE mail SET held_at = NULL, due_at = $1 WHERE held_at IS NOT NULL`, [work.now]));
  await sendWaiting(work);
  return { released, tooLate };
}

/** Gives the held mails up: they were sent, the operator says, or are no longer wanted. Returns how many. */
export const dropHeld = (manager: EntityManager): Promise<number> =>
  count(manager.query(`UPDATE mail SET state = 'dead', held_at = NULL, last_error = $1 WHERE held_at IS NOT NULL`, [DROPPED]));
