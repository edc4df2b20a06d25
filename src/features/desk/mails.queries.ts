import type { DataSource } from 'typeorm';
import { isId } from '../../kernel/ids.ts';
import type { Page } from '../../kernel/page.ts';
import { mailsAbout } from '../../mail/outbox.repository.ts';

export type MailState = 'queued' | 'sending' | 'sent' | 'dead';

/** What became of a mail, as the office asks for it. */
export const MAIL_FILTERS = ['all', 'trouble', 'dead', 'bounced', 'waiting', 'sent'] as const;
export type MailFilter = (typeof MAIL_FILTERS)[number];

/** One mail to one person: who was told what, when, why, and what came of it. Its text is not part of it. */
export interface MailTrailRow {
  id: string;
  at: Date;
  kind: string;
  why: string;
  personId: string | null;
  toName: string;
  toAddress: string;
  subject: string;
  state: MailState;
  attempts: number;
  sentAt: Date | null;
  lastError: string | null;
  bouncedAt: Date | null;
  bounce: string | null;
  setAsideAt: Date | null;
  /** Its link was used to answer; null when it has none that asks for an answer. */
  answered: boolean | null;
}

/** A mail with what its own page shows. Secret links stand in the text as placeholders, as they are stored. */
export interface MailRecord extends MailTrailRow {
  text: string;
  language: string;
  /** All it speaks of, by title. */
  posts: { id: string; title: string }[];
  commitmentId: string | null;
  response: string | null;
  dueAt: Date;
  giveUpAt: Date;
  resentOf: string | null;
  /** It waits on the office's page until somebody has dealt with it. */
  troubled: boolean;
  /** Nothing is sent to its address any more since then, and why; null when mails go there. */
  stopped: { since: string; reason: string } | null;
}

export interface MailSearch {
  /** Part of an address or of a name. */
  text: string;
  filter: MailFilter;
  personId: string | null;
  postId: string | null;
  page: Page;
}

/** The mail trail. For the office only; nothing here is scoped further. */
export interface MailTrailQueries {
  ofPost(postId: string): Promise<MailTrailRow[]>;
  search(search: MailSearch): Promise<{ total: number; rows: MailTrailRow[] }>;
  /** Given up, bounced or held, and not set aside: the oldest first. */
  troubled(limit: number): Promise<{ total: number; rows: MailTrailRow[] }>;
  find(id: string): Promise<MailRecord | null>;
  person(id: string): Promise<{ name: string; address: string } | null>;
}

/** A dead or bounced mail presses until it is sent again or set aside. */
const TROUBLED = `(m.state = 'dead' OR m.bounced_at IS NOT NULL) AND m.set_aside_at IS NULL
  AND NOT EXISTS (SELECT FROM mail again WHERE again.resent_of = m.id)`;

/*
 * The links of a mail stand in its text; the one that asks for an answer is marked when it is used. A mail may ask for
 * several; `about` (SQL, an id or NULL) leaves those that ask about other posts.
 */
const answered = (about: string): string => `(SELECT bool_or(l.used_at IS NOT NULL)
  FROM regexp_matches(m.body_text, '%%LINK:a:([0-9a-f-]{36})%%', 'g') AS found JOIN mail_link l ON l.id = found[1]::uuid
  WHERE ${about}::uuid IS NULL OR l.data->>'matchId' IS NULL
     OR EXISTS (SELECT FROM match x WHERE x.id = (l.data->>'matchId')::uuid AND ${about}::uuid IN (x.need_id, x.offer_id)))`;
const columns = (about = 'NULL'): string => `m.id, m.created_at AS at, m.kind, m.why, m.person_id AS "personId", m.to_name AS "toName",
  m.to_address AS "toAddress", m.subject, m.state, m.attempts, m.sent_at AS "sentAt", m.last_error AS "lastError", m.bounced_at AS "bouncedAt",
  m.bounce, m.set_aside_at AS "setAsideAt", ${answered(about)} AS answered`;
const NEWEST = 'ORDER BY m.created_at DESC, m.id';

const FILTERS: Readonly<Record<MailFilter, string>> = {
  all: 'true',
  trouble: TROUBLED,
  dead: `m.state = 'dead'`,
  bounced: 'm.bounced_at IS NOT NULL',
  waiting: `m.state IN ('queued','sending')`,
  sent: `m.state = 'sent' AND m.bounced_at IS NULL`,
};

const likeText = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

export function mailTrailQueries(dataSource: DataSource): MailTrailQueries {
  const counted = async (sql: string, values: readonly unknown[]) => {
    const rows = await dataSource.query<(MailTrailRow & { total: number })[]>(sql, [...values]);
    return { total: rows[0]?.total ?? 0, rows };
  };
  return {
    ofPost: (postId) => dataSource.query(`SELECT ${columns('$1')} FROM mail m WHERE m.id IN ${mailsAbout('$1')} ${NEWEST} LIMIT 500`, [postId]),
    search: ({ text, filter, personId, postId, page }) =>
      counted(
        `SELECT found.*, ${columns('$4')} FROM (
           SELECT id AS found_id, count(*) OVER ()::int AS total FROM mail m
           WHERE ${FILTERS[filter]} AND ($1 = '' OR m.to_address ILIKE $2 OR m.to_name ILIKE $2)
             AND ($3::uuid IS NULL OR m.person_id = $3) AND ($4::uuid IS NULL OR m.id IN ${mailsAbout('$4')})
           ${NEWEST} LIMIT $5 OFFSET $6) found
         JOIN mail m ON m.id = found.found_id ${NEWEST}`,
        [text, likeText(text), personId, postId, page.size, (page.number - 1) * page.size],
      ),
    troubled: (limit) =>
      counted(`SELECT ${columns()}, count(*) OVER ()::int AS total FROM mail m WHERE ${TROUBLED} ORDER BY m.created_at, m.id LIMIT $1`, [limit]),
    async find(id) {
      const [row] = isId(id) ? await dataSource.query<MailRecord[]>(
        `SELECT ${columns()}, m.body_text AS text, m.language, m.commitment_id AS "commitmentId",
                m.response, m.due_at AS "dueAt", m.give_up_at AS "giveUpAt", m.resent_of AS "resentOf", (${TROUBLED}) AS troubled,
                (SELECT json_build_object('since', f.since, 'reason', f.reason) FROM failing_address f
                 WHERE f.address = lower(m.to_address)) AS stopped,
                COALESCE((SELECT json_agg(json_build_object('id', p.id, 'title', p.title) ORDER BY p.title, p.id) FROM post p
                  WHERE p.id = m.post_id OR p.id IN (SELECT post_id FROM mail_post WHERE mail_id = m.id)), '[]') AS posts
         FROM mail m WHERE m.id = $1`, [id]) : [];
      return row ?? null;
    },
    async person(id) {
      const [row] = await dataSource.query<{ name: string; address: string }[]>(
        `SELECT name, email AS address FROM person WHERE id = $1`, [id]);
      return row ?? null;
    },
  };
}
