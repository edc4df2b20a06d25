import type { EntityManager } from 'typeorm';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Unit } from '../../kernel/quantity.ts';
import { mailsAbout } from '../../mail/outbox.repository.ts';
import { MAY_SUPPLY, SUPPLY, type Reason } from '../matches/index.ts';
import type { OrganisationKind } from '../organisations/index.ts';
import type { PostKind } from '../posts/index.ts';
import type { DueDigest } from './digest.ts';
import type { Wave, WaveFacts } from './wave.ts';

/** What a mail says of a match. Amounts are decimal strings. `offerId` null: the supplier by its capabilities. */
export interface MatchFacts {
  id: string;
  reasons: Reason[];
  needId: string;
  needTitle: string;
  needOwner: string;
  needTown: string;
  needUnit: Unit;
  neededBy: LocalDate | null;
  urgent: boolean;
  offerId: string | null;
  offerTitle: string | null;
  offerQuantity: string | null;
  offerPerWeek: string | null;
  offerUnit: Unit | null;
  availableFrom: LocalDate | null;
  supplier: string;
  supplierTown: string;
}

/** By match id. */
export async function matchFacts(manager: EntityManager, ids: readonly string[]): Promise<Map<string, MatchFacts>> {
  const rows = await manager.query<MatchFacts[]>(
    `SELECT m.id, m.reasons, n.id AS "needId", n.title AS "needTitle", no.name AS "needOwner", n.town_name AS "needTown", n.unit AS "needUnit",
            n.needed_by::text AS "neededBy", n.urgent, f.id AS "offerId", f.title AS "offerTitle", f.quantity::text AS "offerQuantity",
            f.per_week::text AS "offerPerWeek", f.unit AS "offerUnit", f.available_from::text AS "availableFrom", s.name AS supplier,
            COALESCE(f.town_name, s.town_name) AS "supplierTown"
     FROM match m JOIN post n ON n.id = m.need_id JOIN organisation no ON no.id = n.organisation_id
     JOIN organisation s ON s.id = m.supplier_id LEFT JOIN post f ON f.id = m.offer_id
     WHERE m.id = ANY($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The people with something in a digest that is due and has not gone out, in the order of their ids, after `after`. */
export async function peopleDue(manager: EntityManager, due: DueDigest, after: string | null, limit: number): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT DISTINCT a.person_id AS id FROM alert a
     WHERE a.told_at IS NULL AND a.channel = $1 AND a.waiting_since <= $2 AND ($3::uuid IS NULL OR a.person_id > $3)
       AND NOT EXISTS (SELECT FROM digest d WHERE d.person_id = a.person_id AND d.frequency = $1 AND d.day = $4)
     ORDER BY id LIMIT $5`,
    [due.frequency, due.at, after, due.day, limit],
  );
  return rows.map((row) => row.id);
}

