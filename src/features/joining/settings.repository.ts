import type { EntityManager } from 'typeorm';
import { MODES, type Mode } from './recommendation.ts';

const MODE = 'mode';

/** How the exchange is run now; it begins in a crisis, as it was born. */
export async function modeOf(manager: EntityManager): Promise<Mode> {
  const [row] = await manager.query<{ value: string }[]>('SELECT value FROM setting WHERE name = $1', [MODE]);
  return MODES.find((mode) => mode === row?.value) ?? 'crisis';
}

export async function storeMode(manager: EntityManager, mode: Mode, personId: string | null, now: Date): Promise<void> {
  await manager.query(
    `INSERT INTO setting (name, value, changed_at, changed_by) VALUES ($1,$2,$3,$4)
     ON CONFLICT (name) DO UPDATE SET value = $2, changed_at = $3, changed_by = $4`,
    [MODE, mode, now, personId],
  );
}
