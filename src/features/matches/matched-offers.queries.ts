import type { EntityManager } from 'typeorm';
import { prepared } from '../../db/prepared.ts';

/** Ids of a firm's offers on the board that answer a need and that neither side has dismissed, the best first. */
export async function matchedOffers(manager: EntityManager, needId: string, supplierId: string): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    prepared(`SELECT f.id FROM match m JOIN post f ON f.id = m.offer_id
     WHERE m.need_id = $1 AND m.supplier_id = $2 AND m.verdict <> 'no' AND m.dismissed_at IS NULL AND f.state = 'published'
     ORDER BY (m.verdict = 'fits') DESC, m.score DESC, m.id`), [needId, supplierId]);
  return rows.map(({ id }) => id);
}
