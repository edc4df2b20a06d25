import type { EntityManager } from 'typeorm';
import { SavedSearchSchema, type SearchHit } from './saved-search.schema.ts';
import type { SavedSearch, SearchFrequency } from './saved-search.ts';

/** The write side of saved searches: whose they are stands in every statement. */
export interface SavedSearchRepository {
  /** Makes saving, ending and telling of the same person wait for each other. */
  lockPerson(personId: string): Promise<void>;
  countOf(personId: string): Promise<number>;
  /** The one with this address, or null. */
  findByAddress(personId: string, address: string): Promise<SavedSearch | null>;
  insert(search: SavedSearch): Promise<void>;
  /** Returns how many of them are this person's. What waits follows the choice: nothing comes that was switched off. */
  setFrequency(personId: string, ids: readonly string[], frequency: SearchFrequency): Promise<number>;
  remove(personId: string, id: string): Promise<boolean>;
  /** Promises to tell; what was promised before stays as it is. */
  addHits(postId: string, hits: readonly { searchId: string; channel: SearchHit['channel'] }[], now: Date): Promise<void>;
}

const affected = async (manager: EntityManager, sql: string, values: unknown[]): Promise<number> => {
  const [, count] = await manager.query<[unknown[], number]>(sql, values);
  return count;
};

export function savedSearchRepository(manager: EntityManager): SavedSearchRepository {
  return {
    async lockPerson(personId) {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('searches:' || $1, 0))`, [personId]);
    },
    countOf: (personId) => manager.countBy<SavedSearch>(SavedSearchSchema, { personId }),
    findByAddress: (personId, address) => manager.findOneBy<SavedSearch>(SavedSearchSchema, { personId, address }),
    async insert(search) {
      await manager.insert<SavedSearch>(SavedSearchSchema, search);
    },
    async setFrequency(personId, ids, frequency) {
      const own = [personId, ids, frequency];
      const changed = await affected(
        manager, `UPDATE saved_search SET frequency = $3 WHERE person_id = $1 AND id = ANY($2::uuid[]) RETURNING id`, own);
      const waiting = `search_id IN (SELECT id FROM saved_search WHERE person_id = $1 AND id = ANY($2::uuid[])) AND told_at IS NULL`;
      if (frequency === 'never') await manager.query(`DELETE FROM search_hit WHERE ${waiting}`, [personId, ids]);
      // What waits for a digest is not sent at once when its owner switches to instant mails: it comes in the next daily one.
      else await manager.query(`UPDATE search_hit SET channel = CASE WHEN $3 = 'instant' THEN 'daily' ELSE $3 END WHERE ${waiting}`, own);
      return changed;
    },
    remove: async (personId, id) =>
      (await affected(manager, `DELETE FROM saved_search WHERE person_id = $1 AND id = $2 RETURNING id`, [personId, id])) > 0,
    async addHits(postId, hits, now) {
      await manager.query(
        `INSERT INTO search_hit (search_id, post_id, channel, waiting_since)
         SELECT r.search_id, $2, r.channel, $3::timestamptz FROM jsonb_to_recordset($1::jsonb) AS r(search_id uuid, channel text)
         ORDER BY r.search_id ON CONFLICT DO NOTHING`,
        [JSON.stringify(hits.map(({ searchId, channel }) => ({ search_id: searchId, channel }))), postId, now],
      );
    },
  };
}
