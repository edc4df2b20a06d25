import type { EntityManager } from 'typeorm';
import { newId } from '../../kernel/ids.ts';
import type { NewSignIn } from './sign-in.ts';

/** Notes a try to sign in, or a success. Returns its id: on it stands the session. */
export async function noteSignIn(manager: EntityManager, now: Date, entry: NewSignIn): Promise<string> {
  const id = newId();
  await manager.query(
    `INSERT INTO sign_in (id, person_id, at, how, outcome, device, place, seen_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$3)`,
    [id, entry.personId, now, entry.how, entry.outcome, entry.browser.device, entry.browser.place],
  );
  if (entry.outcome === 'in') await manager.query(`UPDATE person SET signed_in_at = $2 WHERE id = $1`, [entry.personId, now]);
  return id;
}

/**
 * Ends every session of a person, or all but the one of this sign-in, in the transaction of the reason. The sign-in is
 * the truth: a session that a request in flight writes back after this is worth nothing. Returns how many ended.
 */
export async function endSessions(manager: EntityManager, personId: string, now: Date, except: string | null = null): Promise<number> {
  const [, ended] = await manager.query<[unknown, number]>(
    `UPDATE sign_in SET ended_at = $2 WHERE person_id = $1 AND outcome = 'in' AND ended_at IS NULL AND id IS DISTINCT FROM $3::uuid`,
    [personId, now, except],
  );
  await manager.query(
    `DELETE FROM session WHERE sess->'passport'->>'user' = $1::text AND sess->>'signInId' IS DISTINCT FROM $2::text`, [personId, except]);
  return ended;
}

/** Ends one session of a person; false when there is no such open one. */
export async function endSession(manager: EntityManager, personId: string, signInId: string, now: Date): Promise<boolean> {
  const [, ended] = await manager.query<[unknown, number]>(
    `UPDATE sign_in SET ended_at = $3 WHERE id = $1 AND person_id = $2 AND outcome = 'in' AND ended_at IS NULL`, [signInId, personId, now]);
  await manager.query(
    `DELETE FROM session WHERE sess->'passport'->>'user' = $1::text AND sess->>'signInId' = $2::text`, [personId, signInId]);
  return ended === 1;
}

/** Ends every session of everybody. Returns how many sign-ins ended. */
export async function endEverySession(manager: EntityManager, now: Date): Promise<number> {
  const [, ended] = await manager.query<[unknown, number]>(`UPDATE sign_in SET ended_at = $1 WHERE outcome = 'in' AND ended_at IS NULL`, [now]);
  await manager.query(`DELETE FROM session`);
  return ended;
}

/** Notes that a session is in use. */
export async function seeSignIn(manager: EntityManager, signInId: string, now: Date): Promise<void> {
  await manager.query(`UPDATE sign_in SET seen_at = $2 WHERE id = $1`, [signInId, now]);
}
