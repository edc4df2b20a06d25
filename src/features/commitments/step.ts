import { invalid } from '../../kernel/errors.ts';
import { toDecimal } from '../../kernel/quantity.ts';
import { receivedOf, sentOf } from './commitment.ts';
import { arrowFor } from './transitions.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Commitment, Party, Side, State, Terms } from './commitment.ts';
import type { Acting, Action, Arrow } from './transitions.ts';

/** When, and by whom. `now` is fixed per unit of work. */
export type Context = { readonly now: Date; readonly acting: Acting };

/** The figures of a commitment at one moment as plain JSON (decimal strings), kept with every row of the history. */
export type Snapshot = {
  readonly state: State;
  readonly quantity: string;
  readonly offerUse: string | null;
  readonly by: LocalDate;
  readonly terms: Terms;
  readonly supplierYes: boolean;
  readonly ownerYes: boolean;
  readonly sent: string;
  readonly received: string;
};

/** A row of the history: who, when, why, on behalf of whom, before and after. The command adds the person. */
export type CommitmentEvent = {
  readonly action: Action;
  readonly at: Date;
  readonly party: Party;
  readonly onBehalfOf: Side | null;
  readonly reason: string | null;
  /** The delivery it is about: sent, confirmed or corrected. */
  readonly deliveryId: string | null;
  readonly before: Snapshot | null;
  readonly after: Snapshot;
};

/** What every verb returns: the new record and the row to keep. */
export type Step = { readonly commitment: Commitment; readonly event: CommitmentEvent };

export const snapshotOf = (c: Commitment): Snapshot => ({
  state: c.state,
  quantity: toDecimal(c.quantity),
  offerUse: c.offerUse === null ? null : toDecimal(c.offerUse),
  by: c.by,
  terms: c.terms,
  supplierYes: c.supplierYes,
  ownerYes: c.ownerYes,
  sent: toDecimal(sentOf(c)),
  received: toDecimal(receivedOf(c)),
});

const leadsTo = (arrow: Arrow, before: Commitment | null, after: Commitment): boolean =>
  arrow.to === 'same' ? before?.state === after.state : arrow.to.includes(after.state);

type Why = { readonly reason?: string | null; readonly deliveryId?: string };

/** Takes one arrow of the table and writes its row; a state that the arrow does not lead to is a fault of ours. */
export const step = (
  action: Action, before: Commitment | null, after: Commitment, { now, acting }: Context, why: Why = {},
): Step => {
  if (!leadsTo(arrowFor(action, before, acting), before, after)) {
    throw new Error(`${action} does not lead to ${after.state}`);
  }
  const event: CommitmentEvent = {
    action,
    at: now,
    party: acting.party,
    onBehalfOf: acting.party === 'office' ? acting.onBehalfOf : null,
    reason: why.reason ?? null,
    deliveryId: why.deliveryId ?? null,
    before: before && snapshotOf(before),
    after: snapshotOf(after),
  };
  return { commitment: after, event };
};

/** A reason as typed, trimmed; throws invalid `{reason: commitment.reason-missing}` when nothing was said. */
export const reasonFrom = (text: string): string => {
  const reason = text.trim();
  if (!reason) throw invalid({ reason: { key: 'commitment.reason-missing' } });
  return reason;
};
