import type { EntityManager } from 'typeorm';

/** A passkey as its owner sees it. */
export interface PasskeyRow {
  id: string;
  name: string;
  backedUp: boolean;
  createdAt: Date;
  usedAt: Date | null;
}

export const passkeyRows = (manager: EntityManager, personId: string): Promise<PasskeyRow[]> =>
  manager.query(
    `SELECT id, name, backed_up AS "backedUp", created_at AS "createdAt", used_at AS "usedAt"
     FROM passkey WHERE person_id = $1 ORDER BY created_at, id`,
    [personId],
  );
