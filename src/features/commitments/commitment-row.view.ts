import { formatDate, formatShortDate } from '../../templates/format.ts';
import { paths } from '../../paths.ts';
import { waitsFor } from './answer.ts';
import { lostOf, receivedOf, sentOf, stillToSend, waitsForItsEnd, type Commitment, type Side, type State } from './commitment.ts';
import type { ListedCommitment } from './commitments.queries.ts';
import { amountText, type Reader } from './wording.ts';
import { isPositive } from '../../kernel/quantity.ts';

/** A state as `views/partials/state-mark.hbs` prints it. */
export interface StateMark {
  tone: 'ok' | 'part' | 'bad' | 'neutral';
  icon: string;
  text: string;
}

const MARKS: Readonly<Record<State, [StateMark['tone'], string]>> = {
  proposed: ['part', 'hourglass'], accepted: ['ok', 'handshake'], 'in-production': ['ok', 'factory'], 'partly-sent': ['ok', 'truck'],
  sent: ['ok', 'truck'], completed: ['ok', 'circle-check'], declined: ['bad', 'circle-x'], withdrawn: ['bad', 'undo-2'],
  lapsed: ['bad', 'hourglass'], failed: ['bad', 'ban'],
};

export function stateMark({ t }: Reader, state: State): StateMark {
  const [tone, icon] = MARKS[state];
  return { tone, icon, text: t(`commitment.state.${state}`) };
}

/** The state of a commitment. "Partly sent" would be wrong where all was sent and only something of it did not arrive. */
export function markOf(reader: Reader, c: Commitment): StateMark {
  const mark = stateMark(reader, c.state);
  const lost = lostOf(c);
  return isPositive(lost) && lost === stillToSend(c) ? { ...mark, text: reader.t('commitment.state-short') } : mark;
}

/** What was sent, and what of it did not arrive; null before the first parcel. */
function sentText(reader: Reader, c: Commitment): string | null {
  const [sent, lost] = [sentOf(c), lostOf(c)];
  if (!isPositive(sent)) return null;
  return reader.t('commitment.sent-so-far', {
    amount: amountText(reader, sent, c.unit), lost: isPositive(lost) ? 'yes' : 'no',
    received: amountText(reader, receivedOf(c), c.unit), missing: amountText(reader, lost, c.unit),
  });
}

/** Whom a proposal waits for, and until when; that only the end of a delivery is waited for; null when nothing is. */
export function waitingText({ t, lang }: Reader, c: Commitment, names: Record<Side, string>): string | null {
  if (waitsForItsEnd(c)) return t('commitment.waits-for-end', names);
  const sides = waitsFor(c);
  if (sides.length === 0 || c.expiresAt === null) return null;
  return t('commitment.waits-for', { names: sides.map((side) => names[side]).join(', '), until: formatDate(lang, c.expiresAt) });
}

/** A commitment as a row of a list (`views/partials/commitment-row.hbs`). */
export interface CommitmentRowView {
  href: string;
  title: string;
  state: StateMark;
  amount: string;
  by: { datetime: string; text: string };
  supplier: string;
  owner: string;
  sent: string | null;
  waiting: string | null;
}

export function commitmentRow(reader: Reader, listed: ListedCommitment): CommitmentRowView {
  const { commitment: c } = listed;
  return {
    href: paths.commitment(c.id),
    title: listed.needTitle,
    state: markOf(reader, c),
    amount: amountText(reader, c.quantity, c.unit),
    by: { datetime: c.by, text: reader.t('commitment.until', { date: formatShortDate(reader.lang, c.by) }) },
    supplier: listed.supplierName,
    owner: listed.ownerName,
    sent: sentText(reader, c),
    waiting: waitingText(reader, c, { supplier: listed.supplierName, owner: listed.ownerName }),
  };
}
