import { paths, withQuery } from '../../paths.ts';
import { formatDateTime, formatShortDate } from '../../templates/format.ts';
import { coverageBar, receiptAnchor } from '../commitments/index.ts';
import type { MailTrailRow } from './mails.queries.ts';
import type { ReportRow } from '../reports/index.ts';
import {
  ageText, amountOf, isLate, link, press, rowOf, type DeskReader, type OfficeReader, type RowAction, type WaitingRow,
} from './waiting-row.view.ts';
import type { WaitingApplication, WaitingNeed, WaitingProposal, WaitingReceipt, WaitingReview } from './waiting.queries.ts';

/** A review that failed: of which post, what was typed, what is wrong, and whether with the reason. */
export interface FailedReview {
  id: string;
  value: string;
  error: string;
  at: 'reason' | 'post';
}

const waited = (reader: DeskReader, since: Date) => ({ age: ageText(reader, since), late: isLate(reader, since) });

/* Who pressed in a queue of its own goes back there. */
const stays = ({ queue }: OfficeReader): Record<string, string> => (queue ? { queue } : {});

const reasonOf = ({ t }: DeskReader, id: string, submit: string, failed: FailedReview | null): NonNullable<RowAction['reason']> => ({
  id: `reason-${id}`, label: t('post.reason'), hint: t('office.reason-hint'), submit,
  value: failed?.id === id ? failed.value : '', error: failed?.id === id && failed.at === 'reason' ? failed.error : null,
});

export function applicationRow(reader: DeskReader, row: WaitingApplication): WaitingRow {
  const { t } = reader;
  const href = row.applicationId ? paths.officeApplication(row.applicationId) : paths.organisation(row.id);
  return rowOf({
    ...waited(reader, row.since), href, heading: row.name,
    facts: [
      { icon: 'building-2', text: t(`organisation-kind.${row.kind}`) },
      { icon: 'map-pin', text: row.townName },
      ...(row.recommendations > 0 ? [{ icon: 'users', text: t('office.recommended', { count: row.recommendations }) }] : []),
    ],
    actions: [link(href, t('office.see-application'), row.name, true)],
  });
}

export function reviewRow(reader: OfficeReader, row: WaitingReview, failed: FailedReview | null): WaitingRow {
  const { t } = reader;
  const action = paths.review(row.id);
  const seen = { version: String(row.version), ...stays(reader) };
  return rowOf({
    ...waited(reader, row.since), kind: row.kind, href: paths.post(row.id), heading: row.title,
    urgent: row.urgent ? t('post.urgent') : null,
    facts: [
      { icon: row.organisationKind === 'health-care' ? 'hospital' : 'building-2', text: row.organisation },
      { icon: 'map-pin', text: row.townName },
    ],
    note: row.reason && t('office.hidden-because', { reason: row.reason }),
    actions: [
      press(action, t('desk.approve'), row.title, { verdict: 'approve', ...seen }, true),
      {
        ...press(action, t('desk.refuse'), row.title, { verdict: 'refuse', ...seen }),
        reason: reasonOf(reader, row.id, t('desk.refuse-submit'), failed),
      },
    ],
  });
}

/* The best firm is one click away; without any, the page of the need is. */
function needActions({ t }: DeskReader, need: WaitingNeed): RowAction[] {
  const ask = paths.newRequest(need.id);
  if (!need.candidate) return [link(ask, t('office.ask-a-firm'), need.title)];
  const { id, name } = need.candidate;
  return [
    link(withQuery(ask, { supplier: id }), t('office.ask-firm', { firm: name }), need.title, true),
    link(ask, t('office.ask-another'), need.title),
  ];
}

