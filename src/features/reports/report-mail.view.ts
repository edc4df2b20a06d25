import { paths } from '../../paths.ts';
import type { Translate } from '../../templates/i18n.ts';
import type { Post } from '../posts/index.ts';
import type { PostReport, ReportVerdict } from './report.ts';

/** Exactly what `views/emails/report-waiting` prints. */
export function reportWaitingMail(t: Translate, post: Post, report: PostReport) {
  const reason = t(`report.reason.${report.reason}`);
  const words = { title: post.title, reason };
  return {
    title: t('report-mail.waiting.subject', words),
    preheader: reason,
    first: t('report-mail.waiting.first', words),
    post: post.title,
    lead: t('report-mail.waiting.lead', words),
    text: report.text || null,
    button: { href: paths.officeReport(report.id), label: t('report-mail.waiting.button') },
    why: t('alert.footer.office'),
  };
}

/** Exactly what `views/emails/report-answered` prints. */
export function reportAnsweredMail(t: Translate, post: Post, { verdict, answer }: { verdict: ReportVerdict; answer: string }) {
  const words = { title: post.title, verdict };
  return {
    title: t('report-mail.answered.subject', words),
    preheader: t('report-mail.answered.lead', words),
    first: t('report-mail.answered.first', words),
    lead: t('report-mail.answered.lead', words),
    answer,
    button: { href: verdict === 'kept' ? paths.post(post.id) : paths.board(), label: t('report-mail.answered.button', words) },
    why: t('report-mail.answered.why'),
  };
}
