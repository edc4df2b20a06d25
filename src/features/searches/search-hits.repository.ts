import type { EntityManager } from 'typeorm';
import type { SearchHit } from './saved-search.schema.ts';

/** A post found by a search. */
export type HitKey = Pick<SearchHit, 'searchId' | 'postId'>;

const KEYS = `jsonb_to_recordset($1::jsonb) AS r(search_id uuid, post_id uuid) WHERE h.search_id = r.search_id AND h.post_id = r.post_id`;
const rows = (hits: readonly HitKey[]): string => JSON.stringify(hits.map(({ searchId, postId }) => ({ search_id: searchId, post_id: postId })));

/** Notes in what mail these were told. */
export async function markHitsTold(manager: EntityManager, hits: readonly HitKey[], mailId: string, now: Date): Promise<void> {
  await manager.query(`UPDATE search_hit h SET told_at = $2, mail_id = $3 FROM ${KEYS}`, [rows(hits), now, mailId]);
}

/** Lets these wait for the daily digest instead. */
export async function moveHitsToDigest(manager: EntityManager, hits: readonly HitKey[]): Promise<void> {
  await manager.query(`UPDATE search_hit h SET channel = 'daily' FROM ${KEYS} AND h.told_at IS NULL`, [rows(hits)]);
}

/** The same for what was to be told at once before that time and was not, because it seemed to be told as a match. */
export async function moveLeftHitsToDigest(manager: EntityManager, before: Date): Promise<void> {
  await manager.query(
    `UPDATE search_hit SET channel = 'daily' WHERE told_at IS NULL AND channel = 'instant' AND waiting_since <= $1`, [before]);
}

/** What waited longer than the longest digest interval is no news any more. */
export async function dropStaleHits(manager: EntityManager, now: Date): Promise<void> {
  await manager.query(`DELETE FROM search_hit WHERE told_at IS NULL AND waiting_since < $1::timestamptz - interval '8 days'`, [now]);
}
