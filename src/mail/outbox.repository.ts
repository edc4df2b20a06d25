import type { DataSource } from 'typeorm';
import type { Language } from '../kernel/actor.ts';
import { newId } from '../kernel/ids.ts';
import { prepared } from '../db/prepared.ts';
import type { Work, WriteAll } from '../db/unit-of-work.ts';
import type { RenderedMail } from './renderer.ts';

export const SEND_MAIL = 'send-mail';

export interface Recipient {
  personId: string | null;
  name: string;
  address: string;
  language: Language;
}

/** One mail to one recipient, already in words. */
export interface NewMail {
  kind: string;
  /** Why this person gets it, for the trail: a short code with its subject, such as `match.fits`. */
  why: string;
  to: Recipient;
  content: RenderedMail;
  postId?: string | null;
  /** Posts it speaks of besides. */
  besides?: readonly string[];
  commitmentId?: string | null;
  unsubscribeLinkId?: string | null;
  /** No sense in sending it later than this; 72 hours from now when not given. */
  giveUpAt?: Date;
}

export interface StoredMail {
  id: string;
  toName: string;
  toAddress: string;
  subject: string;
  text: string;
  html: string;
  unsubscribeLinkId: string | null;
  messageId: string;
  attempts: number;
  giveUpAt: Date;
}

const MAX_AGE = 72 * 3_600_000;
/** A claim older than this belongs to a dead sender: every send is cut off well before. */
const CLAIM_SECONDS = 30;

const insertMails: WriteAll<NewMail & { id: string; messageId: string; now: Date }> = async (manager, mails) => {
  await manager.query(
    `INSERT INTO mail (id, kind, why, person_id, post_id, commitment_id, to_name, to_address, language, subject, body_text, body_html,
                       unsubscribe_link_id, message_id, created_at, due_at, give_up_at, state)
     SELECT r.*, 'queued' FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, kind text, why text, person_id uuid, post_id uuid,
       commitment_id uuid, to_name text, to_address text, language text, subject text, body_text text, body_html text,
       unsubscribe_link_id uuid, message_id text, created_at timestamptz, due_at timestamptz, give_up_at timestamptz)`,
    [JSON.stringify(mails.map((mail) => ({
      id: mail.id, kind: mail.kind, why: mail.why, person_id: mail.to.personId, post_id: mail.postId, commitment_id: mail.commitmentId,
      to_name: mail.to.name, to_address: mail.to.address, language: mail.to.language, subject: mail.content.subject,
      body_text: mail.content.text, body_html: mail.content.html, unsubscribe_link_id: mail.unsubscribeLinkId,
      message_id: mail.messageId, created_at: mail.now, due_at: mail.now,
      give_up_at: mail.giveUpAt ?? new Date(mail.now.getTime() + MAX_AGE),
    })))],
  );
  const besides = mails.flatMap(({ id, besides: ids = [] }) => ids.map((postId) => ({ mail_id: id, post_id: postId })));
  if (besides.length === 0) return;
  await manager.query(
    `INSERT INTO mail_post (mail_id, post_id) SELECT DISTINCT mail_id, post_id FROM jsonb_to_recordset($1::jsonb) AS r(mail_id uuid, post_id uuid)`,
    [JSON.stringify(besides)]);
};

/** SQL subquery: the ids of all mails that speak of the post with this id, an SQL expression. */
export const mailsAbout = (postId: string): string =>
  `(SELECT id FROM mail WHERE post_id = ${postId} UNION ALL SELECT mail_id FROM mail_post WHERE post_id = ${postId})`;

/** Stores a mail and the job that sends it, in the transaction of the fact it tells. Returns its id. */
export async function queueMail(work: Work, mail: NewMail, senderDomain: string): Promise<string> {
  const id = newId();
  work.writeLater(insertMails, { ...mail, id, messageId: `<${id}@${senderDomain}>`, now: work.now });
  await work.addJob({ name: SEND_MAIL, payload: { mailId: id }, key: `mail:${id}`, priority: -5 });
  return id;
}

