import { ZERO, add, isZero, max, min, subtract, sum } from '../../kernel/quantity.ts';
import { binding, isLive, onTheWayOf, receivedOf, sentOf, useOf } from './commitment.ts';
import type { Quantity } from '../../kernel/quantity.ts';
import type { Commitment } from './commitment.ts';

/** Sums over the commitments of one need, in the need's unit: made here for one need, by the database for thousands. */
export type NeedSums = {
  readonly proposed: Quantity;
  readonly promised: Quantity;
  readonly sent: Quantity;
  readonly received: Quantity;
  readonly onTheWay: Quantity;
};

/**
 * The coverage bar: four disjoint segments that always add up to what was asked. `hatched` lies inside `open`
 * (proposed, not yet agreed); `beyond` is drawn after the end (surplus that has arrived).
 */
export type Bar = {
  readonly received: Quantity;
  readonly onTheWay: Quantity;
  readonly notYetSent: Quantity;
  readonly open: Quantity;
  readonly hatched: Quantity;
  readonly beyond: Quantity;
};

export type NeedFigures = NeedSums & {
  readonly asked: Quantity;
  readonly open: Quantity;
  readonly surplus: Quantity;
  /** Nothing is open: promised in full, not necessarily received. */
  readonly covered: boolean;
  readonly bar: Bar;
};

const barOf = (asked: Quantity, sums: NeedSums): Bar => {
  const received = min(asked, sums.received);
  const onTheWay = min(subtract(asked, received), sums.onTheWay);
  const shown = add(received, onTheWay);
  const unsent = max(ZERO, subtract(sums.promised, add(sums.received, sums.onTheWay)));
  const notYetSent = min(subtract(asked, shown), unsent);
  const open = subtract(asked, add(shown, notYetSent));
  const beyond = max(ZERO, subtract(sums.received, asked));
  return { received, onTheWay, notYetSent, open, hatched: min(open, sums.proposed), beyond };
};

/**
 * Figures of a need from its sums (commitments: "figures of a need"): open = max(0, asked − promised),
 * surplus = max(0, received − asked). The bar's open segment equals `open` unless a live commitment has delivered
 * more than it promised: the bar shows what is really there, the figure what is agreed.
 */
export const figuresFrom = (asked: Quantity, sums: NeedSums): NeedFigures => {
  const open = max(ZERO, subtract(asked, sums.promised));
  const surplus = max(ZERO, subtract(sums.received, asked));
  return { ...sums, asked, open, surplus, covered: isZero(open), bar: barOf(asked, sums) };
};

/** Figures of a need from all its commitments, whatever their state. Computed, never stored. */
export const needFigures = (asked: Quantity, commitments: readonly Commitment[]): NeedFigures =>
  figuresFrom(asked, {
    proposed: sum(commitments.filter(({ state }) => state === 'proposed').map(({ quantity }) => quantity)),
    promised: sum(commitments.map(binding)),
    sent: sum(commitments.map(sentOf)),
    received: sum(commitments.map(receivedOf)),
    onTheWay: sum(commitments.map(onTheWayOf)),
  });

/** Figures of an offer, in the offer's own unit. */
export type OfferFigures = {
  readonly promised: Quantity;
  /** Negative when the stock was lowered below what is promised from it. */
  readonly free: Quantity;
  /** Some commitment does not say how much of the offer it takes: `free` is an upper bound, "partly promised". */
  readonly partlyPromised: boolean;
};

/** True when the commitment takes from its offer but nobody can compute how much. */
export const takesUnknown = (c: Commitment): boolean => c.offerUse === null && binding(c) > ZERO;

/** Figures of a stock from all commitments of that offer: free = stock − Σ binding ("figures of an offer"). */
export const offerFigures = (stock: Quantity, commitments: readonly Commitment[]): OfferFigures => {
  const promised = sum(commitments.map((c) => useOf(c, binding(c)) ?? ZERO));
  return { promised, free: subtract(stock, promised), partlyPromised: commitments.some(takesUnknown) };
};

/** Live commitments, largest first: what would have to be withdrawn before asked can go below promised. */
export const holdingBack = (asked: Quantity, commitments: readonly Commitment[]): readonly Commitment[] =>
  asked >= needFigures(asked, commitments).promised
    ? []
    : commitments.filter(isLive).toSorted((a, b) => Number(b.quantity - a.quantity));
