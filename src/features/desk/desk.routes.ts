import type { Clock } from '../../kernel/clock.ts';
import { today } from '../../kernel/dates.ts';
import { isDomainError } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { formatShortDate } from '../../templates/format.ts';
import { office } from '../../web/policies.ts';
import { get, invalidForm, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { reviewPost, typedFrom, type PostCommandDeps, type PostQueries, type PostRow } from '../posts/index.ts';
import type { DeskQueries } from './desk.queries.ts';

export interface DeskDeps {
  desk: DeskQueries;
  posts: PostQueries;
  postCommands: PostCommandDeps;
  clock: Clock;
}

const reviewRow = (row: PostRow, error: string | null, reason: string) => ({
  id: row.id,
  href: paths.post(row.id),
  kind: row.kind,
  heading: row.title,
  organisation: row.organisationName,
  action: paths.review(row.id),
  error,
  reason,
});

interface Failed {
  id: string;
  error: string;
  reason: string;
}

async function deskData(deps: DeskDeps, { t, lang, actor }: PageRequest, failed: Failed | null) {
  const [reviews, unanswered, mails] = await Promise.all([
    deps.posts.inReview(actor),
    deps.desk.unanswered(today(deps.clock.now())),
    deps.desk.troubledMails(),
  ]);
  return {
    title: t('desk.title'),
    errorList: failed ? [{ href: `#reason-${failed.id}`, text: failed.error }] : [],
    reviews: reviews.map((row) => reviewRow(row, failed?.id === row.id ? failed.error : null, failed?.id === row.id ? failed.reason : '')),
    unanswered: unanswered.map((need) => ({
      href: paths.post(need.id),
      heading: need.title,
      organisation: need.organisationName,
      town: need.townName,
      date: need.neededBy ? formatShortDate(lang, need.neededBy) : null,
      urgent: need.urgent ? t('post.urgent') : null,
      maybes: need.maybes,
    })),
    mails: mails.map((mail) => ({ ...mail, stateText: t(`mail-state.${mail.state}`) })),
  };
}

async function review(deps: DeskDeps, request: PageRequest): Promise<Reply> {
  const id = request.params['id'] ?? '';
  const typed = typedFrom(request.body);
  const reason = typeof typed['reason'] === 'string' ? typed['reason'] : '';
  const approve = typed['verdict'] === 'approve';
  try {
    await reviewPost(deps.postCommands, request.actor, id, approve ? { approve } : { approve, reason });
  } catch (error) {
    const fault = isDomainError(error, 'invalid') ? error.fields['reason'] : undefined;
    if (!fault) throw error;
    const failed = { id, error: request.t(fault.key, fault.data), reason };
    return invalidForm('office/desk', await deskData(deps, request, failed));
  }
  return redirect(paths.office(), { kind: 'success', text: request.t(approve ? 'desk.approved' : 'desk.refused') });
}

export function deskRoutes(deps: DeskDeps): Route[] {
  return [
    get(paths.office(), office, async (request) => page('office/desk', await deskData(deps, request, null))),
    post(paths.review(':id'), office, (request) => review(deps, request)),
  ];
}
