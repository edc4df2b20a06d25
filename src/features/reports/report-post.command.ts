import { personOf, type Actor, type Language } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { officeRecipients } from '../accounts/index.ts';
import { postRepository, type Post } from '../posts/index.ts';
import type { Work } from '../../db/unit-of-work.ts';
import type { ReportDeps } from './report-deps.ts';
import type { ReportInput } from './report.form.ts';
import { reportWaitingMail } from './report-mail.view.ts';
import { insertReport } from './report.repository.ts';
import type { PostReport } from './report.ts';

export interface NewReport extends ReportInput {
  postId: string;
  language: Language;
  submissionKey: string;
}

async function tellOffice({ alerting }: ReportDeps, work: Work, post: Post, report: PostReport): Promise<void> {
  for (const to of await officeRecipients(alerting, work)) {
    const data = reportWaitingMail(alerting.messages.translate(to.language), post, report);
    await alerting.mailer.send(work, { kind: 'report-waiting', why: 'post.reported', to, data, postId: post.id });
  }
}

/**
 * Puts a report of a post before the office and writes to it at once. The same submit again changes nothing.
 * @throws DomainError not-found for a post the actor may not see
 */
export async function reportPost(deps: ReportDeps, actor: Actor, { postId, language, submissionKey, ...input }: NewReport): Promise<void> {
  await deps.alerting.uow.run(async (work) => {
    const post = await postRepository(work.manager).get(actor, postId);
    const report: PostReport = {
      ...input, id: newId(), postId: post.id, language, submissionKey, personId: personOf(actor),
      address: actor.kind === 'person' ? null : input.address,
      createdAt: work.now, verdict: null, answer: null, answeredBy: null, answeredAt: null,
    };
    if (await insertReport(work.manager, report)) await tellOffice(deps, work, post, report);
  });
}
