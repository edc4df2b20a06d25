import type { FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import { formatDateTime } from '../../templates/format.ts';
import type { PageRequest } from '../../web/route.ts';
import { type Post, type PostState, type Typed } from '../posts/index.ts';
import { REPORT_REASONS, type ReportVerdict } from './report.ts';
import type { ReportRow } from './reports.queries.ts';

/** What the form shows: as typed, with what is wrong at the fields, or with what stands in the way. */
export interface ShownForm {
  typed: Typed;
  errors: FieldErrors;
  problem: string | null;
  submissionKey: string;
}

const typedText = (typed: Typed, name: string): string => (typeof typed[name] === 'string' ? typed[name] : '');

/** Exactly what `views/reports/form.hbs` prints. */
export function reportFormView(request: PageRequest, post: Post, { typed, errors, problem, submissionKey }: ShownForm) {
  const { t, actor } = request;
  const texts = errorTexts(errors, request);
  return {
    title: t('report.title'),
    invalid: Object.keys(errors).length > 0,
    errorList: texts.errorList,
    problem,
    post: { title: post.title, href: paths.post(post.id), lang: post.language },
    action: paths.postReports(post.id),
    submissionKey,
    reasons: REPORT_REASONS.map((reason) => ({ value: reason, label: t(`report.reason.${reason}`) })),
    reason: typedText(typed, 'reason'),
    text: typedText(typed, 'text'),
    address: typedText(typed, 'address'),
    errors: texts.errors,
    asksAddress: actor.kind !== 'person',
  };
}

interface FailedAnswer {
  verdict: string;
  value: string;
  /** What is wrong with the text. */
  error: string | null;
  /** What stands in the way, whatever the text. */
  problem: string | null;
}

function answerForm({ t }: PageRequest, verdict: ReportVerdict, primary: boolean, failed: FailedAnswer | null) {
  const mine = failed?.verdict === verdict ? failed : null;
  const key = `report.answer.${verdict}`;
  return {
    verdict, primary, id: `reason-${verdict}`, heading: t(key), hint: t(`${key}-hint`), submit: t(`${key}-submit`),
    value: mine?.value ?? '', error: mine?.error ?? null,
  };
}

function answered({ t, lang }: PageRequest, { verdict, answeredAt, answeredBy, answer }: ReportRow) {
  if (verdict === null || answeredAt === null) return [];
  return [
    { label: t('report.fact.verdict'), text: t(`report.verdict.${verdict}`, { who: answeredBy ?? '', at: formatDateTime(lang, answeredAt) }) },
    { label: t('report.fact.answer'), text: answer ?? '' },
  ];
}

function factsOf({ t, lang }: PageRequest, row: ReportRow) {
  return [
    { label: t('report.fact.reason'), text: t(`report.reason.${row.reason}`) },
    { label: t('report.fact.text'), text: row.text || t('report.no-text') },
    { label: t('report.fact.reporter'), text: row.reporter ?? t('report.nobody') },
    { label: t('report.fact.since'), text: formatDateTime(lang, row.since) },
    ...(row.more > 0 ? [{ label: t('report.fact.more'), text: t('report.more', { count: row.more }) }] : []),
  ];
}

/* What was written stays to be read and copied, though its form is gone. */
function unsent({ t }: PageRequest, forms: readonly { verdict: string }[], failed: FailedAnswer | null) {
  if (failed === null || forms.some(({ verdict }) => verdict === failed.verdict)) return [];
  return [{ label: t('report.fact.unsent'), text: failed.value }];
}

const HIDEABLE: readonly PostState[] = ['published', 'expired', 'in-review'];

/** Exactly what `views/reports/report.hbs` prints: one report, and what the office may answer. */
export function reportView(request: PageRequest, row: ReportRow, failed: FailedAnswer | null) {
  const { t } = request;
  const mayHide = HIDEABLE.includes(row.state);
  const forms = row.verdict !== null ? [] : [
    ...(mayHide ? [answerForm(request, 'hidden', true, failed)] : []), answerForm(request, 'kept', false, failed),
  ];
  return {
    title: t('report.office-title', { title: row.title }),
    invalid: failed?.error != null,
    errorList: failed?.error ? [{ href: `#reason-${failed.verdict}`, text: failed.error }] : [],
    problem: failed?.problem ?? null,
    back: paths.office(),
    post: { title: row.title, href: paths.post(row.postId), state: t(`post-state.${row.state}`), organisation: row.organisation },
    facts: [...factsOf(request, row), ...answered(request, row), ...unsent(request, forms, failed)],
    action: paths.officeReport(row.id),
    forms,
  };
}
