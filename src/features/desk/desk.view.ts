import { isAdministrator } from '../../kernel/actor.ts';
import { paths } from '../../paths.ts';
import { formatDateTime } from '../../templates/format.ts';
import type { Signal } from './signals.queries.ts';
import type { DeskReader, OfficeReader, WaitingRow } from './waiting-row.view.ts';

/** The queues of the office, in the order of its page. */
export const QUEUES = ['reviews', 'applications', 'reports', 'near', 'proposals', 'receipts', 'unanswered', 'mails'] as const;
export type QueueName = (typeof QUEUES)[number];

export interface ShownQueue {
  name: QueueName;
  total: number;
  rows: WaitingRow[];
}

/** What the texts about the site lack is mended on their page. */
const ABOUT_SITE: readonly string[] = ['site-clause-missing', 'site-statement-missing', 'site-review-overdue'];

function signalOf({ t, lang, actor }: OfficeReader, { name, values }: Signal) {
  const printed = Object.entries(values).map(([key, value]) => [key, value instanceof Date ? formatDateTime(lang, value) : value]);
  return {
    text: t(`office.signal.${name}`, Object.fromEntries(printed) as Record<string, string | number>),
    href: isAdministrator(actor) && ABOUT_SITE.includes(name) ? paths.siteTexts() : null,
  };
}

function sectionOf({ t }: DeskReader, { name, total, rows }: ShownQueue) {
  return {
    id: name, heading: t(`office.queue.${name}`), help: t(`office.queue-help.${name}`), total, rows,
    all: total > rows.length ? { href: paths.officeQueue(name), label: t('office.show-all', { count: total }) } : null,
  };
}

function nothingIn({ t, lang }: DeskReader, names: readonly QueueName[]): string | null {
  if (names.length === 0) return null;
  return t('office.nothing-in', { queues: names.map((name) => t(`office.queue.${name}`).toLocaleLowerCase(lang)).join(', ') });
}

/* Nothing waits: anywhere, or in the only queue asked for. */
function calmOf({ t }: DeskReader, only: QueueName | null) {
  if (!only) return { title: t('office.calm'), text: t('office.calm-text'), actions: [] };
  return { title: t('office.queue-calm'), text: t('office.queue-calm-text'), actions: [{ href: paths.office(), label: t('office.to-office') }] };
}

/* What only administrators look after. */
function settingsOf({ t, actor }: OfficeReader) {
  if (!isAdministrator(actor)) return [];
  return [{ href: paths.mode(), label: t('mode.title') }, { href: paths.siteTexts(), label: t('privacy.site.title') }];
}

export interface DeskInput {
  reader: OfficeReader;
  queues: readonly ShownQueue[];
  /** The only queue asked for; null for all. */
  only: QueueName | null;
  signals: readonly Signal[];
  errorList: readonly { href: string; text: string }[];
}

/** Exactly what `views/office/desk.hbs` prints: what waits, each queue with its first rows; what is empty in one line. */
export function deskView({ reader, queues, only, signals, errorList }: DeskInput) {
  const { t } = reader;
  const full = queues.filter(({ total }) => total > 0);
  const empty = queues.filter(({ total }) => total === 0);
  return {
    title: only ? t(`office.queue.${only}`) : t('desk.title'),
    errorList,
    back: only ? paths.office() : null,
    signals: signals.map((signal) => signalOf(reader, signal)),
    summary: only ? [] : full.map(({ name, total }) => ({ href: `#${name}`, label: t(`office.queue.${name}`), count: total })),
    sections: full.map((queue) => sectionOf(reader, queue)),
    nothing: nothingIn(reader, empty.map(({ name }) => name)),
    calm: full.length === 0 ? calmOf(reader, only) : null,
    mails: paths.officeMails(),
    announcements: paths.officeAnnouncements(),
    settings: settingsOf(reader),
  };
}
