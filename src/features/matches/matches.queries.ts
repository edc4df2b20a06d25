import type { DataSource } from 'typeorm';
import { prepared } from '../../db/prepared.ts';
import { organisationOf, type Actor } from '../../kernel/actor.ts';
import { isId } from '../../kernel/ids.ts';
import { matchJobKey, readable, scope } from '../posts/index.ts';
import type { DismissalReason, MatchSide } from './match.ts';
import { UNDER_WAY } from './may-supply.ts';
import type { Reason } from './reasons.ts';
import type { Verdict } from './verdict.ts';

/** A match with what a row shows of its other side. Amounts are decimal strings. */
export interface MatchRow {
  id: string;
  verdict: Exclude<Verdict, 'no'>;
  score: number;
  reasons: Reason[];
  needId: string;
  needTitle: string;
  needOwnerId: string;
  needOwnerName: string;
  needTown: string;
  needQuantity: string;
  needUnit: string;
  neededBy: string | null;
  urgent: boolean;
  offerId: string | null;
  offerTitle: string | null;
  offerQuantity: string | null;
  offerUnit: string | null;
  supplierId: string;
  supplierName: string;
  supplierTown: string;
  dismissedSide: MatchSide | null;
  dismissedReason: DismissalReason | null;
  foundAt: Date;
}

const SELECT = `
  SELECT m.id, m.verdict, m.score, m.reasons, m.need_id AS "needId", n.title AS "needTitle", n.organisation_id AS "needOwnerId",
         no.name AS "needOwnerName", n.town_name AS "needTown", n.quantity::text AS "needQuantity", n.unit AS "needUnit",
         n.needed_by::text AS "neededBy", n.urgent, m.offer_id AS "offerId", f.title AS "offerTitle", f.quantity::text AS "offerQuantity",
         f.unit AS "offerUnit", m.supplier_id AS "supplierId", s.name AS "supplierName", COALESCE(f.town_name, s.town_name) AS "supplierTown",
         m.dismissed_side AS "dismissedSide", m.dismissed_reason AS "dismissedReason", m.found_at AS "foundAt"
  FROM match m
  JOIN post n ON n.id = m.need_id JOIN organisation no ON no.id = n.organisation_id
  JOIN organisation s ON s.id = m.supplier_id
  LEFT JOIN post f ON f.id = m.offer_id`;

/**
 * Open pairs only: undismissed, verdict fits or maybe, both posts on the board and, today, open to the reader (audiences are
 * edited and organisations approved after the pair was found), something still open, nothing under way between the two. The
 * index is written in the transaction that changes what is open. `$1` to `$3` are what the reader may read.
 */
const OPEN = `m.verdict <> 'no' AND m.dismissed_at IS NULL AND n.state = 'published' AND ${readable('n')}
  AND (f.id IS NULL OR (f.state = 'published' AND ${readable('f')}))
  AND NOT EXISTS (SELECT FROM search_document d WHERE d.id = m.need_id AND d.covered) AND NOT ${UNDER_WAY}`;
const ORDER = `ORDER BY (m.verdict = 'fits') DESC, m.score DESC, m.id`;

/**
 * The read side of matches. Only the office and the two sides of a pair see it, each side while it may read the other's post;
 * capability matches only the office and the firm.
 */
export interface MatchQueries {
  /** What else answers a need (to its owner and the office), or what else an offer answers (to its supplier and the office). */
  ofPost(actor: Actor, postId: string, limit: number): Promise<MatchRow[]>;
  /** The best matches of all posts of the actor's organisation that nobody has acted on. */
  ofOrganisation(actor: Actor, limit: number): Promise<MatchRow[]>;
  find(matchId: string): Promise<MatchRow | null>;
  /** True while the job that looks for what fits a post has not ended. */
  isLookedFor(postId: string): Promise<boolean>;
}

export function matchQueries(dataSource: DataSource): MatchQueries {
  return {
    ofPost: (actor, postId, limit) =>
      dataSource.query(
        prepared(`${SELECT} WHERE ${OPEN} AND (m.need_id = $4 OR m.offer_id = $4)
           AND ($1 OR (m.need_id = $4 AND n.organisation_id = $3 AND m.offer_id IS NOT NULL)
                   OR (m.offer_id = $4 AND m.supplier_id = $3))
         ${ORDER} LIMIT $5`),
        [...scope(actor), postId, limit],
      ),
    ofOrganisation: (actor, limit) =>
      dataSource.query(
        prepared(`${SELECT} WHERE ${OPEN} AND ((n.organisation_id = $4 AND m.offer_id IS NOT NULL) OR m.supplier_id = $4)
         ${ORDER} LIMIT $5`),
        [...scope(actor), organisationOf(actor), limit],
      ),
    async find(matchId) {
      if (!isId(matchId)) return null;
      const [row] = await dataSource.query<MatchRow[]>(`${SELECT} WHERE m.id = $1`, [matchId]);
      return row ?? null;
    },
    async isLookedFor(postId) {
      const [row] = await dataSource.query<{ waits: boolean }[]>(
        prepared(`SELECT EXISTS (SELECT FROM graphile_worker.jobs WHERE key = $1) AS waits`), [matchJobKey(postId)]);
      return row?.waits ?? false;
    },
  };
}
