import type { Work } from '../../db/unit-of-work.ts';
import { isPositive } from '../../kernel/quantity.ts';
import { officeRecipients } from '../accounts/index.ts';
import { figureQueries } from '../commitments/index.ts';
import type { OfficeAlertDeps } from './alert-deps.ts';
import { chancesOf, lockOfficeFacts, matchFacts, wasMailed, wasReviewMailed } from './alerts.queries.ts';
import type { MailReader } from './match-card.view.ts';
import { needUnansweredMail, reviewWaitingMail } from './office-mail.view.ts';

const CANDIDATES = 5;

async function mailOffice(
  deps: OfficeAlertDeps, work: Work, mail: { kind: string; why: string; postId: string; data: (reader: MailReader) => object },
): Promise<void> {
  for (const to of await officeRecipients(deps, work)) {
    const reader = { t: deps.messages.translate(to.language), lang: to.language, vocabulary: deps.vocabulary };
    await deps.mailer.send(work, { ...mail, to, data: mail.data(reader) });
  }
}

/**
 * The job that looks after a published need some time later: when nothing fits and something is open, the office is told
 * once, with the best of what may fit.
 */
export async function checkNeedAnswered(deps: OfficeAlertDeps, postId: string): Promise<void> {
  await deps.uow.run(async (work) => {
    const { manager } = work;
    const post = await lockOfficeFacts(manager, postId);
    if (post?.kind !== 'need' || post.state !== 'published' || (await wasMailed(manager, 'need-unanswered', postId))) return;
    const figures = (await figureQueries(manager).needFigures([postId])).get(postId);
    const chances = await chancesOf(manager, postId, CANDIDATES);
    if (!figures || !isPositive(figures.open) || chances.fits > 0) return;
    const facts = await matchFacts(manager, chances.maybe);
    const candidates = chances.maybe.flatMap((id) => facts.get(id) ?? []);
    const data = (reader: MailReader) => needUnansweredMail(reader, post, figures, candidates);
    await mailOffice(deps, work, { kind: 'need-unanswered', why: 'need.unanswered', postId, data });
  });
}

/** The job that tells the office, once each time, of a post that waits for its review. */
export async function tellReviewWaiting(deps: OfficeAlertDeps, postId: string): Promise<void> {
  await deps.uow.run(async (work) => {
    const post = await lockOfficeFacts(work.manager, postId);
    if (post?.state !== 'in-review' || (await wasReviewMailed(work.manager, postId))) return;
    const data = (reader: MailReader) => reviewWaitingMail(reader, post);
    await mailOffice(deps, work, { kind: 'review-waiting', why: 'post.review', postId, data });
  });
}
