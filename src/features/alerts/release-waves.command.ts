import type { Work } from '../../db/unit-of-work.ts';
import { today } from '../../kernel/dates.ts';
import { figureQueries } from '../commitments/index.ts';
import { frequencyOf, type Frequency } from './alert.ts';
import type { AlertDeps } from './alert-deps.ts';
import { drop, lockTelling, move } from './alert.repository.ts';
import { answersTo, lastWave, needsWithWaves } from './alerts.queries.ts';
import { tellPeopleOf } from './tell-people.command.ts';
import { waitingForWave } from './tellable.queries.ts';
import { nextWaveIsDue, splitWave, waveAfter, type Wave } from './wave.ts';

async function isDue(work: Work, needId: string, wave: Wave | null): Promise<boolean> {
  const figures = (await figureQueries(work.manager).needFigures([needId])).get(needId);
  const uncovered = figures !== undefined && figures.open > figures.proposed;
  if (!wave) return uncovered;
  return nextWaveIsDue({ wave, uncovered, ...(await answersTo(work.manager, needId, wave)) }, work.now);
}

async function release(deps: AlertDeps, work: Work, needId: string, last: Wave | null): Promise<void> {
  const next = waveAfter(last);
  const waiting = await waitingForWave(work.manager, needId, today(work.now));
  const { now: firms } = splitWave(waiting, next);
  const byFrequency: Partial<Record<Frequency, typeof firms>> = Object.groupBy(firms, (one) => frequencyOf(one.preference, one.verdict));
  for (const channel of ['instant', 'daily', 'weekly'] as const) {
    const ids = (byFrequency[channel] ?? []).map(({ alertId }) => alertId);
    await move(work.manager, ids, { channel, wave: next.number, now: work.now });
  }
  await drop(work.manager, (byFrequency.never ?? []).map(({ alertId }) => alertId));
  await tellPeopleOf(deps, work, (byFrequency.instant ?? []).map(({ personId }) => personId));
}

/** Lets the next 30 firms hear of each need whose last wave brought no answer. Returns how many needs went on. */
export async function releaseWaves(deps: AlertDeps): Promise<number> {
  let released = 0;
  for (const needId of await deps.uow.run((work) => needsWithWaves(work.manager))) {
    released += await deps.uow.run(async (work) => {
      await lockTelling(work.manager, [needId]);
      const last = await lastWave(work.manager, needId);
      if (!(await isDue(work, needId, last))) return 0;
      await release(deps, work, needId, last);
      return 1;
    });
  }
  return released;
}
