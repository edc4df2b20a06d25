import type { Work } from '../../db/unit-of-work.ts';
import { isPositive } from '../../kernel/quantity.ts';
import { officeRecipients } from '../accounts/index.ts';
import { figureQueries } from '../commitments/index.ts';
import { unansweredAt } from '../posts/index.ts';
import type { OfficeAlertDeps } from './alert-deps.ts';
import { chancesOf, lockTellingOffice, matchFacts, needsUntold, reviewsUntold, type OfficeFacts } from './alerts.queries.ts';
import type { MailReader } from './match-card.view.ts';
import { needsUnansweredMail, needUnansweredMail, reviewsWaitingMail, reviewWaitingMail, type UnansweredNeed } from './office-mail.view.ts';

const CANDIDATES = 5;

interface OfficeMail {
  kind: string;
  why: string;
  posts: readonly [OfficeFacts, ...OfficeFacts[]];
  data: (reader: MailReader) => object;
}

async function mailOffice(deps: OfficeAlertDeps, work: Work, { kind, why, posts, data }: OfficeMail): Promise<void> {
  const [first, ...others] = posts.map(({ id }) => id);
  const about = others.length === 0 ? { postId: first ?? null } : { besides: posts.map(({ id }) => id) };
  for (const to of await officeRecipients(deps, work)) {
    const reader = { t: deps.messages.translate(to.language), lang: to.language, vocabulary: deps.vocabulary };
    await deps.mailer.send(work, { kind, why, to, data: data(reader), ...about });
  }
}

const isSome = <T>(list: readonly T[]): list is readonly [T, ...T[]] => list.length > 0;

async function unansweredNeeds(work: Work, postId: string): Promise<UnansweredNeed[]> {
  const { manager, now } = work;
  const organisationId = await lockTellingOffice(manager, postId);
  if (organisationId === null) return [];
  // The needs of a list come due together; each has a job, and the first of them tells of all.
  const due = (await needsUntold(manager, organisationId, postId)).filter((need) =>
    need.id === postId || (need.publishedAt !== null && unansweredAt(need, need.publishedAt) <= now));
  const ids = due.map(({ id }) => id);
  const [figures, chances] = [await figureQueries(manager).needFigures(ids), await chancesOf(manager, ids, CANDIDATES)];
  return due.flatMap((need) => {
    const sums = figures.get(need.id);
    const { fits, maybes, best } = chances.get(need.id) ?? { fits: 0, maybes: 0, best: [] };
    return sums && isPositive(sums.open) && fits === 0 ? [{ need, figures: sums, maybes, best }] : [];
  });
}

/**
 * The job that looks after a published need some time later: when nothing fits and something is open, the office is told
 * once, with the best of what may fit; of several needs of an organisation in one mail.
 */
export async function checkNeedAnswered(deps: OfficeAlertDeps, postId: string): Promise<void> {
  await deps.uow.run(async (work) => {
    const found = await unansweredNeeds(work, postId);
    if (!isSome(found)) return;
    const [first, ...others] = found;
    const posts = [first.need, ...others.map(({ need }) => need)] as const;
    if (isSome(others)) {
      const list = (reader: MailReader) => needsUnansweredMail(reader, [first, ...others]);
      return mailOffice(deps, work, { kind: 'office-posts', why: 'need.unanswered', posts, data: list });
    }
    const facts = await matchFacts(work.manager, first.best);
    const candidates = first.best.flatMap((id) => facts.get(id) ?? []);
    const data = (reader: MailReader) => needUnansweredMail(reader, first.need, first.figures, candidates);
    return mailOffice(deps, work, { kind: 'need-unanswered', why: 'need.unanswered', posts, data });
  });
}

/**
 * The job that tells the office, once each time, of a post that waits for its review, and in the same mail of all others
 * of its organisation that do and were not told: a list is one mail.
 */
export async function tellReviewWaiting(deps: OfficeAlertDeps, postId: string): Promise<void> {
  await deps.uow.run(async (work) => {
    const organisationId = await lockTellingOffice(work.manager, postId);
    const posts = organisationId === null ? [] : await reviewsUntold(work.manager, organisationId);
    if (!isSome(posts)) return;
    const [post, ...others] = posts;
    if (isSome(others)) {
      return mailOffice(deps, work, { kind: 'office-posts', why: 'post.review', posts, data: (reader) => reviewsWaitingMail(reader, posts) });
    }
    return mailOffice(deps, work, { kind: 'review-waiting', why: 'post.review', posts, data: (reader) => reviewWaitingMail(reader, post) });
  });
}
