import type { EntityManager } from 'typeorm';
import { organisationOf, personOf, type Actor } from '../../kernel/actor.ts';
import { addJobs } from '../../jobs/add-job.ts';
import { TELL_ORGANISATION } from './activity.jobs.ts';

/** One row of the history: who did what to what, and why. Never changed afterwards. */
export interface NewActivity {
  action: string;
  postId?: string | null;
  commitmentId?: string | null;
  /** The organisation for which it was done. */
  organisationId?: string | null;
  /** The office did it for that organisation. */
  onBehalf?: boolean;
  /** The organisation is written to about it, as about everything that was done on its behalf. */
  tells?: boolean;
  data?: object;
}

/* Commitments write to both sides themselves. */
const isTold = ({ action, onBehalf, tells }: NewActivity): boolean =>
  (onBehalf === true || tells === true) && !action.startsWith('commitment.');

/**
 * Writes a row of the history in the transaction of the fact. Whatever the office does in an organisation's place is told
 * to its people: here, so that no command can forget it.
 */
export async function record(manager: EntityManager, actor: Actor, now: Date, activity: NewActivity): Promise<void> {
  const [row] = await manager.query<{ id: string }[]>(
    `INSERT INTO activity (at, action, person_id, organisation_id, on_behalf, post_id, commitment_id, data)
     VALUES ($1,$2,$3,$4,$5,$6,$7,$8) RETURNING id`,
    [now, activity.action, personOf(actor), activity.organisationId ?? organisationOf(actor), activity.onBehalf ?? false,
      activity.postId ?? null, activity.commitmentId ?? null, JSON.stringify(activity.data ?? {})],
  );
  if (row && isTold(activity)) {
    await addJobs(manager, [{ name: TELL_ORGANISATION, payload: { activityId: row.id }, key: `tell-organisation:${row.id}` }]);
  }
}
