import type { EntityManager } from 'typeorm';
import { prepared } from '../../db/prepared.ts';
import { isId, newId } from '../../kernel/ids.ts';
import type { Fit } from './fit.ts';
import { hasRisen, type DismissalReason, type MatchSide } from './match.ts';
import type { Verdict } from './verdict.ts';

/** A scored pair, not yet stored. `offerId` null: the supplier by its capabilities. */
export interface ScoredPair {
  needId: string;
  offerId: string | null;
  supplierId: string;
  fit: Pick<Fit, 'verdict' | 'score' | 'reasons'>;
}

export interface StoredPair {
  id: string;
  verdict: Verdict;
  risen: boolean;
}

interface Existing {
  id: string;
  need_id: string;
  offer_id: string | null;
  supplier_id: string;
  verdict: Verdict;
  dismissed: boolean;
}

const pairKey = (needId: string, offerId: string | null, supplierId: string): string => `${needId}|${offerId ?? `by ${supplierId}`}`;

async function existing(manager: EntityManager, postId: string): Promise<Map<string, Existing>> {
  const rows = await manager.query<Existing[]>(
    `SELECT id, need_id, offer_id, supplier_id, verdict, dismissed_at IS NOT NULL AS dismissed FROM match
     WHERE need_id = $1 OR offer_id = $1 FOR UPDATE`,
    [postId],
  );
  return new Map(rows.map((row) => [pairKey(row.need_id, row.offer_id, row.supplier_id), row]));
}

const WRITE = (conflict: string) => prepared(`
  INSERT INTO match (id, need_id, offer_id, supplier_id, verdict, score, reasons, analyser_version, found_at, updated_at)
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, need_id uuid, offer_id uuid, supplier_id uuid, verdict text, score real,
    reasons jsonb, analyser_version text, found_at timestamptz, updated_at timestamptz)
  ORDER BY need_id, offer_id, supplier_id
  ON CONFLICT ${conflict} DO UPDATE SET verdict = excluded.verdict, score = excluded.score, reasons = excluded.reasons,
    analyser_version = excluded.analyser_version, updated_at = excluded.updated_at`);
const BY_PAIR = WRITE('(need_id, offer_id) WHERE offer_id IS NOT NULL');
const BY_SUPPLIER = WRITE('(need_id, supplier_id) WHERE offer_id IS NULL');

/**
 * Writes what was found for a post and marks earlier matches that no longer hold. Returns the stored pairs; `risen`
 * ones are news. Rows are written in one order, so that two jobs about the same pairs do not deadlock.
 */
export async function storeMatches(
  manager: EntityManager,
  postId: string,
  pairs: readonly ScoredPair[],
  analyserVersion: string,
  now: Date,
): Promise<StoredPair[]> {
  const before = await existing(manager, postId);
  const stored: StoredPair[] = [];
  const rows = pairs.map(({ needId, offerId, supplierId, fit }) => {
    const key = pairKey(needId, offerId, supplierId);
    const old = before.get(key);
    before.delete(key);
    const id = old?.id ?? newId();
    stored.push({ id, verdict: fit.verdict, risen: !old?.dismissed && hasRisen(old?.verdict ?? null, fit.verdict) });
    return {
      id, need_id: needId, offer_id: offerId, supplier_id: supplierId, verdict: fit.verdict, score: fit.score, reasons: fit.reasons,
      analyser_version: analyserVersion, found_at: now, updated_at: now,
    };
  });
  const offers = rows.filter((row) => row.offer_id !== null);
  const suppliers = rows.filter((row) => row.offer_id === null);
  if (offers.length > 0) await manager.query(BY_PAIR, [JSON.stringify(offers)]);
  if (suppliers.length > 0) await manager.query(BY_SUPPLIER, [JSON.stringify(suppliers)]);
  const gone = [...before.values()].filter((row) => row.verdict !== 'no').map((row) => row.id);
  if (gone.length > 0) {
    await manager.query(`UPDATE match SET verdict = 'no', score = 0, updated_at = $2 WHERE id = ANY($1::uuid[])`, [gone, now]);
  }
  return stored;
}

export interface LockedMatch {
  id: string;
  needId: string;
  needOwnerId: string;
  offerId: string | null;
  supplierId: string;
  dismissed: boolean;
}

/** The match with nobody else at it until the transaction ends; null when there is none. */
export async function lockMatch(manager: EntityManager, id: string): Promise<LockedMatch | null> {
  if (!isId(id)) return null;
  const [row] = await manager.query<LockedMatch[]>(
    `SELECT m.id, m.need_id AS "needId", n.organisation_id AS "needOwnerId", m.offer_id AS "offerId", m.supplier_id AS "supplierId",
            m.dismissed_at IS NOT NULL AS dismissed
     FROM match m JOIN post n ON n.id = m.need_id WHERE m.id = $1 FOR UPDATE OF m`,
    [id],
  );
  return row ?? null;
}

export interface Dismissal {
  by: string | null;
  side: MatchSide;
  reason: DismissalReason;
  at: Date;
}

export async function dismiss(manager: EntityManager, id: string, { by, side, reason, at }: Dismissal): Promise<void> {
  await manager.query(
    `UPDATE match SET dismissed_at = $2, dismissed_by = $3, dismissed_side = $4, dismissed_reason = $5 WHERE id = $1`,
    [id, at, by, side, reason],
  );
}
