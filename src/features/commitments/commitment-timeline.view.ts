import { ZERO, max, quantityFrom, subtract, type Unit } from '../../kernel/quantity.ts';
import { formatDate } from '../../templates/format.ts';
import type { Values } from '../../templates/i18n.ts';
import type { ActivityRow } from '../activity/index.ts';
import type { Snapshot } from './step.ts';
import { amountText, changeOf, said, wordOf, type Reader } from './wording.ts';

/** An entry of `views/partials/timeline.hbs`. */
export interface TimelineEntry {
  at: string;
  icon: string;
  tone: 'ok' | 'part' | 'bad' | null;
  text: string;
  who: string | null;
  onBehalfOf: string | null;
  why: string | null;
}

const SIGNS: Readonly<Record<string, [string, TimelineEntry['tone']]>> = {
  propose: ['hand-helping', null], ask: ['hand', null], accept: ['handshake', 'ok'], agree: ['check', 'part'], counter: ['pencil', null],
  decline: ['circle-x', 'bad'], withdraw: ['undo-2', 'bad'], 'take-back': ['undo-2', null], lapse: ['hourglass', 'bad'],
  start: ['factory', null], send: ['truck', null], 'confirm-receipt': ['package-check', 'ok'], 'correct-receipt': ['pencil', 'part'],
  complete: ['circle-check', 'ok'], fail: ['ban', 'bad'],
};

interface EventData {
  party: string;
  onBehalfOf: string | null;
  reason: string | null;
  before: Snapshot | null;
  after: Snapshot;
}

const kindOf = (action: string, { before, after }: EventData): string => {
  if (action === 'accept' && after.state === 'proposed') return 'agree';
  return wordOf(action, before?.state);
};

const difference = (after: string, before: string) => max(ZERO, subtract(quantityFrom(after), quantityFrom(before)));

/* What began at this moment had nothing before it. */
const NOTHING = { sent: '0', received: '0' };

function valuesOf(reader: Reader, unit: Unit, { before, after }: EventData): Values {
  const amount = (decimal: string): string => amountText(reader, quantityFrom(decimal), unit);
  const old = before ?? { ...after, ...NOTHING };
  return {
    amount: amount(after.quantity), by: formatDate(reader.lang, after.by),
    oldAmount: amount(old.quantity), oldBy: formatDate(reader.lang, old.by), ...changeOf(reader, unit, old, after),
    sent: amountText(reader, difference(after.sent, old.sent), unit),
    arrived: amountText(reader, difference(after.received, old.received), unit),
    received: amount(after.received), oldReceived: amount(old.received),
  };
}

function whoOf({ t }: Reader, { person, personErased, organisation }: ActivityRow, { party }: EventData): string | null {
  if (personErased) return t('privacy.erased-person');
  return party === 'office' && !person ? t('commitment.office') : (person ?? organisation);
}

function entryOf(reader: Reader, unit: Unit, row: ActivityRow): TimelineEntry {
  const data = row.data as unknown as EventData;
  const kind = kindOf(row.action.replace('commitment.', ''), data);
  const [icon, tone] = SIGNS[kind] ?? ['clock', null];
  return {
    at: row.at.toISOString(),
    icon,
    tone,
    text: said(reader, `commitment.event.${kind}`, valuesOf(reader, unit, data)),
    who: whoOf(reader, row, data),
    onBehalfOf: row.onBehalf ? row.organisation : null,
    why: data.reason,
  };
}

/** The history of a commitment, newest first. */
export const timelineOf = (reader: Reader, unit: Unit, rows: readonly ActivityRow[]): TimelineEntry[] =>
  rows.filter(({ action }) => action.startsWith('commitment.')).map((row) => entryOf(reader, unit, row)).reverse();
