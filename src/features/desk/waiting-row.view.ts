import type { Actor } from '../../kernel/actor.ts';
import { daysBetween, today } from '../../kernel/dates.ts';
import type { Unit } from '../../kernel/quantity.ts';
import { afterWorkingDay } from '../../kernel/working-days.ts';
import { counted } from '../../templates/counted.ts';
import type { PageRequest } from '../../web/route.ts';
import type { CoverageBar } from '../commitments/index.ts';

/** Who reads, and when. */
export interface DeskReader extends Pick<PageRequest, 't' | 'lang'> {
  now: Date;
}

/** Who reads the page of the office. `queue`: the only one that it shows; null for all. */
export interface OfficeReader extends DeskReader {
  actor: Actor;
  queue: string | null;
}

export interface HiddenField {
  name: string;
  value: string;
}

/**
 * What a row lets one do: go somewhere (`href`), press (`action`), or press after saying why (`action` and `reason`).
 * `label` alone would be the same in every row: `about` is added for screen readers.
 */
export interface RowAction {
  label: string;
  about: string;
  primary: boolean;
  href?: string;
  action?: string;
  hidden?: HiddenField[];
  reason?: { id: string; label: string; hint: string | null; submit: string; value: string; error: string | null };
}

/** Something that waits for the office, as `views/partials/waiting-row.hbs` prints it. */
export interface WaitingRow {
  kind: 'need' | 'offer' | null;
  urgent: string | null;
  href: string | null;
  heading: string;
  facts: { icon: string; text: string }[];
  note: string | null;
  coverage: CoverageBar | null;
  /** How long it has waited; `late` after a working day. */
  age: string | null;
  late: boolean;
  actions: RowAction[];
}

const HOUR = 3_600_000;

/** `przed chwilą`, `3 godziny temu`, `2 dni temu` */
export function ageText({ t, now }: DeskReader, since: Date): string {
  const hours = Math.max(0, Math.floor((now.getTime() - since.getTime()) / HOUR));
  return hours < 24 ? t('office.age-hours', { hours }) : t('office.age-days', { days: daysBetween(today(since), today(now)) });
}

export const isLate = ({ now }: DeskReader, since: Date): boolean => now >= afterWorkingDay(since);

/** `300 szt.` of a decimal string. */
export const amountOf = (reader: DeskReader, decimal: string, unit: Unit): string => counted(reader, decimal, unit);

/** A row with nothing but a heading; the queues fill in the rest. */
export const rowOf = (row: Partial<WaitingRow> & Pick<WaitingRow, 'heading'>): WaitingRow => ({
  kind: null, urgent: null, href: null, facts: [], note: null, coverage: null, age: null, late: false, actions: [], ...row,
});

export const link = (href: string, label: string, about: string, primary = false): RowAction => ({ href, label, about, primary });

export const press = (action: string, label: string, about: string, hidden: Readonly<Record<string, string>> = {}, primary = false): RowAction =>
  ({ action, label, about, primary, hidden: Object.entries(hidden).map(([name, value]) => ({ name, value })) });
