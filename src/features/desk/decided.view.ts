import { paths } from '../../paths.ts';
import { formatDateTime } from '../../templates/format.ts';
import type { PageRequest } from '../../web/route.ts';
import type { DecidedPost } from './decided.queries.ts';
import type { QueueName } from './desk.view.ts';

/* What was done, by whom and when, as far as that is known. */
function doneText({ t, lang }: PageRequest, { action, person, at }: DecidedPost): string | null {
  return action && at && [t(`activity.${action}`), person, formatDateTime(lang, at)].filter(Boolean).join(', ');
}

/** Exactly what `views/office/decided.hbs` prints: a review that came too late, and the reason that was typed and not stored. */
export function decidedView(request: PageRequest, post: DecidedPost, { queue, reason }: { queue: QueueName | null; reason: string }) {
  const { t } = request;
  const facts: [string, string | null][] = [
    ['desk.decided.done', doneText(request, post)], ['post.reason', post.reason], ['report.fact.unsent', reason],
  ];
  return {
    title: t('desk.decided.title'),
    back: { href: queue ? paths.officeQueue(queue) : paths.office(), label: t(queue ? `office.queue.${queue}` : 'desk.title') },
    post: { title: post.title, href: paths.post(post.id), state: t(`post-state.${post.state}`), organisation: post.organisation },
    facts: facts.flatMap(([key, text]) => (text ? [{ label: t(key), text }] : [])),
  };
}
