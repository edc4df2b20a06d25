import type { EntityManager } from 'typeorm';
import { organisationOf, personOf, type Actor } from '../../kernel/actor.ts';

/** One row of the history: who did what to what, and why. Never changed afterwards. */
export interface NewActivity {
  action: string;
  postId?: string | null;
  commitmentId?: string | null;
  /** The organisation for which it was done. */
  organisationId?: string | null;
  /** The office did it for that organisation. */
  onBehalf?: boolean;
  data?: object;
}

/** Writes a row of the history in the transaction of the fact. */
export async function record(manager: EntityManager, actor: Actor, now: Date, activity: NewActivity): Promise<void> {
  await manager.query(
    `INSERT INTO activity (at, action, person_id, organisation_id, on_behalf, post_id, commitment_id, data)
     VALUES ($1,$2,$3,$4,$5,$6,$7,$8)`,
    [now, activity.action, personOf(actor), activity.organisationId ?? organisationOf(actor), activity.onBehalf ?? false,
      activity.postId ?? null, activity.commitmentId ?? null, JSON.stringify(activity.data ?? {})],
  );
}
