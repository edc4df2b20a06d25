import type { EntityManager } from 'typeorm';
import { newId } from '../../kernel/ids.ts';
import type { Credential } from './webauthn.ts';

/** A passkey of a person, under the name they gave it. */
export interface Passkey extends Credential {
  id: string;
  personId: string;
  name: string;
  createdAt: Date;
  usedAt: Date | null;
}

interface Row extends Omit<Passkey, 'publicKey' | 'counter'> {
  publicKey: Buffer;
  counter: string;
}

const COLUMNS = `k.id, k.person_id AS "personId", k.credential_id AS "credentialId", k.public_key AS "publicKey", k.counter, k.transports,
  k.backed_up AS "backedUp", k.name, k.created_at AS "createdAt", k.used_at AS "usedAt"`;

const passkeyOf = (row: Row): Passkey => ({ ...row, publicKey: new Uint8Array(row.publicKey), counter: Number(row.counter) });

export async function passkeysOf(manager: EntityManager, personId: string): Promise<Passkey[]> {
  const rows = await manager.query<Row[]>(`SELECT ${COLUMNS} FROM passkey k WHERE k.person_id = $1 ORDER BY k.created_at, k.id`, [personId]);
  return rows.map(passkeyOf);
}

/** The key with this credential, locked, when its person may sign in. */
export async function lockPasskey(manager: EntityManager, credentialId: string): Promise<Passkey | null> {
  const [row] = await manager.query<Row[]>(
    `SELECT ${COLUMNS} FROM passkey k JOIN person p ON p.id = k.person_id
     WHERE k.credential_id = $1 AND p.state = 'active' AND p.email_verified_at IS NOT NULL FOR UPDATE OF k`,
    [credentialId],
  );
  return row ? passkeyOf(row) : null;
}

/** Stores a new key; false when the credential is known already. */
export async function addPasskey(manager: EntityManager, personId: string, name: string, key: Credential, now: Date): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `INSERT INTO passkey (id, person_id, credential_id, public_key, counter, transports, backed_up, name, created_at)
     VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9) ON CONFLICT (credential_id) DO NOTHING RETURNING id`,
    [newId(), personId, key.credentialId, Buffer.from(key.publicKey), key.counter, key.transports, key.backedUp, name, now],
  );
  return rows.length === 1;
}

export async function notePasskeyUse(
  manager: EntityManager,
  id: string,
  { counter, backedUp }: { counter: number; backedUp: boolean },
  now: Date,
): Promise<void> {
  await manager.query(`UPDATE passkey SET counter = $2, backed_up = $3, used_at = $4 WHERE id = $1`, [id, counter, backedUp, now]);
}

export async function renamePasskey(manager: EntityManager, personId: string, id: string, name: string): Promise<void> {
  await manager.query(`UPDATE passkey SET name = $3 WHERE id = $1 AND person_id = $2`, [id, personId, name]);
}

/** False when the person has no such key. */
export async function removePasskey(manager: EntityManager, personId: string, id: string): Promise<boolean> {
  const [, gone] = await manager.query<[unknown, number]>(`DELETE FROM passkey WHERE id = $1 AND person_id = $2`, [id, personId]);
  return gone === 1;
}

export async function removePasskeys(manager: EntityManager, personId: string): Promise<void> {
  await manager.query(`DELETE FROM passkey WHERE person_id = $1`, [personId]);
}
