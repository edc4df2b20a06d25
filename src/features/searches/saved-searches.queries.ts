import type { DataSource, EntityManager } from 'typeorm';
import { prepared } from '../../db/prepared.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Unit } from '../../kernel/quantity.ts';
import type { PostKind } from '../posts/index.ts';
import type { SearchHit } from './saved-search.schema.ts';
import type { SavedSearch, Wanted } from './saved-search.ts';

const COLUMNS = `s.id, s.person_id AS "personId", s.organisation_id AS "organisationId", s.address, s.text, s.language, s.kind,
  s.concepts, s.regions, s.terms, s.urgent, s.frequency, s.created_at AS "createdAt"`;

/** The read side of a person's saved searches. */
export interface SavedSearchQueries {
  /** Newest first. */
  ofPerson(personId: string): Promise<SavedSearch[]>;
}

export const savedSearchQueries = (dataSource: DataSource | EntityManager): SavedSearchQueries => ({
  ofPerson: (personId) => dataSource.query<SavedSearch[]>(
    `SELECT ${COLUMNS} FROM saved_search s WHERE s.person_id = $1 ORDER BY s.created_at DESC, s.id`, [personId]),
});

/** Those of these searches that are the person's. */
export const searchesById = (manager: EntityManager, personId: string, ids: readonly string[]): Promise<SavedSearch[]> =>
  manager.query(
    `SELECT ${COLUMNS} FROM saved_search s WHERE s.person_id = $1 AND s.id = ANY($2::uuid[]) ORDER BY s.created_at, s.id`, [personId, ids]);

/**
 * Whether the owner `p` of a search `s` may hear of the post `x` today: on the board, readable for the owner (as a member
 * of the organisation the search was saved for, if still one), and not of an organisation of the owner's. `$1` is today.
 */
const HEARABLE = `x.state = 'published' AND (x.ends_on IS NULL OR x.ends_on >= $1::date) AND p.state = 'active'
  AND p.email_verified_at IS NOT NULL AND (p.office_role IS NOT NULL OR x.visibility = 'public'
    OR EXISTS (SELECT FROM membership ms JOIN organisation o ON o.id = ms.organisation_id
               WHERE ms.person_id = p.id AND ms.organisation_id = s.organisation_id AND o.membership NOT IN ('refused','suspended')
                 AND ((x.visibility = 'members' AND o.membership = 'approved')
                   OR EXISTS (SELECT FROM post_audience pa WHERE pa.post_id = x.id AND pa.organisation_id = o.id))))
  AND NOT EXISTS (SELECT FROM membership own WHERE own.person_id = p.id AND own.organisation_id = x.organisation_id)`;

/** Searches that a post passes as far as the database can tell; their words are compared with the analyser. */
export type Candidate = Wanted & Pick<SavedSearch, 'id' | 'personId' | 'frequency'>;

/** Searches whose filters the post passes and that have not found it before. `concepts`: what the post is about. */
export const searchesThatMayFind = (
  manager: EntityManager, postId: string, concepts: readonly string[], day: LocalDate,
): Promise<Candidate[]> => manager.query(
  prepared(`SELECT s.id, s.person_id AS "personId", s.text, s.language, s.frequency
   FROM post x CROSS JOIN saved_search s JOIN person p ON p.id = s.person_id
   WHERE x.id = $2 AND s.frequency <> 'never' AND (s.kind IS NULL OR s.kind = x.kind)
     AND (s.regions = '{}' OR x.region = ANY(s.regions)) AND (s.terms = '{}' OR x.terms = ANY(s.terms)) AND (x.urgent OR NOT s.urgent)
     AND (s.concepts = '{}' OR s.concepts && $3::text[])
     AND NOT EXISTS (SELECT FROM search_hit h WHERE h.search_id = s.id AND h.post_id = x.id)
     AND ${HEARABLE} ORDER BY s.id`),
  [day, postId, concepts],
);

