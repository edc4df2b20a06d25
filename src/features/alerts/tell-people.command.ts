import type { Work } from '../../db/unit-of-work.ts';
import { today } from '../../kernel/dates.ts';
import { isPositive, ZERO } from '../../kernel/quantity.ts';
import { instantChannel, SHOWN } from './alert.ts';
import type { AlertDeps } from './alert-deps.ts';
import { mailMatches } from './alert.emails.ts';
import { drop, instantMailsToday, lockTelling, markTold, move } from './alert.repository.ts';
import { TELL_PEOPLE } from './alerts.jobs.ts';
import { matchFacts, type MatchFacts } from './alerts.queries.ts';
import type { NeedFigures } from '../commitments/index.ts';
import { recipients, waitingFor, type Waiting } from './tellable.queries.ts';

/** So many people are mailed in one transaction. */
export const BATCH = 200;

/** What a mail about waiting alerts is made from. */
export interface Told {
  waiting: readonly Waiting[];
  facts: ReadonlyMap<string, MatchFacts>;
  figures: ReadonlyMap<string, NeedFigures>;
}

/**
 * Groups what waits by `keyOf`, leaves out (waiting, not lost) what is about needs with nothing open, and reads what
 * the mails say of the best of each group.
 */
export async function groupsOf(
  deps: AlertDeps, work: Work, waiting: readonly Waiting[], keyOf: (one: Waiting) => string,
): Promise<Told[]> {
  const figures = await deps.openOf(work.manager, [...new Set(waiting.map(({ needId }) => needId))]);
  const timely = waiting.filter(({ needId }) => isPositive(figures.get(needId)?.open ?? ZERO));
  const groups = [...Map.groupBy(timely, keyOf).values()];
  const shown = groups.flatMap((group) => group.slice(0, SHOWN).map(({ matchId }) => matchId));
  const facts = await matchFacts(work.manager, [...new Set(shown)]);
  return groups.map((group) => ({ waiting: group, facts, figures }));
}

/* One mail for all that waits for one person, organisation and side; beyond the day's limit it goes to the digest. */
async function tellPeople(deps: AlertDeps, work: Work, personIds: readonly string[]): Promise<void> {
  await lockTelling(work.manager, personIds);
  const waiting = await waitingFor(work.manager, personIds, today(work.now), { channel: 'instant', before: work.now });
  const told = await instantMailsToday(work.manager, personIds, work.now);
  const people = await recipients(work.manager, personIds);
  const groups = await groupsOf(deps, work, waiting, (one) => `${one.personId} ${one.organisationId} ${one.side}`);
  for (const group of groups) {
    const [best] = group.waiting;
    const person = best && people.get(best.personId);
    if (!best || !person) continue;
    const ids = group.waiting.map(({ alertId }) => alertId);
    const today = told.get(best.personId) ?? 0;
    const channel = instantChannel(today, best.preference);
    if (channel === null) await drop(work.manager, ids);
    else if (channel === 'daily') await move(work.manager, ids, { channel, now: work.now });
    else {
      await markTold(work.manager, ids, await mailMatches(deps, work, person, group), work.now);
      told.set(best.personId, today + 1);
    }
  }
}

/** Mails these people now when they are few, else in jobs of {@link BATCH} people. */
export async function tellPeopleOf(deps: AlertDeps, work: Work, personIds: readonly string[]): Promise<void> {
  const ids = [...new Set(personIds)].sort();
  if (ids.length === 0) return;
  if (ids.length <= BATCH) return tellPeople(deps, work, ids);
  for (let start = 0; start < ids.length; start += BATCH) {
    await work.addJob({ name: TELL_PEOPLE, payload: { personIds: ids.slice(start, start + BATCH) }, priority: -1 });
  }
}

/** The job of one batch. */
export async function tellBatch(deps: AlertDeps, personIds: readonly string[]): Promise<void> {
  await deps.uow.run((work) => tellPeople(deps, work, personIds));
}
