import { DomainError, invalid } from '../../kernel/errors.ts';
import { amountData, beyondFree, beyondOpen, hasSaidYes, useOf, useOfOffer } from './commitment.ts';
import { answerTimes, checkFigures, checkQuantity } from './proposal.ts';
import { reasonFrom, step } from './step.ts';
import { arrowFor, sideOf } from './transitions.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Quantity } from '../../kernel/quantity.ts';
import type { Commitment, Measures, Side, State, Terms } from './commitment.ts';
import type { Patience } from './proposal.ts';
import type { Context, Step } from './step.ts';

/**
 * What there is room for, read in the transaction of the acceptance with need and offer locked.
 * `open` in the need's unit; `free` of the offer by the promised date in the offer's own unit, null when the
 * commitment has no offer or nothing can be computed across families.
 */
export type Room = { readonly open: Quantity; readonly free: Quantity | null };

/** A yes; `quantity` when it is to less than proposed, `takesSurplus` when the owner wants more than is open. */
export type Yes = { readonly quantity?: Quantity; readonly takesSurplus?: boolean };

/** Other figures than proposed; what is left out stays. `offerUse` follows the quantity unless stated. */
export type Counter = {
  readonly quantity?: Quantity;
  readonly offerUse?: Quantity | null;
  readonly by?: LocalDate;
  readonly terms?: Terms;
  readonly orPart?: boolean;
  readonly takesSurplus?: boolean;
};

/** An answer knows what need and offer are counted in: another quantity takes another part of the offer. */
export type Answering = Context & Patience & { readonly measures: Measures };

/* A yes after its time is refused even before the clock has written "lapsed". */
const checkTime = (c: Commitment, now: Date): void => {
  if (c.expiresAt && now >= c.expiresAt) throw new DomainError('expired', 'commitment.lapsed');
};

/* Nothing is waited for any more. */
const settle = (c: Commitment, state: State): Commitment => ({ ...c, state, expiresAt: null, remindAt: null });

const say = (c: Commitment, side: Side | null): Commitment => ({
  ...c,
  supplierYes: c.supplierYes || side === 'supplier',
  ownerYes: c.ownerYes || side === 'owner',
});

const cut = (c: Commitment, quantity: Quantity, measures: Measures): Commitment =>
  ({ ...c, quantity, offerUse: useOfOffer(measures, quantity, useOf(c, quantity)) });

/* Whose yes it is decides what can be done about it: only the owner may take the surplus. */
const checkRoom = (c: Commitment, room: Room, { offer }: Measures, side: Side | null): void => {
  if (!c.takesSurplus && c.quantity > room.open) {
    const { key, data } = beyondOpen(c, room.open, side);
    throw new DomainError('conflict', key, data);
  }
  const fault = beyondFree(c, room.free, offer);
  if (fault) throw new DomainError('conflict', fault.key, fault.data);
};

/* The other side's yes covers less when it said "or part of it"; when nobody has said yes, less is a counter too. */
const lessIsAgreed = (c: Commitment): boolean => c.orPart && (c.supplierYes || c.ownerYes);

const agreedQuantity = (c: Commitment, yes: Yes): Quantity => {
  const quantity = yes.quantity ?? c.quantity;
  checkQuantity(quantity, c.unit);
  if (quantity <= c.quantity) return quantity;
  const data = amountData('proposed', c.quantity, c.unit);
  throw invalid({ quantity: { key: 'commitment.more-than-proposed', data } });
};

/**
 * The missing side says yes. With both, the commitment is accepted, checked again against `room`:
 * throws `conflict commitment.more-than-open {open, quantity, unit, side}` (unless the owner takes the surplus) or
 * `commitment.more-than-free {free, use, unit, by}`. A yes to less than proposed is accepted when the other side said
 * "or part of it" and is a counter otherwise, which `event.action` tells; a yes to more is invalid.
 * Throws `expired commitment.lapsed` once its time is over.
 */
export const accept = (c: Commitment, yes: Yes, context: Answering & { readonly room: Room }): Step => {
  arrowFor('accept', c, context.acting);
  checkTime(c, context.now);
  const quantity = agreedQuantity(c, yes);
  if (quantity < c.quantity && !lessIsAgreed(c)) return counter(c, { ...yes, quantity }, context);
  const side = sideOf(context.acting);
  const takesSurplus = c.takesSurplus || (side === 'owner' && yes.takesSurplus === true);
  const said = { ...cut(say(c, side), quantity, context.measures), takesSurplus };
  if (!said.supplierYes || !said.ownerYes) return step('accept', c, said, context);
  checkRoom(said, context.room, context.measures, side);
  return step('accept', c, settle(said, 'accepted'), context);
};

/* Terms are flat, so two of them agree when every field of either is the same in the other. */
const sameTerms = (a: Terms, b: Terms): boolean => {
  const fields = (terms: Terms): string => JSON.stringify(Object.entries(terms).sort());
  return fields(a) === fields(b);
};

const sameFigures = (a: Commitment, b: Commitment): boolean =>
  a.quantity === b.quantity && a.offerUse === b.offerUse && a.by === b.by && sameTerms(a.terms, b.terms);

/**
 * The missing side answers with another quantity, date or terms: its own yes is given, the other side's is missing
 * anew, with a new time to answer. The old figures stay in the event. Throws invalid `commitment.counter-same` when
 * nothing differs, and the faults of the figures by field.
 */
export const counter = (c: Commitment, figures: Counter, context: Answering): Step => {
  arrowFor('counter', c, context.acting);
  checkTime(c, context.now);
  const side = sideOf(context.acting);
  const cutTo = cut(c, figures.quantity ?? c.quantity, context.measures);
  const after: Commitment = {
    ...cutTo,
    offerUse: figures.offerUse === undefined ? cutTo.offerUse : figures.offerUse,
    by: figures.by ?? c.by,
    terms: figures.terms ?? c.terms,
    orPart: figures.orPart ?? false,
    takesSurplus: side === 'owner' && figures.takesSurplus === true,
    supplierYes: side === 'supplier',
    ownerYes: side === 'owner',
    ...answerTimes(context.now, context),
  };
  checkFigures(after, context.now);
  if (sameFigures(c, after)) throw new DomainError('invalid', 'commitment.counter-same');
  return step('counter', c, after, context);
};

/** A side whose yes is missing says no, with a reason. */
export const decline = (c: Commitment, reason: string, context: Context): Step => {
  arrowFor('decline', c, context.acting);
  return step('decline', c, settle(c, 'declined'), context, { reason: reasonFrom(reason) });
};

/**
 * Takes back, with a reason: a proposal by the side that has said yes (or the office), or a live commitment by
 * either side or the office; what has arrived by then stays binding.
 */
export const withdraw = (c: Commitment, reason: string, context: Context): Step => {
  arrowFor('withdraw', c, context.acting);
  return step('withdraw', c, settle(c, 'withdrawn'), context, { reason: reasonFrom(reason) });
};

/** The clock: nobody answered in time. Throws `conflict commitment.not-yet-lapsed` before its time. */
export const lapse = (c: Commitment, now: Date): Step => {
  const context: Context = { now, acting: { party: 'clock' } };
  arrowFor('lapse', c, context.acting);
  if (c.expiresAt && now < c.expiresAt) throw new DomainError('conflict', 'commitment.not-yet-lapsed');
  return step('lapse', c, settle(c, 'lapsed'), context);
};

/** The sides a proposal still waits for. */
export const waitsFor = (c: Commitment): readonly Side[] =>
  c.state === 'proposed' ? (['supplier', 'owner'] as const).filter((side) => !hasSaidYes(c, side)) : [];
