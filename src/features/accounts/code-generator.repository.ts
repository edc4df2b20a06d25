import type { EntityManager } from 'typeorm';

/** A code generator on a phone (TOTP), as stored: its secret is sealed. */
export interface StoredGenerator {
  secretSealed: string;
  confirmedAt: Date | null;
  /** The last time step whose code was taken: no code is good twice. */
  lastStep: number;
}

/** True when a code is asked for beside the person's password. */
export async function hasCodeGenerator(manager: EntityManager, personId: string): Promise<boolean> {
  const rows = await manager.query<unknown[]>(`SELECT 1 FROM code_generator WHERE person_id = $1 AND confirmed_at IS NOT NULL`, [personId]);
  return rows.length > 0;
}

/** The generator, locked, confirmed or not. */
export async function lockGenerator(manager: EntityManager, personId: string): Promise<StoredGenerator | null> {
  const [row] = await manager.query<{ secret: string; confirmed: Date | null; step: string }[]>(
    `SELECT secret_sealed AS secret, confirmed_at AS confirmed, last_step AS step FROM code_generator WHERE person_id = $1 FOR UPDATE`,
    [personId],
  );
  return row ? { secretSealed: row.secret, confirmedAt: row.confirmed, lastStep: Number(row.step) } : null;
}

/** A generator that is being set up; replaces one that never got confirmed. */
export async function putGenerator(manager: EntityManager, personId: string, secretSealed: string, now: Date): Promise<void> {
  await manager.query(
    `INSERT INTO code_generator (person_id, secret_sealed, created_at) VALUES ($1,$2,$3)
     ON CONFLICT (person_id) DO UPDATE SET secret_sealed = $2, created_at = $3, last_step = 0 WHERE code_generator.confirmed_at IS NULL`,
    [personId, secretSealed, now],
  );
}

/** The generator and, by their reference to it, its recovery codes. */
export async function removeGenerator(manager: EntityManager, personId: string): Promise<void> {
  await manager.query(`DELETE FROM code_generator WHERE person_id = $1`, [personId]);
}

/** Notes the step of a code that was taken; the first one confirms the generator. False when it was taken before. */
export async function takeStep(manager: EntityManager, personId: string, step: number, now: Date): Promise<boolean> {
  const [, taken] = await manager.query<[unknown, number]>(
    `UPDATE code_generator SET last_step = $2, confirmed_at = COALESCE(confirmed_at, $3) WHERE person_id = $1 AND last_step < $2`,
    [personId, step, now],
  );
  return taken === 1;
}

/** Replaces all recovery codes of a person. */
export async function putRecoveryCodes(manager: EntityManager, personId: string, hashes: readonly string[]): Promise<void> {
  await manager.query(`DELETE FROM recovery_code WHERE person_id = $1`, [personId]);
  await manager.query(`INSERT INTO recovery_code (person_id, code_hash) SELECT $1, unnest($2::text[])`, [personId, hashes]);
}

/** Uses a recovery code up; false when there is none such, or it was used. */
export async function useRecoveryCode(manager: EntityManager, personId: string, hash: string, now: Date): Promise<boolean> {
  const [, used] = await manager.query<[unknown, number]>(
    `UPDATE recovery_code SET used_at = $3 WHERE person_id = $1 AND code_hash = $2 AND used_at IS NULL`,
    [personId, hash, now],
  );
  return used === 1;
}
