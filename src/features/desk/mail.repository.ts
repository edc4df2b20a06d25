import type { EntityManager } from 'typeorm';
import { isId, newId } from '../../kernel/ids.ts';
import type { Work } from '../../db/unit-of-work.ts';
import { SEND_MAIL } from '../../mail/outbox.repository.ts';
import type { MailState } from './mails.queries.ts';

export interface LockedMail {
  state: MailState;
  messageDomain: string;
  address: string;
  /** The server took it once, whatever became of it then. */
  wasSent: boolean;
  /** It has links that ask for an answer, and not one of them works any more. */
  linksExpired: boolean;
  /** Its text was deleted: kept long enough, or about somebody who was erased. */
  textGone: boolean;
  /** A copy that was made of it has not gone out yet. */
  copyUnderway: boolean;
  /** Somebody sent it again a moment ago, and nothing has come back since. */
  sentAgain: boolean;
}

const MAX_AGE = 72 * 3_600_000;
/** For so long a mail that was sent again is not sent once more: two people of the office may have pressed. */
const PAUSE = 10 * 60_000;

/** The mail as it stands, and nobody else sends it again until the transaction ends; null when there is none. */
export async function lockMail(manager: EntityManager, id: string, now: Date): Promise<LockedMail | null> {
  if (!isId(id)) return null;
  // A statement of its own: only one that begins under the lock sees what whoever held it before has done.
  await manager.query('SELECT FROM mail WHERE id = $1 FOR UPDATE', [id]);
  const [row] = await manager.query<LockedMail[]>(
    `SELECT m.state, m.body_text = '' AS "textGone", split_part(rtrim(m.message_id, '>'), '@', 2) AS "messageDomain", m.to_address AS address,
            m.sent_at IS NOT NULL AS "wasSent",
            COALESCE((SELECT max(l.expires_at) < $2 FROM regexp_matches(m.body_text, '%%LINK:[a-z-]+:([0-9a-f-]{36})%%', 'g') AS found
                      JOIN mail_link l ON l.id = found[1]::uuid AND l.purpose <> 'unsubscribe'), false) AS "linksExpired",
            EXISTS (SELECT FROM mail c WHERE c.resent_of = m.id AND c.state IN ('queued','sending')) AS "copyUnderway",
            EXISTS (SELECT FROM mail c WHERE c.resent_of = m.id AND c.created_at > $3)
              OR m.state = 'sent' AND m.bounced_at IS NULL AND EXISTS (
                SELECT FROM activity a WHERE a.action = 'mail.resent' AND a.data->>'mailId' = m.id::text AND a.at > $3) AS "sentAgain"
     FROM mail m WHERE m.id = $1`, [id, now, new Date(now.getTime() - PAUSE)]);
  return row ?? null;
}

async function sendSoon(work: Work, id: string): Promise<void> {
  await work.addJob({ name: SEND_MAIL, payload: { mailId: id }, key: `mail:${id}`, priority: -5 });
}

const giveUpAt = ({ now }: Work): Date => new Date(now.getTime() + MAX_AGE);

/** Begins anew with a mail that was given up. That it once came back is over: it presses again only when it does so again. */
export async function queueAgain(work: Work, id: string): Promise<void> {
  await work.manager.query(
    `UPDATE mail SET state = 'queued', attempts = 0, due_at = $2, give_up_at = $3, set_aside_at = NULL, bounced_at = NULL, bounce = NULL
     WHERE id = $1 AND state = 'dead'`,
    [id, work.now, giveUpAt(work)]);
  await sendSoon(work, id);
}

/** The same mail to the same address once more; its links are the same. Returns the copy's id. */
export async function copyMail(work: Work, id: string, domain: string): Promise<string> {
  const copy = newId();
  await work.manager.query(
    `INSERT INTO mail (id, kind, why, person_id, post_id, commitment_id, to_name, to_address, language, subject, body_text, body_html,
                       unsubscribe_link_id, message_id, state, created_at, due_at, give_up_at, resent_of)
     SELECT $2, kind, why, person_id, post_id, commitment_id, to_name, to_address, language, subject, body_text, body_html,
            unsubscribe_link_id, $3, 'queued', $4, $4, $5, id FROM mail WHERE id = $1`,
    [id, copy, `<${copy}@${domain}>`, work.now, giveUpAt(work)]);
  await work.manager.query(`INSERT INTO mail_post (mail_id, post_id) SELECT $2, post_id FROM mail_post WHERE mail_id = $1`, [id, copy]);
  await sendSoon(work, copy);
  return copy;
}

export async function setAside(manager: EntityManager, id: string, now: Date): Promise<void> {
  await manager.query(`UPDATE mail SET set_aside_at = $2 WHERE id = $1 AND set_aside_at IS NULL`, [id, now]);
}
