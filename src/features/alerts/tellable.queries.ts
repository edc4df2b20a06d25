import type { EntityManager } from 'typeorm';
import { prepared } from '../../db/prepared.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Recipient } from '../../mail/outbox.repository.ts';
import { UNDER_WAY } from '../matches/index.ts';
import { STANDARD, type AlertChannel, type AlertSide, type AlertVerdict, type Preference } from './alert.ts';

/** A match that a person may be told of. `verdict` is the alert's: a capability is a *maybe*. */
export interface Tellable {
  matchId: string;
  needId: string;
  offerId: string | null;
  personId: string;
  organisationId: string;
  organisation: string;
  side: AlertSide;
  verdict: AlertVerdict;
  preference: Preference;
}

/** A tellable match whose alert waits in a channel. */
export interface Waiting extends Tellable {
  alertId: string;
}

interface PreferenceColumns {
  fits: Preference['fits'] | null;
  maybe: Preference['maybe'] | null;
  overflow: boolean | null;
}

type Row<T> = Omit<T, 'preference'> & PreferenceColumns;

const withPreference = <T>({ fits, maybe, overflow, ...row }: Row<T>) => ({
  ...row,
  preference: { fits: fits ?? STANDARD.fits, maybe: maybe ?? STANDARD.maybe, overflow: overflow ?? STANDARD.overflow },
});

const VERDICT = `CASE WHEN m.offer_id IS NULL THEN 'maybe' ELSE m.verdict END`;

/**
 * Who may hear of what, decided anew at every telling: the pair is undismissed, nothing is under way between the two (later
 * it may be told after all), both posts are on the board today, the
 * person is active and still belongs to the organisation, the organisation may read the post told of, nobody is told of
 * the organisation's own posts, nor of those of another organisation the person belongs to. `$1` is today.
 */
const TELLABLE = `
  JOIN post n ON n.id = m.need_id AND n.state = 'published' AND (n.ends_on IS NULL OR n.ends_on >= $1::date)
  LEFT JOIN post f ON f.id = m.offer_id
  CROSS JOIN LATERAL (VALUES ('offer', m.supplier_id, n.organisation_id, n.id, n.visibility),
                             ('need', n.organisation_id, m.supplier_id, f.id, f.visibility)
                     ) AS s(side, organisation_id, other_id, post_id, visibility)
  JOIN organisation o ON o.id = s.organisation_id AND o.membership NOT IN ('refused','suspended')
  JOIN membership ms ON ms.organisation_id = o.id
  JOIN person p ON p.id = ms.person_id AND p.state = 'active'
  LEFT JOIN alert_preference pr ON pr.person_id = p.id AND pr.organisation_id = o.id`;
const CONDITION = `s.post_id IS NOT NULL AND m.verdict <> 'no' AND m.dismissed_at IS NULL AND m.supplier_id <> n.organisation_id
  AND (m.offer_id IS NULL OR (f.state = 'published' AND (f.ends_on IS NULL OR f.ends_on >= $1::date)))
  AND (s.visibility = 'public' OR (s.visibility = 'members' AND o.membership = 'approved')
    OR EXISTS (SELECT FROM post_audience pa WHERE pa.post_id = s.post_id AND pa.organisation_id = o.id))
  AND NOT EXISTS (SELECT FROM membership b WHERE b.person_id = p.id AND b.organisation_id = s.other_id)
  AND NOT ${UNDER_WAY}`;
const COLUMNS = `m.id AS "matchId", m.need_id AS "needId", m.offer_id AS "offerId", p.id AS "personId",
  s.organisation_id AS "organisationId", o.name AS organisation, s.side,
  ${VERDICT} AS verdict, pr.fits, pr.maybe, pr.overflow`;
const ORDER = `ORDER BY ${VERDICT}, m.score DESC, m.id, p.id`;

/*
 * The tables stand in the order in which they are best read, few rows first: to find that out takes the planner longer
 * than the reading. So does planning anew what is always looked up by key.
 */
async function asWritten<T>(manager: EntityManager, statement: string, values: readonly unknown[]): Promise<T[]> {
  await manager.query('SET LOCAL join_collapse_limit = 1');
  const rows = await manager.query<T[]>(prepared(statement), [...values]);
  await manager.query('SET LOCAL join_collapse_limit TO DEFAULT');
  return rows;
}

/*
 * Asked on its own: as a part of the statement below, the database looked through all that the person was ever told for
 * each of the matches.
 */
async function promised(manager: EntityManager, matchIds: readonly string[]): Promise<Set<string>> {
  const rows = await manager.query<{ match_id: string; person_id: string; verdict: AlertVerdict }[]>(
    prepared(`SELECT match_id, person_id, verdict FROM alert WHERE match_id = ANY($1::uuid[])`), [matchIds]);
  return new Set(rows.map((row) => `${row.match_id} ${row.person_id} ${row.verdict}`));
}

/** Who is to hear of these matches and has not been promised it yet; the best matches first. */
export async function untold(manager: EntityManager, matchIds: readonly string[], day: LocalDate): Promise<Tellable[]> {
  const rows = await asWritten<Row<Tellable>>(
    manager,
    `SELECT ${COLUMNS} FROM match m ${TELLABLE} WHERE ${CONDITION} AND m.id = ANY($2::uuid[]) ${ORDER}`,
    [day, matchIds],
  );
  const before = await promised(manager, matchIds);
  const has = (one: Row<Tellable>, verdict: AlertVerdict) => before.has(`${one.matchId} ${one.personId} ${verdict}`);
  return rows.filter((one) => !has(one, 'fits') && !has(one, one.verdict)).map(withPreference);
}

const FROM_ALERT = `FROM alert a JOIN match m ON m.id = a.match_id ${TELLABLE}
  WHERE a.told_at IS NULL AND a.person_id = p.id AND a.organisation_id = o.id AND a.side = s.side AND ${CONDITION}`;

/** What waits for these people in a channel, since before `before`; the best matches first. */
export async function waitingFor(
  manager: EntityManager, personIds: readonly string[], day: LocalDate, { channel, before }: { channel: AlertChannel; before: Date },
): Promise<Waiting[]> {
  const rows = await asWritten<Row<Waiting>>(
    manager,
    `SELECT a.id AS "alertId", ${COLUMNS} ${FROM_ALERT}
       AND a.person_id = ANY($2::uuid[]) AND a.channel = $3 AND a.waiting_since <= $4 ${ORDER}`,
    [day, personIds, channel, before],
  );
  return rows.map(withPreference);
}

/** What waits for a later wave of the need; the best matches first. */
export async function waitingForWave(manager: EntityManager, needId: string, day: LocalDate): Promise<Waiting[]> {
  const rows = await asWritten<Row<Waiting>>(
    manager,
    `SELECT a.id AS "alertId", ${COLUMNS} ${FROM_ALERT} AND m.need_id = $2 AND a.channel = 'wave' ${ORDER}`,
    [day, needId],
  );
  return rows.map(withPreference);
}

/** Names and addresses by id. */
export async function recipients(manager: EntityManager, personIds: readonly string[]): Promise<Map<string, Recipient>> {
  const rows = await manager.query<(Recipient & { personId: string })[]>(
    prepared(`SELECT id AS "personId", name, email AS address, language FROM person WHERE id = ANY($1::uuid[])`), [personIds]);
  return new Map(rows.map((row) => [row.personId, row]));
}
