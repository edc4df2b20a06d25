import type { EntityManager } from 'typeorm';
import type { RuleId } from './retention.ts';

/** $1 is the instant before which things go. Each statement may be run again at any time. */
const STATEMENTS: Readonly<Record<RuleId, string>> = {
  sessions: `DELETE FROM session WHERE expire < $1::timestamptz AT TIME ZONE 'UTC'`,
  tries: `DELETE FROM rate_limit WHERE expire < extract(epoch FROM $1::timestamptz) * 1000`,
  'sign-ins': `DELETE FROM sign_in WHERE at < $1`,
  // With the rows of their files, whose bytes then go with the sweep.
  drafts: `WITH draft AS (SELECT id FROM post WHERE state = 'draft' AND updated_at < $1
      AND NOT EXISTS (SELECT FROM commitment c WHERE c.need_id = post.id OR c.offer_id = post.id) FOR UPDATE),
    attached AS (DELETE FROM file USING post_file f, draft WHERE file.id = f.file_id AND f.post_id = draft.id)
    DELETE FROM post USING draft WHERE post.id = draft.id`,
  'unverified-applications': `DELETE FROM application WHERE state = 'unverified' AND created_at < $1`,
  'mail-links': `DELETE FROM mail_link WHERE expires_at < $1`,
  'demo-mails': `DELETE FROM mailbox WHERE arrived_at < $1`,
  'mail-texts': `UPDATE mail SET body_text = '', body_html = '' WHERE created_at < $1 AND state IN ('sent', 'dead')
    AND (body_text <> '' OR body_html <> '')`,
  'report-addresses': `UPDATE post_report SET address = NULL WHERE address IS NOT NULL AND answered_at < $1`,
  alerts: `DELETE FROM alert a USING match m, post n WHERE m.id = a.match_id AND n.id = m.need_id AND a.told_at < $1
    AND n.state NOT IN ('published', 'in-review', 'draft')`,
  mails: `DELETE FROM mail WHERE created_at < $1 AND state IN ('sent', 'dead')`,
  'failing-addresses': `DELETE FROM failing_address WHERE since < $1`,
  disclosures: `DELETE FROM disclosure WHERE last_at < $1`,
  'names-in-history': `UPDATE activity SET person_id = NULL, person_erased = true WHERE person_id IS NOT NULL AND at < $1`,
  evidence: `DELETE FROM deletion WHERE at < $1`,
};

/** Applies one rule and writes down that it was applied, and to how many rows. */
export async function applyRule(manager: EntityManager, rule: RuleId, older: Date, now: Date): Promise<number> {
  const [, rows] = await manager.query<[unknown[], number]>(STATEMENTS[rule], [older]);
  await manager.query(`INSERT INTO deletion (at, rule, older_than, rows) VALUES ($1, $2, $3, $4)`, [now, rule, older, rows]);
  return rows;
}
