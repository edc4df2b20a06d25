import type { Work } from '../../db/unit-of-work.ts';
import { today } from '../../kernel/dates.ts';
import { instantChannel } from './alert.ts';
import type { AlertDeps } from './alert-deps.ts';
import { mailMatches } from './alert.emails.ts';
import { drop, instantMailsToday, lockTelling, markTold, move } from './alert.repository.ts';
import { TELL_PEOPLE } from './alerts.jobs.ts';
import { toldBy } from './told.ts';
import { recipients, waitingFor } from './tellable.queries.ts';

/** So many people are mailed in one transaction. */
const BATCH = 200;

/* One mail for all that waits for one person, organisation and side; beyond the day's limit it goes to the digest. */
async function tellPeople(deps: AlertDeps, work: Work, personIds: readonly string[]): Promise<void> {
  const { manager, now } = work;
  await lockTelling(manager, personIds);
  const waiting = await waitingFor(manager, personIds, today(now), { channel: 'instant', before: now });
  const mailed = await instantMailsToday(manager, personIds, now);
  const people = await recipients(manager, personIds);
  for (const told of await toldBy(work, waiting, (one) => `${one.personId} ${one.organisationId} ${one.side}`)) {
    const { personId, preference } = told.waiting[0];
    const person = people.get(personId);
    if (!person) continue;
    const ids = told.waiting.map(({ alertId }) => alertId);
    const before = mailed.get(personId) ?? 0;
    const channel = instantChannel(before, preference);
    if (channel === null) await drop(manager, ids);
    else if (channel === 'daily') await move(manager, ids, { channel, now });
    else {
      markTold(work, ids, await mailMatches(deps, work, person, told));
      mailed.set(personId, before + 1);
    }
  }
}

/** Mails these people now when they are few, else in jobs of {@link BATCH} people. */
export async function tellPeopleOf(deps: AlertDeps, work: Work, personIds: readonly string[]): Promise<void> {
  const ids = [...new Set(personIds)].sort();
  if (ids.length === 0) return;
  if (ids.length <= BATCH) return tellPeople(deps, work, ids);
  for (let start = 0; start < ids.length; start += BATCH) {
    await work.addJob({ name: TELL_PEOPLE, payload: { personIds: ids.slice(start, start + BATCH) }, priority: -3 });
  }
}

/** The job of one batch. */
export async function tellBatch(deps: AlertDeps, personIds: readonly string[]): Promise<void> {
  await deps.uow.run((work) => tellPeople(deps, work, personIds));
}
