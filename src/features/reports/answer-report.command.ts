import { personOf, type Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { joining, type Work } from '../../db/unit-of-work.ts';
import { hidePost, postRepository, type Post } from '../posts/index.ts';
import type { ReportDeps } from './report-deps.ts';
import { reportAnsweredMail } from './report-mail.view.ts';
import { answerReports, lockReport, reporterOf } from './report.repository.ts';
import type { PostReport, ReportVerdict } from './report.ts';

export interface ReportAnswer {
  id: string;
  verdict: ReportVerdict;
  /** Told to whoever reported it and, when the post goes, to its owner. */
  answer: string;
}

async function tellReporter({ alerting }: ReportDeps, work: Work, post: Post, report: PostReport, { verdict, answer }: ReportAnswer): Promise<void> {
  const to = await reporterOf(work.manager, report);
  if (!to) return;
  const data = reportAnsweredMail(alerting.messages.translate(to.language), post, { verdict, answer });
  await alerting.mailer.send(work, { kind: 'report-answered', why: 'post.report-answered', to, data, postId: post.id });
}

/**
 * The office's answer. Hiding takes the post off the board at once, tells its owner why, and answers every open report of
 * it; keeping answers this one.
 * @throws DomainError not-found; conflict `report.answered` when somebody was faster; conflict when the post has ended
 */
export async function answerReport(deps: ReportDeps, actor: Actor, input: ReportAnswer): Promise<void> {
  await deps.alerting.uow.run(async (work) => {
    const report = await lockReport(work.manager, input.id);
    if (!report) throw new DomainError('not-found', 'errors.not-found');
    if (report.verdict !== null) throw new DomainError('conflict', 'report.answered');
    const hide = input.verdict === 'hidden';
    const post = await postRepository(work.manager).get(actor, report.postId);
    // Hidden by an earlier answer or by hand: the reports are answered all the same.
    if (hide && post.state !== 'in-review') {
      await hidePost(joining({ ...deps.postCommands, uow: deps.alerting.uow }, work), actor, post.id, input.answer);
    }
    const answered = await answerReports(work.manager, hide ? { postId: post.id } : { id: report.id }, {
      verdict: input.verdict, answer: input.answer, answeredBy: personOf(actor), answeredAt: work.now,
    });
    for (const one of answered) await tellReporter(deps, work, post, one, input);
  });
}