interface Row {
  id: string;
  to_name: string;
  to_address: string;
  subject: string;
  body_text: string;
  body_html: string;
  unsubscribe_link_id: string | null;
  message_id: string;
  attempts: number;
  give_up_at: Date;
}

const stored = (row: Row): StoredMail => ({
  id: row.id,
  toName: row.to_name,
  toAddress: row.to_address,
  subject: row.subject,
  text: row.body_text,
  html: row.body_html,
  unsubscribeLinkId: row.unsubscribe_link_id,
  messageId: row.message_id,
  attempts: row.attempts,
  giveUpAt: row.give_up_at,
});

export type Claim = { mail: StoredMail } | { busyUntil: Date } | null;

/** The outbox as the sender sees it. */
export interface Outbox {
  /** Takes a mail for sending: null when it is done or held, `busyUntil` while another sender may still be at it. */
  claim(id: string): Promise<Claim>;
  markSent(id: string, response: string, at: Date): Promise<void>;
  markWaiting(id: string, error: string, dueAt: Date): Promise<void>;
  markDead(id: string, error: string): Promise<void>;
  /** Mails that are due but, by some accident, have no job. */
  stranded(): Promise<string[]>;
}

export function createOutbox(dataSource: DataSource): Outbox {
  return {
    async claim(id) {
      const [rows] = await dataSource.query<[Row[], number]>(
        prepared(`UPDATE mail SET state = 'sending', attempts = attempts + 1, claimed_at = now()
         WHERE id = $1 AND held_at IS NULL
           AND NOT EXISTS (SELECT FROM failing_address f WHERE f.address = lower(to_address))
           AND (state = 'queued' OR (state = 'sending' AND claimed_at < now() - make_interval(secs => $2)))
         RETURNING id, to_name, to_address, subject, body_text, body_html, unsubscribe_link_id, message_id, attempts, give_up_at`),
        [id, CLAIM_SECONDS],
      );
      if (rows[0]) return { mail: stored(rows[0]) };
      await dataSource.query(
        `UPDATE mail SET state = 'dead', last_error = 'address fails since ' || f.since::date || ': ' || f.reason
         FROM failing_address f WHERE mail.id = $1 AND f.address = lower(mail.to_address)
           AND (mail.state = 'queued' OR (mail.state = 'sending' AND mail.claimed_at < now() - make_interval(secs => $2)))`,
        [id, CLAIM_SECONDS],
      );
      const [other] = await dataSource.query<{ until: Date }[]>(
        // Never at once: a claim that ended between these statements would be asked for again at full speed.
        `SELECT greatest(claimed_at + make_interval(secs => $2), now() + interval '1 second') AS until FROM mail
         WHERE id = $1 AND state = 'sending' AND held_at IS NULL`,
        [id, CLAIM_SECONDS],
      );
      return other ? { busyUntil: other.until } : null;
    },
    async markSent(id, response, at) {
      await dataSource.query(
        prepared(`UPDATE mail SET state = 'sent', response = $2, sent_at = $3, last_error = NULL WHERE id = $1`), [id, response, at],
      );
    },
    async markWaiting(id, error, dueAt) {
      await dataSource.query(
        `UPDATE mail SET state = 'queued', last_error = $2, due_at = $3 WHERE id = $1 AND state = 'sending'`,
        [id, error, dueAt],
      );
    },
    async markDead(id, error) {
      await dataSource.query(`UPDATE mail SET state = 'dead', last_error = $2 WHERE id = $1 AND state <> 'sent'`, [id, error]);
    },
    async stranded() {
      const rows = await dataSource.query<{ id: string }[]>(
        `SELECT m.id FROM mail m WHERE m.state IN ('queued','sending') AND m.held_at IS NULL AND m.due_at < now() - interval '2 minutes'
           AND NOT EXISTS (SELECT FROM graphile_worker.jobs j WHERE j.key = 'mail:' || m.id) LIMIT 1000`,
      );
      return rows.map((row) => row.id);
    },
  };
}
