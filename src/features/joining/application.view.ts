import type { FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import { formatDate } from '../../templates/format.ts';
import type { PageRequest } from '../../web/route.ts';
import { CHECKS } from '../organisations/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import type { ApplicationDetail, RecommendationRow } from './applications.queries.ts';
import { organisationFacts } from './organisation-facts.view.ts';
import { needsReason, type Mode } from './recommendation.ts';

export interface ApplicationInput {
  request: PageRequest;
  detail: ApplicationDetail;
  mode: Mode;
  vocabulary: Vocabulary;
  /** What was typed into the form that failed, with what is wrong at its fields, or with what stands in the way. */
  failed: { form: 'approve' | 'refuse'; reason: string; checks: readonly string[]; errors: FieldErrors; problem: string | null } | null;
}

/** One member's answer, for the office and for the applicant. */
export function recommendationRow({ t, lang }: Pick<PageRequest, 't' | 'lang'>, row: RecommendationRow) {
  return {
    name: row.name,
    href: paths.organisation(row.organisationId),
    tone: row.answer === 'yes' ? 'ok' : row.answer === 'no' ? 'bad' : 'part',
    text: t(`recommendation.answer.${row.answer ?? 'none'}`),
    detail: row.answeredAt ? [row.person, formatDate(lang, row.answeredAt)].filter(Boolean).join(', ') : null,
    note: row.note,
  };
}

function contactFacts({ request: { t, lang }, detail }: ApplicationInput) {
  const rows: [string, string | null][] = [
    ['person', detail.personName], ['email', detail.email], ['phone', detail.content.phone],
    ['language', t(`language.${detail.language}`)], ['applied', formatDate(lang, detail.createdAt)],
    ['confirmed', detail.verifiedAt && formatDate(lang, detail.verifiedAt)],
  ];
  return rows.flatMap(([key, text]) => (text ? [{ label: t(`join.fact.${key}`), text }] : []));
}

function decisionOf({ request: { t, lang }, detail }: ApplicationInput): string | null {
  if (detail.state === 'waiting' || !detail.decidedAt) return null;
  const words = { date: formatDate(lang, detail.decidedAt), person: detail.decider ?? '', known: detail.decider ? 'yes' : 'no' };
  return t(`application.decided.${detail.state}`, words);
}

/** What was typed into a form that failed, with its errors; nothing for the other form. */
function typedInto(form: 'approve' | 'refuse', { failed, request }: ApplicationInput) {
  if (failed?.form !== form) return { reason: '', checks: [], errors: {} as Record<string, string> };
  return { reason: failed.reason, checks: failed.checks, errors: errorTexts(failed.errors, request).errors };
}

function approveForm(input: ApplicationInput, reasonNeeded: boolean) {
  const { reason, checks, errors } = typedInto('approve', input);
  return {
    action: paths.applicationApproval(input.detail.id),
    checks: CHECKS.map((value) => ({ value, label: input.request.t(`check.${value}`), checked: checks.includes(value) })),
    error: errors['checks'], reasonNeeded, reason, reasonError: errors['reason'],
  };
}

function refuseForm(input: ApplicationInput) {
  const { reason, errors } = typedInto('refuse', input);
  return { action: paths.applicationRefusal(input.detail.id), reason, error: errors['reason'] };
}

/** The faults for the summary; the two forms each have a reason of their own. */
function faultsOf({ failed, request }: ApplicationInput) {
  if (!failed) return [];
  const suffix = failed.form === 'refuse' ? '-refuse' : '';
  return errorTexts(failed.errors, request).errorList.map(({ href, text }) => ({ href: href === '#reason' ? `#reason${suffix}` : href, text }));
}

/* What was written stays to be read and copied, though its form is gone. */
function unsentOf({ request: { t }, detail, failed }: ApplicationInput) {
  return detail.state !== 'waiting' && failed?.reason ? [{ label: t('report.fact.unsent'), text: failed.reason }] : [];
}

/** Exactly what `views/joining/application.hbs` prints. */
export function applicationView(input: ApplicationInput) {
  const { request, detail, mode, vocabulary } = input;
  const { t, lang } = request;
  const { organisation } = detail;
  const reasonNeeded = needsReason(mode, detail.recommendations);
  return {
    title: t('application.title', { organisation: organisation.name }),
    heading: organisation.name,
    office: paths.office(),
    errorList: faultsOf(input),
    problem: input.failed?.problem ?? null,
    unsent: unsentOf(input),
    organisationPage: paths.organisation(organisation.id),
    edit: paths.editOrganisation(organisation.id),
    membership: t(`membership.${organisation.membership}`),
    decision: decisionOf(input),
    reason: detail.reason,
    open: detail.state === 'waiting',
    facts: organisationFacts(organisation, request),
    contact: contactFacts(input),
    capabilities: organisation.capabilities.map((id) => vocabulary.name(id, lang)),
    machines: organisation.machines,
    unknown: detail.content.unknown,
    note: detail.content.note,
    recommendations: detail.recommendations.map((row) => recommendationRow(request, row)),
    modeText: t(reasonNeeded ? 'application.mode.reason' : `application.mode.${mode}`),
    posts: detail.posts.map((post) => ({ href: paths.post(post.id), heading: post.title, kind: post.kind })),
    earlier: detail.earlier.map((one) => ({
      href: paths.officeApplication(one.id), reason: one.reason,
      text: t(`application.earlier.${one.state}`, { date: one.decidedAt ? formatDate(lang, one.decidedAt) : '' }),
    })),
    approve: approveForm(input, reasonNeeded),
    refuse: refuseForm(input),
  };
}
