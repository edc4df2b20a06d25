import type { Work } from '../../db/unit-of-work.ts';
import { addDays, endOfDay, today } from '../../kernel/dates.ts';
import type { Recipient } from '../../mail/outbox.repository.ts';
import {
  dropStaleHits, markHitsTold, moveHitsToDigest, moveLeftHitsToDigest, peopleWithHits, searchesById, waitingHits, type WaitingHit,
} from '../searches/index.ts';
import { INSTANT_A_DAY, SHOWN } from './alert.ts';
import type { AlertDeps } from './alert-deps.ts';
import { instantMailsToday, lockTelling } from './alert.repository.ts';
import { dueDigests, type DueDigest } from './digest.ts';
import { foundPostsMail, type FoundPosts } from './search-mail.view.ts';
import { recipients } from './tellable.queries.ts';

const PAGE = 100;
const UNSUBSCRIBE_DAYS = 365;

/* A post that several searches of one person have found is told once. */
const once = (hits: readonly WaitingHit[]): WaitingHit[] => [...new Map(hits.map((hit) => [hit.postId, hit])).values()];

async function mail(deps: AlertDeps, work: Work, to: Recipient, personId: string, hits: readonly WaitingHit[], channel: FoundPosts['channel']) {
  const [first, ...posts] = once(hits);
  const [search, ...searches] = await searchesById(work.manager, personId, [...new Set(hits.map(({ searchId }) => searchId))]);
  if (!first || !search) return;
  const reader = { t: deps.messages.translate(to.language), lang: to.language, vocabulary: deps.vocabulary };
  const ids = [search, ...searches].map(({ id }) => id).join(',');
  const mailId = await deps.mailer.send(work, {
    kind: 'saved-search',
    why: `search.${channel}`,
    to,
    data: foundPostsMail(reader, { posts: [first, ...posts], searches: [search, ...searches], channel }),
    ...(posts.length === 0 ? { postId: first.postId } : { besides: [first, ...posts].slice(0, SHOWN).map(({ postId }) => postId) }),
    unsubscribe: {
      purpose: 'unsubscribe', personId, organisationId: null, data: { alert: 'search', searchId: ids },
      expiresAt: endOfDay(addDays(today(work.now), UNSUBSCRIBE_DAYS)),
    },
  });
  await markHitsTold(work.manager, hits, mailId, work.now);
}

interface Telling {
  channel: FoundPosts['channel'];
  before: Date;
}

async function tell(deps: AlertDeps, work: Work, personIds: readonly string[], { channel, before }: Telling): Promise<void> {
  const { manager, now } = work;
  await lockTelling(manager, personIds);
  const hits = Map.groupBy(await waitingHits(manager, personIds, today(now), { channel, before }), ({ personId }) => personId);
  const people = await recipients(manager, personIds);
  const mailed = await instantMailsToday(manager, personIds, now);
  for (const [personId, found] of hits) {
    const to = people.get(personId);
    if (!to) continue;
    if (channel === 'instant' && (mailed.get(personId) ?? 0) >= INSTANT_A_DAY) await moveHitsToDigest(manager, found);
    else await mail(deps, work, to, personId, found, channel);
  }
}

/** The job after a publication: what searches with instant mails have found, beyond the day's limit put off to the digest. */
export async function tellSearches(deps: AlertDeps, personIds: readonly string[]): Promise<void> {
  await deps.uow.run((work) => tell(deps, work, personIds, { channel: 'instant', before: work.now }));
}

async function sendDue(deps: AlertDeps, { frequency, at }: DueDigest): Promise<void> {
  if (frequency === 'daily') await deps.uow.run(({ manager }) => moveLeftHitsToDigest(manager, at));
  for (let after: string | null = null; ;) {
    const from: string | null = after;
    const ids = await deps.uow.run(async (work) => {
      const page = await peopleWithHits(work.manager, frequency, at, from, PAGE);
      if (page.length > 0) await tell(deps, work, page, { channel: frequency, before: at });
      return page;
    });
    after = ids.at(-1) ?? null;
    if (ids.length < PAGE) return;
  }
}

/**
 * Sends what saved searches have found for the digests that are due, one mail per person. Runs every quarter of an hour;
 * what has gone out does not wait any more, so it does nothing the second time.
 */
export async function sendSearchDigests(deps: AlertDeps): Promise<void> {
  await deps.uow.run(({ manager, now }) => dropStaleHits(manager, now));
  for (const due of dueDigests(deps.clock.now())) await sendDue(deps, due);
}
