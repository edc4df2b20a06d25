import { DomainError } from '../../kernel/errors.ts';
import { LIVE, allReceived, hasSaidYes } from './commitment.ts';
import type { Commitment, Party, Side, State } from './commitment.ts';

export type Action =
  | 'propose' | 'ask' | 'accept' | 'counter' | 'decline' | 'withdraw' | 'lapse'
  | 'start' | 'send' | 'confirm-receipt' | 'correct-receipt' | 'complete' | 'fail';

/**
 * Who is acting. The office acts on behalf of a side, which is recorded, or (null) as the office itself.
 * A person's own party is the side of the organisation that person acts for.
 */
export type Acting =
  | { readonly party: Side }
  | { readonly party: 'office'; readonly onBehalfOf: Side | null }
  | { readonly party: 'clock' };

/**
 * One row of the table: from any of these states (`none`: there is no commitment yet) this action, by any of these
 * parties, leads to one of these states. `yes` says whose word it is: the side whose yes is missing, or one that
 * has given it. `missing`: only while some of what was agreed has not arrived.
 * `for` is the side on whose behalf the office may act here; `itself` that it may act as the office.
 */
export type Arrow = {
  readonly action: Action;
  readonly from: readonly State[] | 'none';
  readonly by: readonly Party[];
  readonly office?: readonly (Side | 'itself')[];
  readonly yes?: 'missing' | 'given';
  readonly missing?: true;
  readonly to: readonly State[] | 'same';
};

const BOTH: readonly Party[] = ['supplier', 'owner', 'office'];
const ANYHOW = ['supplier', 'owner', 'itself'] as const;

/** The whole life of a commitment, as data (commitments: "a commitment's life"). */
export const ARROWS: readonly Arrow[] = [
  { action: 'propose', from: 'none', by: ['supplier', 'office'], office: ['supplier'], to: ['proposed'] },
  { action: 'ask', from: 'none', by: ['owner', 'office'], office: ['owner', 'itself'], to: ['proposed'] },
  { action: 'accept', from: ['proposed'], by: BOTH, office: ['supplier', 'owner'], yes: 'missing',
    to: ['proposed', 'accepted'] },
  { action: 'counter', from: ['proposed'], by: BOTH, office: ['supplier', 'owner'], yes: 'missing', to: ['proposed'] },
  { action: 'decline', from: ['proposed'], by: BOTH, office: ['supplier', 'owner'], yes: 'missing', to: ['declined'] },
  { action: 'withdraw', from: ['proposed'], by: BOTH, office: ANYHOW, yes: 'given', to: ['withdrawn'] },
  { action: 'lapse', from: ['proposed'], by: ['clock'], to: ['lapsed'] },
  { action: 'start', from: ['accepted'], by: ['supplier', 'office'], office: ['supplier'], to: ['in-production'] },
  { action: 'send', from: ['accepted', 'in-production', 'partly-sent'], by: ['supplier', 'office'],
    office: ['supplier'], to: ['partly-sent', 'sent'] },
  { action: 'confirm-receipt', from: ['partly-sent', 'sent'], by: ['owner', 'office'], office: ['owner', 'itself'],
    to: ['partly-sent', 'sent'] },
  { action: 'confirm-receipt', from: ['completed', 'failed', 'withdrawn'], by: ['owner', 'office'],
    office: ['owner', 'itself'], to: 'same' },
  { action: 'correct-receipt', from: ['partly-sent', 'sent'], by: ['owner', 'office'], office: ['owner', 'itself'],
    to: ['partly-sent', 'sent'] },
  { action: 'correct-receipt', from: ['completed', 'failed', 'withdrawn'], by: ['owner', 'office'],
    office: ['owner', 'itself'], to: 'same' },
  { action: 'complete', from: LIVE, by: BOTH, office: ANYHOW, to: ['completed'] },
  { action: 'fail', from: LIVE, by: BOTH, office: ANYHOW, missing: true, to: ['failed'] },
  { action: 'withdraw', from: LIVE, by: BOTH, office: ANYHOW, missing: true, to: ['withdrawn'] },
];

/** The side whose word is spoken: one's own, or the one the office speaks for; null for the office and the clock. */
export const sideOf = (acting: Acting): Side | null => {
  if (acting.party === 'clock') return null;
  return acting.party === 'office' ? acting.onBehalfOf : acting.party;
};

const starts = (arrow: Arrow, state: State | null): boolean =>
  arrow.from === 'none' ? state === null : state !== null && arrow.from.includes(state);

const mayActAs = (arrow: Arrow, acting: Acting): boolean =>
  arrow.by.includes(acting.party) &&
  (acting.party !== 'office' || (arrow.office ?? []).includes(acting.onBehalfOf ?? 'itself'));

const hasTheWord = (arrow: Arrow, c: Commitment | null, side: Side | null): boolean =>
  arrow.yes === undefined || c === null || side === null || hasSaidYes(c, side) === (arrow.yes === 'given');

const hasAnObject = (arrow: Arrow, c: Commitment | null): boolean => arrow.missing === undefined || c === null || !allReceived(c);

const refusal = (arrow: Arrow): DomainError => {
  const key = arrow.yes === 'given' ? 'commitment.yes-not-given' : 'commitment.yes-already-given';
  return new DomainError('conflict', key, { action: arrow.action });
};

/**
 * The arrow this action takes from here, `null` meaning that there is no commitment yet.
 * Throws `conflict commitment.wrong-state {action, state}` where the table has no arrow,
 * `not-allowed commitment.wrong-party {action}` where it has one for somebody else, and
 * `conflict commitment.yes-already-given | commitment.yes-not-given {action}` where it is the other side's turn, and
 * `conflict commitment.all-received` where nothing is left to fail or to be called off.
 */
export const arrowFor = (action: Action, c: Commitment | null, acting: Acting): Arrow => {
  const arrow = ARROWS.find((row) => row.action === action && starts(row, c?.state ?? null));
  if (!arrow) throw new DomainError('conflict', 'commitment.wrong-state', { action, state: c?.state ?? null });
  if (!mayActAs(arrow, acting)) throw new DomainError('not-allowed', 'commitment.wrong-party', { action });
  if (!hasTheWord(arrow, c, sideOf(acting))) throw refusal(arrow);
  if (!hasAnObject(arrow, c)) throw new DomainError('conflict', 'commitment.all-received');
  return arrow;
};

/** What this party may do with the commitment now: the buttons of a page. Amounts are checked by the verbs. */
export const possibleActions = (c: Commitment, acting: Acting): readonly Action[] =>
  ARROWS.filter((arrow) => starts(arrow, c.state) && mayActAs(arrow, acting))
    .filter((arrow) => hasTheWord(arrow, c, sideOf(acting)) && hasAnObject(arrow, c))
    .map(({ action }) => action);
