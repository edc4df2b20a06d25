import { isOffice, organisationOf, type Actor } from '../../kernel/actor.ts';
import { counted } from '../../templates/counted.ts';
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
  'post.hidden': 'eye-off', 'post.expired': 'hourglass', 'post.closed-short': 'ban', 'post.covered': 'circle-check', 'match.dismissed': 'x',
  'post.files-added': 'file-text', 'post.held': 'eye-off', 'post.released': 'eye', 'post.file-described': 'pencil', 'post.file-removed': 'trash-2',
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

/** The step of a commitment that a row tells, or null for what happened to the post itself. */
const stepOf = ({ action }: ActivityRow): string | null =>
  (action.startsWith('commitment.') ? action.slice('commitment.'.length) : null);

const iconOf = (step: string | null, action: string): string => (step === null ? ICONS[action] : COMMITMENT_ICONS[step]) ?? 'clock';

function textOf(row: ActivityRow, step: string | null, unit: string, reader: Reader): string {
  if (step === null) return reader.t(`activity.${row.action}`);
  return reader.t(`activity.commitment.${step}`, { amount: counted(reader, amountOf(step, row.data), unit) });
}

/** What everybody may know of a post's commitments: that goods are promised and move; not who asked, offered or refused whom. */
const OPEN_STEPS: readonly string[] = ['accept', 'send', 'confirm-receipt', 'correct-receipt', 'complete', 'fail'];

const isOpen = (row: ActivityRow): boolean => {
  const step = stepOf(row);
  return step === null ? row.action.startsWith('post.') : OPEN_STEPS.includes(step);
};

const isOwn = ({ organisationId }: ActivityRow, { actor }: Reader): boolean =>
  organisationId !== null && organisationId === organisationOf(actor);

/** Who did it: people for the two sides and the office; for others no more than the firm, where that is open. */
function whoOf(row: ActivityRow, sees: boolean, reader: Reader): string | null {
  if (sees && row.personErased) return reader.t('privacy.erased-person');
  if (sees) return row.person ?? row.organisation;
  return stepOf(row) === null || isOwn(row, reader) ? row.organisation : null;
}

/* Matches are dismissed for one of a few reasons, everything else for what somebody wrote. */
const whyOf = ({ action }: ActivityRow, reason: string, { t }: Reader): string => (action === 'match.dismissed' ? t(`dismissal.${reason}`) : reason);

/** The history of a post in the reader's words. Reasons, people and who promised what are for the two sides and the office. */
export function timelineView(rows: readonly ActivityRow[], unit: string, reader: Reader) {
  const sees = reader.own || isOffice(reader.actor);
  return rows.filter((row) => sees || isOpen(row) || isOwn(row, reader)).map((row) => {
    const { reason } = row.data as CommitmentData;
    const step = stepOf(row);
    const who = whoOf(row, sees, reader);
    return {
      at: row.at.toISOString(),
      icon: iconOf(step, row.action),
      tone: row.action === 'post.refused' || step === 'fail' ? 'bad' : null,
      text: textOf(row, step, unit, reader),
      who,
      onBehalfOf: row.onBehalf && who !== null ? row.organisation : null,
      why: sees && typeof reason === 'string' ? whyOf(row, reason, reader) : null,
    };
  });
}
