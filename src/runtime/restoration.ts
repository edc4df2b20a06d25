import type { UnitOfWork, Work } from '../db/unit-of-work.ts';
import { RESTORE_UNFINISHED } from '../db/migrate.ts';
import type { JobPool } from '../jobs/jobs.queries.ts';
import { carryOver, type CarriedJob } from '../jobs/carry-over.queries.ts';
import { workOff } from '../jobs/work-off.ts';
import type { JobHandlers, RecurringJob } from '../jobs/worker.ts';
import { dropHeld, holdWaiting, releaseHeld, sendWaiting, unpark } from '../mail/held.repository.ts';
import { SEND_MAIL } from '../mail/outbox.repository.ts';
import { recordRestoration, settle, unsettled, type Restoration } from '../mail/restorations.repository.ts';

export interface RestorationDeps {
  pool: JobPool;
  uow: UnitOfWork;
  handlers: JobHandlers;
  recurring: readonly RecurringJob[];
  /** Alerts that have not been told in a mail yet: put aside, or wait again. By the instant of the putting aside. */
  alerts: { putAside(work: Work, at: Date): Promise<number>; takeUpAgain(work: Work, at: Date): Promise<number> };
}

export interface RestoredState {
  backupAt: Date;
  jobs: readonly CarriedJob[];
  /** What marks the mails that were waiting when the backup was taken. */
  parkedNote: string;
  /** The operator knows that nothing was sent after the backup: nothing is held. */
  releaseMail: boolean;
}

export type Outcome = { held: number; putAside: number; sending: number };

async function carryJobs(deps: RestorationDeps, jobs: readonly CarriedJob[]): Promise<void> {
  const client = await deps.pool.connect();
  try {
    for (const job of jobs.filter(({ name }) => name !== SEND_MAIL)) await carryOver(client, job);
  } finally {
    client.release();
  }
}

/*
 * What the clock and the restored jobs owe now is worked off while no mail can leave, so that whatever repeats the time
 * between backup and loss (digests, reminders, later waves) is written, but held; what people do afterwards goes out.
 */
async function catchUp(deps: RestorationDeps): Promise<void> {
  const quiet = Object.fromEntries(Object.entries(deps.handlers).filter(([name]) => name !== SEND_MAIL));
  await workOff(deps.pool, quiet);
  for (const { name } of deps.recurring) await quiet[name]?.({});
  await workOff(deps.pool, quiet);
}

async function holdAll(deps: RestorationDeps, backupAt: Date): Promise<Outcome> {
  await catchUp(deps);
  return deps.uow.run(async (work) => {
    const held = await holdWaiting(work.manager, work.now);
    const putAside = await deps.alerts.putAside(work, work.now);
    await recordRestoration(work.manager, { backupAt, restoredAt: work.now, heldMails: held, putAside });
    return { held, putAside, sending: 0 };
  });
}

/** Ends a restore: jobs again, nothing mailed twice, and the mark that kept everybody away taken from the database. */
export async function finishRestore(deps: RestorationDeps, state: RestoredState): Promise<Outcome> {
  await carryJobs(deps, state.jobs);
  await deps.uow.run(({ manager }) => unpark(manager, state.parkedNote));
  const outcome = state.releaseMail
    ? { held: 0, putAside: 0, sending: await deps.uow.run((work) => sendWaiting(work)) }
    : await holdAll(deps, state.backupAt);
  await deps.pool.query(`DROP TABLE IF EXISTS public.${RESTORE_UNFINISHED}`);
  return outcome;
}

async function settleAll(work: Work, how: 'released' | 'dropped'): Promise<Restoration[]> {
  const open = await unsettled(work.manager);
  for (const { id } of open) await settle(work.manager, id, how, work.now);
  return open;
}

/** Sends what restores have held, and lets the alerts they put aside wait for their digest again. */
export function releaseMails(deps: RestorationDeps): Promise<{ released: number; tooLate: number; takenUp: number }> {
  return deps.uow.run(async (work) => {
    let takenUp = 0;
    for (const { restoredAt } of await settleAll(work, 'released')) takenUp += await deps.alerts.takeUpAgain(work, restoredAt);
    return { ...(await releaseHeld(work)), takenUp };
  });
}

/** Gives up what restores have held: it was sent, the operator says. Returns how many mails. */
export function dropMails(deps: RestorationDeps): Promise<number> {
  return deps.uow.run(async (work) => {
    await settleAll(work, 'dropped');
    return dropHeld(work.manager);
  });
}
