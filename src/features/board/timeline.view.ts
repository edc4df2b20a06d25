import { isOffice, type Actor } from '../../kernel/actor.ts';
import { formatNumber } from '../../templates/format.ts';
import type { Translate } from '../../templates/i18n.ts';
import type { Language } from '../../kernel/actor.ts';
import type { ActivityRow } from '../activity/index.ts';

interface Reader {
  t: Translate;
  lang: Language;
  actor: Actor;
  /** The reader belongs to the post's organisation: sees names of people. */
  own: boolean;
}

const ICONS: Record<string, string> = {
  'post.published': 'send', 'post.approved': 'check', 'post.edited': 'pencil', 'post.withdrawn': 'ban', 'post.refused': 'circle-x',
  'post.expired': 'hourglass', 'post.closed-short': 'ban', 'post.covered': 'circle-check', 'match.dismissed': 'x',
};
const COMMITMENT_ICONS: Record<string, string> = {
  propose: 'hand-helping', ask: 'hand', accept: 'handshake', send: 'truck', 'confirm-receipt': 'package-check', complete: 'circle-check',
  fail: 'triangle-alert', decline: 'circle-x', withdraw: 'undo-2', lapse: 'hourglass',
};

interface CommitmentData {
  after?: { quantity?: string; sent?: string; received?: string };
  before?: { sent?: string; received?: string } | null;
  reason?: string | null;
}

const difference = (after: string | undefined, before: string | undefined): number => Number(after ?? 0) - Number(before ?? 0);

/** The amount a commitment's event is about: what was sent or received by it, else what is promised. */
function amountOf(action: string, { after, before }: CommitmentData): string {
  if (action === 'send') return String(difference(after?.sent, before?.sent));
  if (action === 'confirm-receipt' || action === 'correct-receipt') return String(difference(after?.received, before?.received));
  return after?.quantity ?? '0';
}

/** The history of a post in the reader's words. Reasons and names are for the two sides and the office. */
export function timelineView(rows: readonly ActivityRow[], unit: string, reader: Reader) {
  const { t, lang } = reader;
  const sees = reader.own || isOffice(reader.actor);
  return rows.map((row) => {
    const data = row.data as CommitmentData;
    const step = row.action.startsWith('commitment.') ? row.action.slice('commitment.'.length) : null;
    const amount = step ? t('quantity.with-unit', { amount: formatNumber(lang, amountOf(step, data)), unit: t(`unit.${unit}`) }) : '';
    return {
      at: row.at.toISOString(),
      icon: step ? (COMMITMENT_ICONS[step] ?? 'clock') : (ICONS[row.action] ?? 'clock'),
      tone: row.action === 'post.refused' || step === 'fail' ? 'bad' : null,
      text: step ? t(`activity.commitment.${step}`, { amount }) : t(`activity.${row.action}`),
      who: sees ? (row.person ?? row.organisation) : row.organisation,
      onBehalfOf: row.onBehalf ? row.organisation : null,
      why: sees && typeof data.reason === 'string' ? data.reason : null,
    };
  });
}
