import type { EntityManager } from 'typeorm';
import { countedKey } from '../../db/rate-limit.ts';
import { lockColleagues, otherAdministrators } from '../people/index.ts';

interface Identity {
  id: string;
  email: string;
  name: string;
}

/** By what a person is found in the tables. */
interface Traces extends Identity {
  countedId: string;
  countedEmail: string;
}

/*
 * What stays is the fact (a mail of this kind went out for this reason, then); whom it reached and what it said goes.
 * A dash takes the place of the subject, which is a link in the office's list.
 */
const STATEMENTS: readonly { sql: string; with: readonly (keyof Traces)[] }[] = [
  { sql: `UPDATE activity SET person_id = NULL, person_erased = true WHERE person_id = $1`, with: ['id'] },
  { sql: `DELETE FROM session WHERE sess->'passport'->>'user' = $1`, with: ['id'] },
  { sql: `DELETE FROM rate_limit WHERE split_part(key, ':', 2) IN ($1, $2)`, with: ['countedId', 'countedEmail'] },
  {
    sql: `SELECT graphile_worker.remove_job('mail:' || id) FROM mail
          WHERE state IN ('queued', 'sending') AND (person_id = $1 OR lower(to_address) = $2)`,
    with: ['id', 'email'],
  },
  {
    sql: `UPDATE mail SET person_id = NULL, to_name = '', to_address = '', subject = '–', body_text = '', body_html = '', response = NULL,
            bounce = NULL, held_at = NULL, unsubscribe_link_id = NULL,
            last_error = CASE WHEN state = 'sent' THEN NULL ELSE 'the person was erased' END,
            state = CASE WHEN state = 'sent' THEN state ELSE 'dead' END
          WHERE person_id = $1 OR lower(to_address) = $2`,
    with: ['id', 'email'],
  },
  // What colleagues were told of the person ("… has joined, write to …").
  {
    sql: `UPDATE mail SET subject = '–', body_text = '', body_html = '' WHERE state IN ('sent', 'dead') AND strpos(lower(body_text), $1) > 0`,
    with: ['email'],
  },
  { sql: `DELETE FROM mailbox WHERE lower(to_address) = $1 OR strpos(lower(body_text), $1) > 0`, with: ['email'] },
  { sql: `DELETE FROM failing_address WHERE address = $1`, with: ['email'] },
  { sql: `DELETE FROM invitation WHERE email = $1`, with: ['email'] },
  { sql: `UPDATE post_report SET address = NULL WHERE address = $1`, with: ['email'] },
  { sql: `DELETE FROM application WHERE (person_id = $1 OR email = $2) AND state = 'unverified'`, with: ['id', 'email'] },
  {
    sql: `UPDATE application SET email = '', person_name = '', content = '{}', person_id = NULL WHERE person_id = $1 OR email = $2`,
    with: ['id', 'email'],
  },
  {
    sql: `UPDATE organisation SET contact = contact - '{person,phone,email}'::text[]
          WHERE contact->>'person' = $3 AND id IN (SELECT organisation_id FROM membership WHERE person_id = $1) OR lower(contact->>'email') = $2`,
    with: ['id', 'email', 'name'],
  },
  {
    sql: `UPDATE receipt SET received_by = '–' FROM delivery d, commitment c
          WHERE d.id = receipt.delivery_id AND c.id = d.commitment_id AND lower(trim(received_by)) = lower($2)
            AND EXISTS (SELECT FROM membership m WHERE m.person_id = $1 AND m.organisation_id IN (c.owner_id, c.supplier_id))`,
    with: ['id', 'name'],
  },
  // Memberships, preferences, alerts, links, consents and whatever else hangs on a person go with the row.
  { sql: `DELETE FROM person WHERE id = $1`, with: ['id'] },
];

/**
 * Locks and returns who is to be erased, and locks those on whom it depends whether they may go: of two who ask at once
 * the second sees that the first is gone. Null when there is nobody.
 */
export async function lockPerson(manager: EntityManager, personId: string): Promise<Identity | null> {
  await otherAdministrators(manager, personId);
  const [row] = await manager.query<Identity[]>(`SELECT id, email, name FROM person WHERE id = $1 FOR UPDATE`, [personId]);
  const organisations = await manager.query<{ id: string }[]>(
    `SELECT organisation_id AS id FROM membership WHERE person_id = $1 ORDER BY organisation_id`, [personId]);
  for (const { id } of organisations) await lockColleagues(manager, id);
  return row ?? null;
}

/** Takes the person out of every table, in this transaction, and notes that it was done. */
export async function eraseEverywhere(manager: EntityManager, person: Identity, askedBy: 'self' | 'operator', now: Date): Promise<void> {
  const traces: Traces = { ...person, countedId: countedKey(person.id), countedEmail: countedKey(person.email) };
  for (const { sql, with: names } of STATEMENTS) await manager.query(sql, names.map((name) => traces[name]));
  await manager.query(`INSERT INTO erasure (person_id, erased_at, asked_by) VALUES ($1, $2, $3)`, [person.id, now, askedBy]);
}

/** An organisation in which nobody is left: off the board, without contact, never suspended for a fault. */
export async function closeOrganisation(manager: EntityManager, organisationId: string): Promise<void> {
  await manager.query(
    `UPDATE organisation SET membership = 'suspended', membership_reason = 'closed', contact = '{}', version = version + 1 WHERE id = $1`,
    [organisationId]);
}
