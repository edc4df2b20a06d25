import type pg from 'pg';
import type { Accepted } from './faulty-smtp.ts';
import type { Acknowledged } from './load.ts';

/** One line of the ledger: what was found, and what it has to be. */
export interface Line {
  text: string;
  value: number;
  /** Null: told, not judged. */
  wanted: number | null;
}

const COUNTS: readonly [string, string][] = [
  ['submission keys with more than one post', `SELECT count(*) FROM (SELECT FROM post WHERE submission_key IS NOT NULL GROUP BY submission_key HAVING count(*) > 1) x`],
  ['needs with more promised than asked', `SELECT count(*) FROM (SELECT FROM post p JOIN commitment c ON c.need_id = p.id AND c.state = 'accepted' GROUP BY p.id HAVING sum(c.quantity) > p.quantity) x`],
  ['commitments whose proposal nobody was mailed of', `SELECT count(*) FROM commitment c WHERE NOT EXISTS (SELECT FROM mail m WHERE m.commitment_id = c.id AND m.why LIKE 'commitment.propos%')`],
  ['accepted commitments that nobody was mailed of', `SELECT count(*) FROM commitment c WHERE c.state = 'accepted' AND NOT EXISTS (SELECT FROM mail m WHERE m.commitment_id = c.id AND m.why LIKE 'commitment.accept%')`],
  ['mails written twice for one fact', `SELECT count(*) FROM (SELECT FROM mail WHERE commitment_id IS NOT NULL GROUP BY commitment_id, why, person_id HAVING count(*) > 1) x`],
  // What is about a need with nothing open goes on waiting: it may reopen.
  ['alerts promised at once and not told', `SELECT count(*) FROM alert a JOIN match m ON m.id = a.match_id JOIN post n ON n.id = m.need_id WHERE a.channel = 'instant' AND a.told_at IS NULL AND n.state = 'published' AND n.quantity > (SELECT coalesce(sum(c.quantity), 0) FROM commitment c WHERE c.need_id = n.id AND c.state IN ('accepted', 'in-production', 'partly-sent', 'sent', 'completed'))`],
  ['alerts told in a mail that does not exist', `SELECT count(*) FROM alert a WHERE a.mail_id IS NOT NULL AND NOT EXISTS (SELECT FROM mail m WHERE m.id = a.mail_id)`],
  ['published posts whose matching was lost', `SELECT count(*) FROM post p WHERE p.state = 'published' AND p.kind = 'need' AND NOT EXISTS (SELECT FROM match m WHERE m.need_id = p.id) AND EXISTS (SELECT FROM post o WHERE o.kind = 'offer' AND o.state = 'published' AND split_part(o.title, ' ', 1) = split_part(p.title, ' ', 1) AND o.published_at < p.published_at)`],
  ['mails not sent', `SELECT count(*) FROM mail WHERE state <> 'sent'`],
  ['jobs given up', `SELECT count(*) FROM graphile_worker._private_jobs WHERE attempts >= max_attempts`],
];

async function missing(db: pg.Client, ids: Iterable<string>, sql: string): Promise<number> {
  const wanted = [...ids];
  const { rows } = await db.query<{ id: string }>(sql, [wanted]);
  return wanted.length - rows.length;
}

/* More often than once: with a cause when the sender was not told, or somebody died before the answer was noted. */
function repeats(accepted: readonly Accepted[], deaths: readonly number[]): { caused: number; uncaused: number } {
  const found = { caused: 0, uncaused: 0 };
  const diedAfter = (at: number): boolean => deaths.some((death) => death > at - 500 && death < at + 3_000);
  for (const copies of Map.groupBy(accepted, ({ messageId }) => messageId).values()) {
    const known = copies.filter(({ untold, at }) => untold || diedAfter(at)).length;
    const again = copies.length - 1;
    found.caused += Math.min(again, known);
    found.uncaused += Math.max(0, again - known);
  }
  return found;
}

/** Compares what was acknowledged with what is in the database and what the mail server took. */
export async function audit(db: pg.Client, done: Acknowledged, accepted: readonly Accepted[], deaths: readonly number[]): Promise<Line[]> {
  const lines: Line[] = [
    { text: 'posts acknowledged', value: done.posts.size, wanted: null },
    { text: 'proposals acknowledged', value: done.proposals.size, wanted: null },
    { text: 'acceptances acknowledged', value: done.acceptances.size, wanted: null },
    { text: 'requests repeated for want of an answer', value: done.retries, wanted: null },
    { text: 'acknowledged posts lost', value: await missing(db, done.posts.values(), `SELECT id FROM post WHERE id = ANY($1::uuid[])`), wanted: 0 },
    { text: 'acknowledged proposals lost', value: await missing(db, done.proposals, `SELECT id FROM commitment WHERE id = ANY($1::uuid[])`), wanted: 0 },
    {
      text: 'acknowledged acceptances lost', wanted: 0,
      value: await missing(db, done.acceptances, `SELECT id FROM commitment WHERE id = ANY($1::uuid[]) AND state = 'accepted'`),
    },
  ];
  for (const [text, sql] of COUNTS) lines.push({ text, value: Number((await db.query<{ count: string }>(sql)).rows[0]?.count), wanted: 0 });
  const { rows } = await db.query<{ message_id: string }>(`SELECT message_id FROM mail WHERE state = 'sent'`);
  const taken = new Set(accepted.map(({ messageId }) => messageId));
  const { caused, uncaused } = repeats(accepted, deaths);
  lines.push(
    { text: 'mails sent', value: rows.length, wanted: null },
    { text: 'mails noted as sent that the server never took', value: rows.filter((row) => !taken.has(row.message_id)).length, wanted: 0 },
    { text: 'repeats after a death or a lost answer, under the same Message-ID', value: caused, wanted: null },
    { text: 'repeats without a cause', value: uncaused, wanted: 0 },
  );
  return lines;
}