/** Needs on the board with firms that wait for a later wave. */
export async function needsWithWaves(manager: EntityManager): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT DISTINCT n.id FROM alert a JOIN match m ON m.id = a.match_id JOIN post n ON n.id = m.need_id
     WHERE a.channel = 'wave' AND a.told_at IS NULL AND n.state = 'published' ORDER BY n.id LIMIT 1000`,
  );
  return rows.map((row) => row.id);
}

/** The wave of a need that went out last; null before the first. */
export async function lastWave(manager: EntityManager, needId: string): Promise<Wave | null> {
  const [row] = await manager.query<Wave[]>(
    `SELECT a.wave AS number, min(a.waiting_since) AS "releasedAt", array_agg(DISTINCT a.organisation_id) AS firms
     FROM alert a JOIN match m ON m.id = a.match_id WHERE m.need_id = $1 AND a.wave IS NOT NULL
     GROUP BY a.wave ORDER BY a.wave DESC LIMIT 1`,
    [needId],
  );
  return row ?? null;
}

/** What came back since a wave went out. */
export async function answersTo(manager: EntityManager, needId: string, wave: Wave): Promise<Pick<WaveFacts, 'answeredAt' | 'silentFirms'>> {
  const [row] = await manager.query<Pick<WaveFacts, 'answeredAt' | 'silentFirms'>[]>(
    `SELECT (SELECT max(created_at) FROM commitment WHERE need_id = $1) AS "answeredAt",
            (SELECT count(DISTINCT supplier_id)::int FROM match
             WHERE need_id = $1 AND supplier_id = ANY($2::uuid[]) AND verdict <> 'no' AND dismissed_at IS NULL) AS "silentFirms"`,
    [needId, wave.firms],
  );
  return row ?? { answeredAt: null, silentFirms: 0 };
}

/** What the office is told of a post. */
export interface OfficeFacts {
  id: string;
  kind: PostKind;
  title: string;
  /** A decimal string; of capacity, for a week. */
  quantity: string | null;
  unit: Unit;
  town: string;
  neededBy: LocalDate | null;
  urgent: boolean;
  publishedAt: Date | null;
  organisation: string;
  organisationKind: OrganisationKind;
}

/** The organisation of the post, with nobody else telling the office of its posts until the transaction ends; null when it is gone. */
export async function lockTellingOffice(manager: EntityManager, postId: string): Promise<string | null> {
  const [row] = await manager.query<{ id: string }[]>(
    `SELECT o.id FROM post p JOIN organisation o ON o.id = p.organisation_id WHERE p.id = $1 FOR NO KEY UPDATE OF o`, [postId]);
  return row?.id ?? null;
}

const MOST_TOLD = 500;
const FACTS = `SELECT p.id, p.kind, p.title, COALESCE(p.quantity, p.per_week)::text AS quantity, p.unit, p.town_name AS town,
    p.needed_by::text AS "neededBy", p.urgent, p.published_at AS "publishedAt", o.name AS organisation, o.kind AS "organisationKind"
  FROM post p JOIN organisation o ON o.id = p.organisation_id`;
const URGENT_FIRST = `p.urgent DESC, p.needed_by NULLS LAST, p.created_at, p.id LIMIT ${MOST_TOLD}`;
/* SQL: the office was written of the post for this reason since that moment. */
const toldOf = (why: 'post.review' | 'need.unanswered', moment: string): string =>
  `EXISTS (SELECT FROM mail m WHERE m.id IN ${mailsAbout('p.id')} AND m.why = '${why}' AND m.created_at >= ${moment})`;

/** Posts of the organisation that wait for their review, untold since they last came before the office; the urgent first. */
export function reviewsUntold(manager: EntityManager, organisationId: string): Promise<OfficeFacts[]> {
  const submitted = `COALESCE((SELECT max(a.at) FROM activity a WHERE a.post_id = p.id AND a.action = 'post.submitted'), '-infinity')`;
  return manager.query(
    `${FACTS} WHERE p.organisation_id = $1 AND p.state = 'in-review' AND NOT ${toldOf('post.review', submitted)}
     ORDER BY ${URGENT_FIRST}`, [organisationId]);
}

/** Needs of the organisation on the board that the office was never told of as unanswered: this one first, then the urgent ones. */
export function needsUntold(manager: EntityManager, organisationId: string, needId: string): Promise<OfficeFacts[]> {
  return manager.query(
    `${FACTS} WHERE p.organisation_id = $1 AND p.kind = 'need' AND p.state = 'published'
       AND NOT ${toldOf('need.unanswered', `'-infinity'`)} ORDER BY p.id = $2 DESC, ${URGENT_FIRST}`, [organisationId, needId]);
}

/** What a need has to hope for: how many fit, how many firms may, and the ids of the best of these matches. */
export interface Chances {
  fits: number;
  maybes: number;
  best: string[];
}

/** The open pairs of these needs, `limit` of those that may fit by id; a need without any is missing. */
export async function chancesOf(manager: EntityManager, needIds: readonly string[], limit: number): Promise<Map<string, Chances>> {
  const rows = await manager.query<(Chances & { needId: string })[]>(
    `SELECT m.need_id AS "needId", count(*) FILTER (WHERE m.verdict = 'fits')::int AS fits,
            count(DISTINCT m.supplier_id) FILTER (WHERE m.verdict = 'maybe')::int AS maybes,
            COALESCE((array_agg(m.id ORDER BY m.score DESC, m.id) FILTER (WHERE m.verdict = 'maybe'))[1:$2::int], '{}') AS best
     FROM ${SUPPLY} WHERE m.need_id = ANY($1::uuid[]) AND ${MAY_SUPPLY}
     GROUP BY m.need_id`,
    [needIds, limit],
  );
  return new Map(rows.map((row) => [row.needId, row]));
}

/** Names by id, whatever became of the organisations: their people may still unsubscribe. */
export function organisationNames(manager: EntityManager, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  return manager.query(`SELECT id, name FROM organisation WHERE id = ANY($1::uuid[]) ORDER BY name`, [ids]);
}

/** When each of these people got a digest last, of whatever frequency; who never did is missing. */
export async function lastDigests(manager: EntityManager, personIds: readonly string[]): Promise<Map<string, Date>> {
  const rows = await manager.query<{ id: string; at: Date }[]>(
    `SELECT person_id AS id, max(created_at) AS at FROM digest WHERE person_id = ANY($1::uuid[]) GROUP BY person_id`, [personIds]);
  return new Map(rows.map(({ id, at }) => [id, at]));
}
