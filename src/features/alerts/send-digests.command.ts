import type { Work } from '../../db/unit-of-work.ts';
import { today } from '../../kernel/dates.ts';
import { announcementsToTell, isNewSince } from '../announcements/index.ts';
import type { AlertDeps } from './alert-deps.ts';
import { mailDigest } from './alert.emails.ts';
import { beginDigest, dropStale, endDigest, lockTelling, markTold } from './alert.repository.ts';
import { SEND_DIGESTS } from './alerts.jobs.ts';
import { lastDigests, peopleDue } from './alerts.queries.ts';
import { dueDigests, type DueDigest } from './digest.ts';
import { recipients, waitingFor } from './tellable.queries.ts';
import { toldBy } from './told.ts';

const PAGE = 100;

async function digestsOf(deps: AlertDeps, work: Work, due: DueDigest, personIds: readonly string[]): Promise<void> {
  await lockTelling(work.manager, personIds);
  const waiting = await waitingFor(work.manager, personIds, today(work.now), { channel: due.frequency, before: due.at });
  const people = await recipients(work.manager, personIds);
  // A section of digests that go out anyway: never a reason for one.
  const [announcements, last] = [await announcementsToTell(work.manager, work.now), await lastDigests(work.manager, personIds)];
  for (const told of await toldBy(work, waiting, ({ personId }) => personId)) {
    const { personId } = told.waiting[0];
    const person = people.get(personId);
    const id = person ? await beginDigest(work.manager, personId, due, told.waiting.length, work.now) : null;
    if (!person || id === null) continue;
    const news = announcements.filter((one) => isNewSince(one, last.get(personId) ?? null));
    const mailId = await mailDigest(deps, work, person, { told, news }, due.frequency);
    await endDigest(work.manager, id, mailId);
    markTold(work, told.waiting.map(({ alertId }) => alertId), mailId);
  }
}

/* People with nothing worth telling get no digest and are met again next time; so pages go by id, not by what is left. */
async function page(deps: AlertDeps, due: DueDigest, after: string | null): Promise<void> {
  await deps.uow.run(async (work) => {
    const ids = await peopleDue(work.manager, due, after, PAGE);
    await digestsOf(deps, work, due, ids);
    const last = ids.at(-1);
    if (ids.length < PAGE || !last) return;
    await work.addJob({ name: SEND_DIGESTS, payload: { frequency: due.frequency, after: last }, key: `digests:${due.frequency}` });
  });
}

/**
 * Sends the digests that are due: one per person, frequency and day, never an empty one. Runs every quarter of an hour
 * and does nothing when everything has gone out; `next` is the page that an earlier run left.
 */
export async function sendDigests(deps: AlertDeps, next: { frequency: string; after: string } | null): Promise<void> {
  if (next === null) await deps.uow.run(({ manager, now }) => dropStale(manager, now));
  for (const due of dueDigests(deps.clock.now())) {
    if (next === null || next.frequency === due.frequency) await page(deps, due, next?.after ?? null);
  }
}
