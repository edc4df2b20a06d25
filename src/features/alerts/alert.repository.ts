import type { EntityManager } from 'typeorm';
import type { Work, WriteAll } from '../../db/unit-of-work.ts';
import { startOfDay, today } from '../../kernel/dates.ts';
import { newId } from '../../kernel/ids.ts';
import { channelAfter, type AlertChannel, type AlertVerdict, type Preference } from './alert.ts';
import type { DueDigest } from './digest.ts';
import type { Tellable } from './tellable.queries.ts';

export interface Planned {
  tellable: Tellable;
  channel: AlertChannel;
  wave: number | null;
}

/** Promises to tell. What was promised before, in whatever channel, stays as it is; a waiting *maybe* gives way to *fits*. */
export async function plan(manager: EntityManager, planned: readonly Planned[], now: Date): Promise<void> {
  if (planned.length === 0) return;
  const rows = planned.map(({ tellable: { matchId, personId, organisationId, side, verdict }, channel, wave }) => ({
    id: newId(), match_id: matchId, person_id: personId, organisation_id: organisationId, side, verdict, channel, wave,
  }));
  await manager.query(
    `INSERT INTO alert (id, match_id, person_id, organisation_id, side, verdict, channel, wave, waiting_since)
     SELECT r.*, $2::timestamptz FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, match_id uuid, person_id uuid, organisation_id uuid,
       side text, verdict text, channel text, wave integer)
     ORDER BY match_id, person_id, verdict
     ON CONFLICT (match_id, person_id, verdict) DO NOTHING`,
    [JSON.stringify(rows), now],
  );
  await manager.query(
    `DELETE FROM alert a WHERE a.match_id = ANY($1::uuid[]) AND a.verdict = 'maybe' AND a.told_at IS NULL
       AND EXISTS (SELECT FROM alert b WHERE b.match_id = a.match_id AND b.person_id = a.person_id AND b.verdict = 'fits')`,
    [[...new Set(rows.map((row) => row.match_id))]],
  );
}

/** Lets waiting alerts go on in another channel, from now on. */
export async function move(
  manager: EntityManager, alertIds: readonly string[], { channel, wave, now }: { channel: AlertChannel; wave?: number; now: Date },
): Promise<void> {
  await manager.query(
    `UPDATE alert SET channel = $2, wave = COALESCE($3, wave), waiting_since = $4 WHERE id = ANY($1::uuid[]) AND told_at IS NULL`,
    [alertIds, channel, wave ?? null, now],
  );
}

export async function drop(manager: EntityManager, alertIds: readonly string[]): Promise<void> {
  await manager.query(`DELETE FROM alert WHERE id = ANY($1::uuid[]) AND told_at IS NULL`, [alertIds]);
}

const writeTold: WriteAll<{ id: string; mail: string; now: Date }> = async (manager, told) => {
  await manager.query(
    `UPDATE alert SET told_at = r.now, mail_id = r.mail
     FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, mail uuid, now timestamptz) WHERE alert.id = r.id`,
    [JSON.stringify(told)],
  );
};

/** Notes in what mail these alerts were told. */
export function markTold(work: Work, alertIds: readonly string[], mailId: string): void {
  for (const id of alertIds) work.writeLater(writeTold, { id, mail: mailId, now: work.now });
}

/**
 * Makes tellings about the same people, or the same need, wait for each other until the end of the transaction: two jobs
 * at once must not both see room for a fifth mail. Locked in one order, so that they do not wait in a circle.
 */
export async function lockTelling(manager: EntityManager, ids: readonly string[]): Promise<void> {
  await manager.query(
    `SELECT pg_advisory_xact_lock(hashtextextended('telling:' || id, 0)) FROM (SELECT unnest($1::text[]) AS id ORDER BY 1) AS sorted`,
    [ids],
  );
}

/** How many instant mails, about matches and saved searches, each of these people got today (Europe/Warsaw); who got none is missing. */
export async function instantMailsToday(manager: EntityManager, personIds: readonly string[], now: Date): Promise<Map<string, number>> {
  const rows = await manager.query<{ person_id: string; n: number }[]>(
    `SELECT person_id, count(DISTINCT mail_id)::int AS n FROM (
       SELECT person_id, mail_id FROM alert WHERE person_id = ANY($1::uuid[]) AND channel = 'instant' AND told_at >= $2
       UNION ALL SELECT s.person_id, h.mail_id FROM search_hit h JOIN saved_search s ON s.id = h.search_id
       WHERE s.person_id = ANY($1::uuid[]) AND h.channel = 'instant' AND h.told_at >= $2) AS told
     GROUP BY person_id`,
    [personIds, startOfDay(today(now))],
  );
  return new Map(rows.map((row) => [row.person_id, row.n]));
}

/** Notes that a digest goes out; null when this one went out before. */
export async function beginDigest(manager: EntityManager, personId: string, due: DueDigest, alerts: number, now: Date): Promise<string | null> {
  const [row] = await manager.query<{ id: string }[]>(
    `INSERT INTO digest (id, person_id, frequency, day, alerts, created_at) VALUES ($1,$2,$3,$4,$5,$6)
     ON CONFLICT (person_id, frequency, day) DO NOTHING RETURNING id`,
    [newId(), personId, due.frequency, due.day, alerts, now],
  );
  return row?.id ?? null;
}

export async function endDigest(manager: EntityManager, id: string, mailId: string): Promise<void> {
  await manager.query(`UPDATE digest SET mail_id = $2 WHERE id = $1`, [id, mailId]);
}

/** Stores a choice and lets what already waits follow it: nobody gets tomorrow what was switched off today. */
export async function choose(
  manager: EntityManager, whose: { personId: string; organisationId: string }, chosen: Preference, now: Date,
): Promise<void> {
  const { personId, organisationId } = whose;
  await lockTelling(manager, [personId]);
  await manager.query(
    `INSERT INTO alert_preference (person_id, organisation_id, fits, maybe, overflow, updated_at) VALUES ($1,$2,$3,$4,$5,$6)
     ON CONFLICT (person_id, organisation_id) DO UPDATE SET fits = excluded.fits, maybe = excluded.maybe,
       overflow = excluded.overflow, updated_at = excluded.updated_at`,
    [personId, organisationId, chosen.fits, chosen.maybe, chosen.overflow, now],
  );
  const waiting = await manager.query<{ ids: string[]; channel: AlertChannel; verdict: AlertVerdict }[]>(
    `SELECT array_agg(id) AS ids, channel, verdict FROM alert WHERE person_id = $1 AND organisation_id = $2 AND told_at IS NULL
     GROUP BY channel, verdict`, [personId, organisationId]);
  for (const { ids, channel, verdict } of waiting) {
    const next = channelAfter(channel, verdict, chosen);
    if (next === null) await drop(manager, ids);
    else if (next !== channel) await manager.query(`UPDATE alert SET channel = $2 WHERE id = ANY($1::uuid[])`, [ids, next]);
  }
}

/** What waited longer than this is no news any more; the longest digest interval is a week. */
const STALE = '30 days';

export async function dropStale(manager: EntityManager, now: Date): Promise<void> {
  await manager.query(`DELETE FROM alert WHERE told_at IS NULL AND waiting_since < $1::timestamptz - $2::interval`, [now, STALE]);
}
