import type { EntityManager } from 'typeorm';
import { newId } from '../kernel/ids.ts';

/** A restore, and what became of the mails that it held. */
export interface Restoration {
  id: string;
  backupAt: Date;
  restoredAt: Date;
  heldMails: number;
  putAside: number;
  settledHow: 'released' | 'dropped' | null;
}

export async function recordRestoration(manager: EntityManager, made: Omit<Restoration, 'id' | 'settledHow'>): Promise<void> {
  await manager.query(
    `INSERT INTO restoration (id, backup_at, restored_at, held_mails, put_aside) VALUES ($1, $2, $3, $4, $5)`,
    [newId(), made.backupAt, made.restoredAt, made.heldMails, made.putAside]);
}

/** Restores whose mails are still held, oldest first; locked. */
export function unsettled(manager: EntityManager): Promise<Restoration[]> {
  return manager.query(`
    SELECT id, backup_at AS "backupAt", restored_at AS "restoredAt", held_mails AS "heldMails", put_aside AS "putAside", settled_how AS "settledHow"
    FROM restoration WHERE settled_at IS NULL ORDER BY restored_at FOR UPDATE`);
}

export async function settle(manager: EntityManager, id: string, how: 'released' | 'dropped', at: Date): Promise<void> {
  await manager.query(`UPDATE restoration SET settled_at = $2, settled_how = $3 WHERE id = $1`, [id, at, how]);
}