export function needRow(reader: DeskReader, need: WaitingNeed): WaitingRow {
  const { t, lang } = reader;
  return rowOf({
    kind: 'need', href: paths.post(need.id), heading: need.title, urgent: need.urgent ? t('post.urgent') : null,
    age: t('office.published', { age: ageText(reader, need.since) }),
    facts: [
      { icon: 'building-2', text: need.organisation },
      { icon: 'map-pin', text: need.townName },
      ...(need.neededBy ? [{ icon: 'calendar', text: formatShortDate(lang, need.neededBy) }] : []),
      { icon: 'split', text: t('office.chances', { fits: need.fits, maybes: need.maybes }) },
    ],
    coverage: coverageBar(reader, need.figures, need.unit, need.id),
    actions: needActions(reader, need),
  });
}

const sidesOf = ({ supplier, owner }: { supplier: string; owner: string }) => ({ supplier, owner });

export function proposalRow(reader: OfficeReader, row: WaitingProposal): WaitingRow {
  const { t, lang } = reader;
  const silent = [...(row.supplierYes ? [] : [row.supplier]), ...(row.ownerYes ? [] : [row.owner])].join(', ');
  const href = paths.commitment(row.id);
  return rowOf({
    age: ageText(reader, row.since), late: true, href, heading: row.title,
    facts: [
      { icon: 'handshake', text: t('office.between', { ...sidesOf(row), amount: amountOf(reader, row.quantity, row.unit) }) },
      { icon: 'hourglass', text: t('office.silent', { silent, until: formatDateTime(lang, row.expiresAt) }) },
    ],
    actions: [press(paths.officeReminder(row.id), t('office.remind'), row.title, stays(reader)), link(href, t('office.answer-for'), row.title)],
  });
}

export function receiptRow(reader: OfficeReader, row: WaitingReceipt): WaitingRow {
  const { t, lang } = reader;
  const href = paths.commitment(row.commitmentId);
  const form = receiptAnchor(reader.actor, row, row.id);
  return rowOf({
    href, heading: row.title, age: t('office.sent-on', { date: formatShortDate(lang, row.sentOn) }), late: true,
    facts: [{ icon: 'truck', text: t('office.between', { ...sidesOf(row), amount: amountOf(reader, row.sent, row.unit) }) }],
    actions: [
      press(paths.officeReminder(row.commitmentId), t('office.remind'), row.title, stays(reader)),
      ...(form ? [link(`${href}#${form}`, t('office.confirm-receipt'), row.title)] : []),
    ],
  });
}

export function mailRow(reader: OfficeReader, row: MailTrailRow): WaitingRow {
  const { t } = reader;
  return rowOf({
    href: paths.officeMail(row.id), heading: row.subject, age: ageText(reader, row.at), late: true,
    facts: [
      { icon: 'user', text: `${row.toName}, ${row.toAddress}` },
      { icon: 'mail', text: t(row.bouncedAt ? 'office.mail-bounced' : `mail-state.${row.state}`) },
    ],
    note: row.bounce ?? row.lastError,
    actions: [
      press(paths.officeMailDispatch(row.id), t('office.resend'), row.subject),
      press(paths.officeMailSettlement(row.id), t('office.set-aside'), row.subject, stays(reader)),
    ],
  });
}

export function reportRow(reader: DeskReader, row: ReportRow): WaitingRow {
  const { t } = reader;
  const action = paths.officeReport(row.id);
  const reason: RowAction['reason'] = {
    id: `hide-${row.id}`, label: t('post.reason'), hint: t('report.answer.hidden-hint'), submit: t('report.answer.hidden-submit'),
    value: '', error: null,
  };
  return rowOf({
    ...waited(reader, row.since), kind: row.kind, href: paths.post(row.postId), heading: row.title,
    facts: [{ icon: 'building-2', text: row.organisation }, { icon: 'triangle-alert', text: t(`report.reason.${row.reason}`) }],
    note: row.text || null,
    actions: [
      { ...press(action, t('report.answer.hidden'), row.title, { verdict: 'hidden' }, true), reason },
      link(action, t('office.see-report', { count: row.more + 1 }), row.title),
    ],
  });
}
