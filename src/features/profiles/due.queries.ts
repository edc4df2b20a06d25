import type { EntityManager } from 'typeorm';
import type { LocalDate } from '../../kernel/dates.ts';
import { ASK_AGAIN_AFTER, CONFIRM_AFTER, REMIND_DAYS } from './due-dates.ts';

/** A certificate of a member that ends soon. */
export interface EndingCertificate {
  id: string;
  organisationId: string;
  organisation: string;
  name: string;
  validUntil: LocalDate;
  remindedDays: number | null;
}

/** Certificates that end within the longest of the reminders, soonest first. */
export function endingCertificates(manager: EntityManager, today: LocalDate): Promise<EndingCertificate[]> {
  return manager.query(
    `SELECT c.id, c.organisation_id AS "organisationId", o.name AS organisation, c.name, c.valid_until::text AS "validUntil",
       c.reminded_days AS "remindedDays"
     FROM certificate c JOIN organisation o ON o.id = c.organisation_id
     WHERE o.membership = 'approved' AND c.valid_until BETWEEN $1::date AND $1::date + $2::int ORDER BY c.valid_until, c.id LIMIT 1000`,
    [today, Math.max(...REMIND_DAYS)],
  );
}

/** Members that nobody has looked over for a year, and that were not asked of late. Locked, so that each is asked once. */
export function unconfirmedMembers(manager: EntityManager, now: Date): Promise<{ id: string; name: string }[]> {
  return manager.query(
    `SELECT id, name FROM organisation
     WHERE membership = 'approved' AND kind <> 'office'
       AND COALESCE(confirmed_at, checked_at, created_at) < $1::timestamptz - make_interval(days => $2)
       AND (confirmation_asked_at IS NULL OR confirmation_asked_at < $1::timestamptz - make_interval(days => $3))
     ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED`,
    [now, CONFIRM_AFTER, ASK_AGAIN_AFTER],
  );
}

export async function noteAsked(manager: EntityManager, organisationId: string, now: Date): Promise<void> {
  await manager.query('UPDATE organisation SET confirmation_asked_at = $2 WHERE id = $1', [organisationId, now]);
}
