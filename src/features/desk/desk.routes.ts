import type { Clock } from '../../kernel/clock.ts';
import { today } from '../../kernel/dates.ts';
import { DomainError, isDomainError, type FieldError } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { office } from '../../web/policies.ts';
import { get, one, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { remindByOffice, type CommitmentDeps } from '../commitments/index.ts';
import type { OrganisationQueries } from '../organisations/index.ts';
import { FieldReader, reviewPost, typedFrom, type PostCommandDeps } from '../posts/index.ts';
import type { ReportQueries } from '../reports/index.ts';
import { actingForRoutes } from './acting-for.routes.ts';
import { decidedView } from './decided.view.ts';
import type { DeskQueries } from './desk.queries.ts';
import { deskView, QUEUES, type QueueName, type ShownQueue } from './desk.view.ts';
import { mailRoutes } from './mails.routes.ts';
import type { MailCommandDeps } from './resend-mail.command.ts';
import { applicationRow, mailRow, needRow, proposalRow, receiptRow, reportRow, reviewRow, type FailedReview } from './queues.view.ts';
import { ON_POST_PAGE } from './review-forms.view.ts';
import type { SignalSource } from './signals.queries.ts';
import type { OfficeReader, WaitingRow } from './waiting-row.view.ts';
import type { WaitingNeeds } from './waiting.queries.ts';

export interface DeskDeps extends MailCommandDeps {
  desk: DeskQueries;
  reports: ReportQueries;
  organisations: OrganisationQueries;
  postCommands: PostCommandDeps;
  commands: CommitmentDeps;
  clock: Clock;
  /** Banners of what does not work as it should, besides the queue and the outbox. */
  signals?: readonly SignalSource[];
  /** The page of a post on which a decision was not taken. */
  failedOnPost(request: PageRequest, failed: FailedReview, status: number): Promise<Reply>;
}

/** So many of each queue stand on the page of the office, so many on a queue's own. */
const FIRST = 5;
const MOST = 300;

interface Shown {
  only: QueueName | null;
  failed: FailedReview | null;
}

interface Asked extends Shown {
  /** Two queues are parts of one answer, which is asked for once. */
  needs(): Promise<WaitingNeeds>;
}

type Source = (deps: DeskDeps, reader: OfficeReader, limit: number, asked: Asked) => Promise<{ total: number; rows: WaitingRow[] }>;

const rowsOf = <T>(found: { total: number; rows: T[] }, row: (one: T) => WaitingRow) => ({ total: found.total, rows: found.rows.map(row) });

const needsIn = (which: keyof WaitingNeeds): Source => async (_deps, reader, limit, { needs }) => {
  const found = (await needs())[which];
  return rowsOf({ total: found.length, rows: found.slice(0, limit) }, (need) => needRow(reader, need));
};

const SOURCES: Readonly<Record<QueueName, Source>> = {
  // What could not be stored must be there again, wherever it stands.
  reviews: async ({ desk }, reader, limit, { failed }) =>
    rowsOf(await desk.waiting.reviews(failed ? MOST : limit), (row) => reviewRow(reader, row, failed)),
  applications: async ({ desk }, reader, limit) => rowsOf(await desk.waiting.applications(limit), (row) => applicationRow(reader, row)),
  reports: async ({ reports }, reader, limit) => rowsOf(await reports.waiting(limit), (row) => reportRow(reader, row)),
  near: needsIn('near'),
  unanswered: needsIn('unanswered'),
  proposals: async ({ desk }, reader, limit) => rowsOf(await desk.waiting.proposals(reader.now, limit), (row) => proposalRow(reader, row)),
  receipts: async ({ desk }, reader, limit) => rowsOf(await desk.waiting.receipts(today(reader.now), limit), (row) => receiptRow(reader, row)),
  mails: async ({ desk }, reader, limit) => rowsOf(await desk.mails.troubled(limit), (row) => mailRow(reader, row)),
};

const readerOf = ({ clock }: DeskDeps, { t, lang, actor }: PageRequest, queue: QueueName | null): OfficeReader =>
  ({ t, lang, actor, queue, now: clock.now() });

const queueFrom = (typed: unknown): QueueName | null => QUEUES.find((name) => name === typed) ?? null;

/* Who pressed in a queue of its own stays there while something waits in it. */
async function backTo(deps: DeskDeps, request: PageRequest): Promise<string> {
  const queue = queueFrom(request.body['queue']);
  if (!queue) return paths.office();
  const reader = readerOf(deps, request, queue);
  const needs = () => deps.desk.waiting.needs(today(reader.now));
  const { total } = await SOURCES[queue](deps, reader, 1, { only: queue, failed: null, needs });
  return total > 0 ? paths.officeQueue(queue) : paths.office();
}

async function deskData(deps: DeskDeps, request: PageRequest, shown: Shown) {
  const { only, failed } = shown;
  const reader = readerOf(deps, request, only);
  const names = only ? [only] : QUEUES;
  let found: Promise<WaitingNeeds> | null = null;
  const asked = { ...shown, needs: () => (found ??= deps.desk.waiting.needs(today(reader.now))) };
  const [queues, signals] = await Promise.all([
    Promise.all(names.map(async (name): Promise<ShownQueue> => ({ name, ...(await SOURCES[name](deps, reader, only ? MOST : FIRST, asked)) }))),
    Promise.all([deps.desk.operation, ...(deps.signals ?? [])].map((source) => source())),
  ]);
  const errorList = failed ? [{ href: failed.at === 'reason' ? `#reason-${failed.id}` : paths.post(failed.id), text: failed.error }] : [];
  return deskView({ reader, queues, only, signals: signals.flat(), errorList });
}

interface ReviewFault {
  fault: FieldError;
  at: FailedReview['at'];
  status: number;
}

/* A colleague, or the owner, was faster: there is nothing to decide any more, and what was typed is not lost. */
async function decidedBefore({ desk }: DeskDeps, request: PageRequest, reason: string): Promise<Reply> {
  const post = await desk.decided(request.params['id'] ?? '');
  if (!post) throw new DomainError('not-found', 'errors.not-found');
  return page('office/decided', decidedView(request, post, { queue: queueFrom(request.body['queue']), reason }), { status: 409 });
}

/** What is said at the row of a review that was not taken. What belongs at no row is thrown on. */
function faultOf(error: unknown, approve: boolean): ReviewFault {
  const changed = isDomainError(error, 'conflict') && error.key === 'post.changed-before-review';
  if (changed) return { fault: error, at: approve ? 'post' : 'reason', status: 409 };
  const fault = isDomainError(error, 'invalid') ? error.fields['reason'] : undefined;
  if (!fault) throw error;
  return { fault, at: 'reason', status: 422 };
}

async function review(deps: DeskDeps, request: PageRequest): Promise<Reply> {
  const { params: { id = '' }, t } = request;
  const reader = new FieldReader(typedFrom(request.body));
  const [version, reason, approve] = [reader.whole('version', 1, 1_000_000_000), reader.text('reason'), reader.text('verdict') === 'approve'];
  try {
    await reviewPost(deps.postCommands, request.actor, { id, version }, approve ? { approve } : { approve, reason });
  } catch (error) {
    if (isDomainError(error, 'conflict') && error.key === 'post.wrong-state') return decidedBefore(deps, request, reason);
    const { fault, at, status } = faultOf(error, approve);
    const failed = { id, value: reason, error: t(fault.key, fault.data), at };
    if (reader.text('page') === ON_POST_PAGE) return deps.failedOnPost(request, failed, status);
    return page('office/desk', { ...(await deskData(deps, request, { only: queueFrom(request.body['queue']), failed })), invalid: true }, { status });
  }
  return redirect(await backTo(deps, request), { kind: 'success', text: t(approve ? 'desk.approved' : 'desk.refused') });
}

/* Reminded a moment ago is no fault: it is said, and nothing is sent. */
async function remind(deps: DeskDeps, request: PageRequest): Promise<Reply> {
  const { actor, params, t } = request;
  const { told, organisations } = await remindByOffice(deps.commands, actor, params['id'] ?? '');
  const back = await backTo(deps, request);
  if (!told) return redirect(back, { kind: 'notice', text: t('office.reminded-before') });
  return redirect(back, { kind: 'success', text: t('office.reminded', { organisations: organisations.join(', ') }) });
}

export function deskRoutes(deps: DeskDeps): Route[] {
  return [
    get(paths.office(), office, async (request) =>
      page('office/desk', await deskData(deps, request, { only: queueFrom(one(request.query['queue'])), failed: null }))),
    post(paths.review(':id'), office, (request) => review(deps, request)),
    post(paths.officeReminder(':id'), office, (request) => remind(deps, request)),
    ...actingForRoutes(deps),
    ...mailRoutes({ ...deps, back: (request) => backTo(deps, request) }),
  ];
}
