import type { RateLimit } from '../../db/rate-limit.ts';
import { personOf } from '../../kernel/actor.ts';
import { DomainError, isDomainError, type FieldErrors } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { paths } from '../../paths.ts';
import { anyone, office } from '../../web/policies.ts';
import { get, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import type { Post, PostQueries } from '../posts/index.ts';
import { answerReport } from './answer-report.command.ts';
import type { ReportDeps } from './report-deps.ts';
import { reportForm, verdictForm } from './report.form.ts';
import { reportPost } from './report-post.command.ts';
import { reportFormView, reportView, type ShownForm } from './report.view.ts';
import type { ReportQueries } from './reports.queries.ts';

export interface ReportRoutesDeps extends ReportDeps {
  posts: PostQueries;
  reports: ReportQueries;
  /** Reports per person, or per client address of visitors. */
  mayReport: RateLimit;
}

const postOf = ({ posts }: ReportRoutesDeps, { actor, params }: PageRequest): Promise<Post> => posts.get(actor, params['id'] ?? '');

const show = (request: PageRequest, found: Post, shown: ShownForm, status: number): Reply =>
  page('reports/form', reportFormView(request, found, shown), { status });

const blank = (): ShownForm => ({ typed: {}, errors: {}, problem: null, submissionKey: newId() });

async function report(deps: ReportRoutesDeps, request: PageRequest): Promise<Reply> {
  const { actor, ip, lang, t, body } = request;
  const found = await postOf(deps, request);
  const { typed, submissionKey, result } = reportForm(body);
  const again = (errors: FieldErrors, problem: string | null, status: number) =>
    show(request, found, { typed, errors, problem, submissionKey: submissionKey ?? newId() }, status);
  if ('errors' in result) return again(result.errors, null, 422);
  if (!(await deps.mayReport.take(personOf(actor) ?? ip))) return again({}, t('report.too-many'), 429);
  await reportPost(deps, actor, { ...result.value, postId: found.id, language: lang, submissionKey: submissionKey ?? newId() });
  const answered = actor.kind === 'person' || result.value.address !== null ? 'yes' : 'no';
  return redirect(paths.post(found.id), { kind: 'success', text: t('report.thanks', { answered }) });
}

type Failed = Parameters<typeof reportView>[2];

async function showReport(deps: ReportRoutesDeps, request: PageRequest, failed: Failed, status = 200): Promise<Reply> {
  const found = await deps.reports.find(request.params['id'] ?? '');
  if (!found) throw new DomainError('not-found', 'errors.not-found');
  return page('reports/report', reportView(request, found, failed), { status });
}

async function answer(deps: ReportRoutesDeps, request: PageRequest): Promise<Reply> {
  const { verdict, answer: text, errors } = verdictForm(request.body);
  const fault = errors['reason'];
  if (fault) return showReport(deps, request, { verdict, value: text, error: request.t(fault.key, fault.data), problem: null }, 422);
  try {
    await answerReport(deps, request.actor, { id: request.params['id'] ?? '', verdict, answer: text });
  } catch (error) {
    if (!isDomainError(error, 'conflict')) throw error;
    return showReport(deps, request, { verdict, value: text, error: null, problem: request.t(error.key, error.data) }, 409);
  }
  return redirect(paths.office(), { kind: 'success', text: request.t(`report.done.${verdict}`) });
}

/** Anybody says what is wrong with a post; the office answers. */
export function reportRoutes(deps: ReportRoutesDeps): Route[] {
  return [
    get(paths.postReport(':id'), anyone, async (request) => show(request, await postOf(deps, request), blank(), 200)),
    post(paths.postReports(':id'), anyone, (request) => report(deps, request)),
    get(paths.officeReport(':id'), office, (request) => showReport(deps, request, null)),
    post(paths.officeReport(':id'), office, (request) => answer(deps, request)),
  ];
}
