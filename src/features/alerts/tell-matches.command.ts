import type { Work } from '../../db/unit-of-work.ts';
import { today } from '../../kernel/dates.ts';
import { frequencyOf } from './alert.ts';
import type { AlertDeps } from './alert-deps.ts';
import { lockTelling, plan, type Planned } from './alert.repository.ts';
import { lastWave } from './alerts.queries.ts';
import { tellPeopleOf } from './tell-people.command.ts';
import { untold, type Tellable } from './tellable.queries.ts';
import { runningWave, splitWave } from './wave.ts';

/* Whoever wants to hear of it never is promised nothing: switched on later, old matches stay untold. */
function planned(tellable: Tellable, wave: number | null): Planned[] {
  const channel = frequencyOf(tellable.preference, tellable.verdict);
  return channel === 'never' ? [] : [{ tellable, channel, wave }];
}

const isWanted = (one: Tellable): boolean => frequencyOf(one.preference, one.verdict) !== 'never';

/* The firms of a need hear of it in waves; everybody else hears at once. */
async function plannedFor(work: Work, postId: string, found: readonly Tellable[]): Promise<Planned[]> {
  const inWaves = (one: Tellable) => one.side === 'offer' && one.needId === postId;
  const atOnce = found.filter((one) => !inWaves(one)).flatMap((one) => planned(one, null));
  const firms = found.filter((one) => inWaves(one) && isWanted(one));
  if (firms.length === 0) return atOnce;
  const wave = runningWave(await lastWave(work.manager, postId), work.now);
  const { now, later } = splitWave(firms, wave);
  return [
    ...atOnce,
    ...now.flatMap((one) => planned(one, wave.number)),
    ...later.map((tellable): Planned => ({ tellable, channel: 'wave', wave: null })),
  ];
}

/**
 * The job that follows matching: both sides of every risen match hear of the other post, each person as chosen. The
 * promises to tell, the mails and the jobs that send them are one transaction; run again it finds everything promised.
 */
export async function tellMatches(deps: AlertDeps, postId: string, matchIds: readonly string[]): Promise<void> {
  await deps.uow.run(async (work) => {
    await lockTelling(work.manager, [postId]);
    const found = await untold(work.manager, matchIds, today(work.now));
    const all = await plannedFor(work, postId, found);
    await plan(work.manager, all, work.now);
    await tellPeopleOf(deps, work, all.filter(({ channel }) => channel === 'instant').map(({ tellable }) => tellable.personId));
  });
}
