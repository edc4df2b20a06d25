import type { EntityManager } from 'typeorm';

const BATCH = 200;

/** Ids of proposals whose time for an answer is over, or whose half of it is, the most overdue first. */
export async function dueProposals(manager: EntityManager, column: 'expires_at' | 'remind_at', now: Date): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM commitment WHERE state = 'proposed' AND ${column} <= $1 AND ($2 OR expires_at > $1) ORDER BY ${column} LIMIT ${BATCH}`,
    [now, column === 'expires_at']);
  return rows.map(({ id }) => id);
}

/** True when somebody was reminded of this commitment after that. */
export async function wasRemindedSince(manager: EntityManager, commitmentId: string, since: Date): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `SELECT 1 FROM mail WHERE commitment_id = $1 AND why IN ('commitment.remind','commitment.remind-receipt') AND created_at > $2 LIMIT 1`,
    [commitmentId, since]);
  return rows.length > 0;
}