/** A post that waits to be told, once for each search of the person that found it. Amounts are decimal strings. */
export interface WaitingHit {
  personId: string;
  searchId: string;
  postId: string;
  kind: PostKind;
  title: string;
  organisation: string;
  town: string;
  quantity: string | null;
  perWeek: string | null;
  unit: Unit;
  neededBy: LocalDate | null;
  availableFrom: LocalDate | null;
  urgent: boolean;
}

/* How soon a channel tells, for comparing; unknown of a wave. */
const soonness = (channel: string): string => `array_position(ARRAY['instant','daily','weekly'], ${channel})`;

/**
 * Who is told of a post anyway and no later, because it fits something of theirs, is not told again by a search: the same
 * thing twice is what makes people switch off both. A match that waits for a later wave may never be told, nor may one that
 * has waited for more than a day before `$4`: its need may have nothing open.
 */
const TOLD_AS_MATCH = `EXISTS (
  SELECT FROM match m JOIN alert a ON a.match_id = m.id
  WHERE (m.need_id = x.id OR m.offer_id = x.id) AND a.person_id = p.id
    AND (a.told_at IS NOT NULL
      OR (${soonness('a.channel')} <= ${soonness('h.channel')} AND a.waiting_since > $4::timestamptz - interval '1 day')))`;

/* Right after a publication nothing may be promised yet of its matches; what they do not tell is left for the daily digest. */
const TO_BE_TOLD_AS_MATCH = `h.channel = 'instant' AND EXISTS (
  SELECT FROM match m JOIN post n ON n.id = m.need_id
  JOIN membership b ON b.person_id = p.id AND b.organisation_id = CASE WHEN m.offer_id = x.id THEN n.organisation_id ELSE m.supplier_id END
  LEFT JOIN alert_preference pr ON pr.person_id = p.id AND pr.organisation_id = b.organisation_id
  WHERE (m.need_id = x.id OR m.offer_id = x.id) AND m.verdict <> 'no' AND m.dismissed_at IS NULL
    AND CASE WHEN m.verdict = 'fits' AND m.offer_id IS NOT NULL THEN COALESCE(pr.fits, 'instant') ELSE COALESCE(pr.maybe, 'daily') END = 'instant'
    AND NOT EXISTS (SELECT FROM alert a WHERE a.match_id = m.id AND a.person_id = p.id))`;

/** What waits for these people in a channel since before `before`, newest posts first. */
export const waitingHits = (
  manager: EntityManager, personIds: readonly string[], day: LocalDate,
  { channel, before }: { channel: SearchHit['channel']; before: Date },
): Promise<WaitingHit[]> => manager.query(
  `SELECT p.id AS "personId", s.id AS "searchId", x.id AS "postId", x.kind, x.title, w.name AS organisation, x.town_name AS town,
          x.quantity::text, x.per_week::text AS "perWeek", x.unit, x.needed_by::text AS "neededBy",
          x.available_from::text AS "availableFrom", x.urgent
   FROM search_hit h JOIN saved_search s ON s.id = h.search_id JOIN person p ON p.id = s.person_id
   JOIN post x ON x.id = h.post_id JOIN organisation w ON w.id = x.organisation_id
   WHERE h.told_at IS NULL AND h.channel = $3 AND h.waiting_since <= $4 AND p.id = ANY($2::uuid[])
     AND ${HEARABLE} AND NOT ${TOLD_AS_MATCH} AND NOT (${TO_BE_TOLD_AS_MATCH})
   ORDER BY x.published_at DESC, x.id, s.created_at, s.id`,
  [day, personIds, channel, before],
);

/** People for whom something waits in a channel since before `before`, in the order of their ids, after `after`. */
export async function peopleWithHits(
  manager: EntityManager, channel: SearchHit['channel'], before: Date, after: string | null, limit: number,
): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT DISTINCT s.person_id AS id FROM search_hit h JOIN saved_search s ON s.id = h.search_id
     WHERE h.told_at IS NULL AND h.channel = $1 AND h.waiting_since <= $2 AND ($3::uuid IS NULL OR s.person_id > $3) ORDER BY id LIMIT $4`,
    [channel, before, after, limit],
  );
  return rows.map(({ id }) => id);
}
