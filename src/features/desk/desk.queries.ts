import type { DataSource } from 'typeorm';
import type { LocalDate } from '../../kernel/dates.ts';

export interface UncoveredNeed {
  id: string;
  title: string;
  organisationName: string;
  townName: string;
  neededBy: string | null;
  urgent: boolean;
  fits: number;
  maybes: number;
}

export interface MailTrailRow {
  id: string;
  at: Date;
  kind: string;
  why: string;
  toName: string;
  toAddress: string;
  subject: string;
  state: 'queued' | 'sending' | 'sent' | 'dead';
  attempts: number;
  sentAt: Date | null;
  lastError: string | null;
}

/** What the office looks at. Its routes are for the office only; nothing here is scoped further. */
export interface DeskQueries {
  /** Published needs that no offer fits, most urgent first. */
  unanswered(today: LocalDate): Promise<UncoveredNeed[]>;
  /** Who was told what about a post, when and why, newest first. */
  mailTrail(postId: string): Promise<MailTrailRow[]>;
  /** Mails given up or stuck. */
  troubledMails(): Promise<MailTrailRow[]>;
}

const MAIL = `id, created_at AS at, kind, why, to_name AS "toName", to_address AS "toAddress", subject, state, attempts,
  sent_at AS "sentAt", last_error AS "lastError"`;

export function deskQueries(dataSource: DataSource): DeskQueries {
  return {
    unanswered: (today) =>
      dataSource.query(
        `SELECT p.id, p.title, o.name AS "organisationName", p.town_name AS "townName", p.needed_by::text AS "neededBy", p.urgent,
                0 AS fits, (SELECT count(*)::int FROM match m WHERE m.need_id = p.id AND m.verdict = 'maybe' AND m.dismissed_at IS NULL) AS maybes
         FROM post p JOIN organisation o ON o.id = p.organisation_id
         WHERE p.kind = 'need' AND p.state = 'published' AND (p.ends_on IS NULL OR p.ends_on >= $1)
           AND NOT EXISTS (SELECT FROM match m WHERE m.need_id = p.id AND m.verdict = 'fits' AND m.dismissed_at IS NULL)
         ORDER BY p.urgent DESC, p.needed_by NULLS LAST, p.id LIMIT 100`,
        [today],
      ),
    mailTrail: (postId) => dataSource.query(`SELECT ${MAIL} FROM mail WHERE post_id = $1 ORDER BY created_at DESC, id LIMIT 500`, [postId]),
    troubledMails: () =>
      dataSource.query(
        `SELECT ${MAIL} FROM mail WHERE state = 'dead' OR (state IN ('queued','sending') AND attempts > 1) ORDER BY created_at DESC, id LIMIT 100`,
      ),
  };
}
