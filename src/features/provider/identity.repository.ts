import type { EntityManager } from 'typeorm';

/** Who has this identity at the provider, if it was confirmed once and the account is active. */
export async function personOfIdentity(manager: EntityManager, issuer: string, subject: string, now: Date): Promise<string | null> {
  const [rows] = await manager.query<[{ id: string }[], number]>(
    `UPDATE provider_identity i SET used_at = $3 FROM person p WHERE i.issuer = $1 AND i.subject = $2 AND p.id = i.person_id
       AND p.state = 'active' AND p.email_verified_at IS NOT NULL RETURNING p.id`,
    [issuer, subject, now],
  );
  return rows[0]?.id ?? null;
}

/** Connects an identity to a person; one that belongs to somebody stays theirs: false then. */
export async function connectIdentity(
  manager: EntityManager,
  personId: string,
  { issuer, subject }: { issuer: string; subject: string },
  now: Date,
): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `INSERT INTO provider_identity (issuer, subject, person_id, created_at) VALUES ($1,$2,$3,$4)
     ON CONFLICT (issuer, subject) DO NOTHING RETURNING issuer`,
    [issuer, subject, personId, now],
  );
  return rows.length === 1;
}

/** The provider's word is no longer enough; the next time the owner of the mailbox is asked again. */
export async function removeIdentities(manager: EntityManager, personId: string): Promise<void> {
  await manager.query(`DELETE FROM provider_identity WHERE person_id = $1`, [personId]);
}
