import { today } from '../../kernel/dates.ts';
import { DomainError, invalid } from '../../kernel/errors.ts';
import { MAX_QUANTITY, ZERO, isCountable, isPositive } from '../../kernel/quantity.ts';
import { amountData, arrivedOf, deliveryOf, isLive, sentOf, stillToSend, unconfirmed } from './commitment.ts';
import { checkQuantity } from './proposal.ts';
import { reasonFrom, step } from './step.ts';
import { arrowFor } from './transitions.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Quantity, Unit } from '../../kernel/quantity.ts';
import type { Commitment, Delivery, Receipt, State } from './commitment.ts';
import type { Context, Step } from './step.ts';

/** A parcel as the supplier announces it; `sent` in the need's unit. */
export type Parcel = Omit<Delivery, 'receipts'>;

/** What the owner says arrived; zero when nothing did. */
export type Arrival = Omit<Receipt, 'recordedAt'>;

const checkDate = (on: LocalDate, now: Date): void => {
  if (on > today(now)) throw invalid({ on: { key: 'commitment.date-ahead', data: { today: today(now) } } });
};

/* Nothing arrives before it leaves. */
const checkArrivalDate = (on: LocalDate, delivery: Delivery): void => {
  if (on < delivery.on) throw invalid({ on: { key: 'commitment.received-before-sent', data: { sent: delivery.on } } });
};

/** Of what was sent no more than so many times as much can arrive: anything beyond is a slip of the hand. */
const SLIP = 10n;

/* More than was sent happens (the parcel was counted wrong), but somebody must say why: the figures are public at once. */
const checkAgainstSent = ({ quantity, differences }: Arrival, { sent }: Delivery, unit: Unit): void => {
  const data = amountData('sent', sent, unit);
  if (quantity > sent * SLIP) throw invalid({ quantity: { key: 'commitment.received-slip', data } });
  if (quantity > sent && !differences) throw invalid({ differences: { key: 'commitment.received-more', data } });
};

/* After anything was sent the state is what the parcels say; what was lost on the way can be sent again. */
const byParcels = (c: Commitment): State => (isPositive(stillToSend(c)) ? 'partly-sent' : 'sent');

/** The supplier has begun to make it. */
export const start = (c: Commitment, context: Context): Step =>
  step('start', c, { ...c, state: 'in-production' }, context);

/**
 * The supplier hands over a parcel. Throws invalid `{sent: commitment.more-than-left {left, unit}}` for more than is
 * still to send, `{on: commitment.date-ahead}`; `conflict commitment.delivery-twice` for an id already used.
 */
export const send = (c: Commitment, parcel: Parcel, context: Context): Step => {
  arrowFor('send', c, context.acting);
  checkQuantity(parcel.sent, c.unit);
  checkDate(parcel.on, context.now);
  if (c.deliveries.some(({ id }) => id === parcel.id)) throw new DomainError('conflict', 'commitment.delivery-twice');
  const left = stillToSend(c);
  if (parcel.sent > left) {
    throw invalid({ sent: { key: 'commitment.more-than-left', data: amountData('left', left, c.unit) } });
  }
  const after = { ...c, deliveries: [...c.deliveries, { ...parcel, receipts: [] }] };
  return step('send', c, { ...after, state: byParcels(after) }, context, { deliveryId: parcel.id });
};

const checkArrived = (quantity: Quantity, unit: Unit): void => {
  if (quantity < ZERO) throw invalid({ quantity: { key: 'quantity.negative' } });
  if (quantity > MAX_QUANTITY) throw invalid({ quantity: { key: 'quantity.too-large' } });
  if (!isCountable(quantity, unit)) throw invalid({ quantity: { key: 'quantity.not-whole', data: { unit } } });
};

const receive = (c: Commitment, delivery: Delivery, arrival: Arrival, { now }: Context): Commitment => {
  checkArrived(arrival.quantity, c.unit);
  checkAgainstSent(arrival, delivery, c.unit);
  checkDate(arrival.on, now);
  checkArrivalDate(arrival.on, delivery);
  const receipts = [...delivery.receipts, { ...arrival, recordedAt: now }];
  const deliveries = c.deliveries.map((each) => (each.id === delivery.id ? { ...each, receipts } : each));
  const after = { ...c, deliveries };
  return isLive(c) ? { ...after, state: byParcels(after) } : after;
};

/**
 * The owner confirms what arrived of a parcel, be it more or less than was sent: the real quantity counts. More needs a
 * word about it, else invalid `{differences: commitment.received-more {sent, unit}}`; ten times more is a slip:
 * `{quantity: commitment.received-slip {sent, unit}}`.
 * Also after the commitment has ended, for a parcel that was still on the way; binding follows.
 * Throws `conflict commitment.already-confirmed {received, unit}`: then it is a correction.
 */
export const confirmReceipt = (c: Commitment, deliveryId: string, arrival: Arrival, context: Context): Step => {
  arrowFor('confirm-receipt', c, context.acting);
  const delivery = deliveryOf(c, deliveryId);
  const arrived = arrivedOf(delivery);
  if (arrived !== null) {
    throw new DomainError('conflict', 'commitment.already-confirmed', amountData('received', arrived, c.unit));
  }
  return step('confirm-receipt', c, receive(c, delivery, arrival, context), context, { deliveryId });
};

/**
 * Corrects a confirmed quantity by a further receipt, with a reason; earlier receipts stay.
 * Throws `conflict commitment.not-confirmed` when there is nothing to correct yet.
 */
export const correctReceipt = (
  c: Commitment, deliveryId: string, arrival: Arrival, reason: string, context: Context,
): Step => {
  arrowFor('correct-receipt', c, context.acting);
  const delivery = deliveryOf(c, deliveryId);
  if (arrivedOf(delivery) === null) throw new DomainError('conflict', 'commitment.not-confirmed');
  const why = { reason: reasonFrom(reason), deliveryId };
  return step('correct-receipt', c, receive(c, delivery, arrival, context), context, why);
};

const checkComplete = (c: Commitment): void => {
  const waiting = unconfirmed(c).length;
  if (waiting > 0) throw new DomainError('conflict', 'commitment.unconfirmed-deliveries', { deliveries: waiting });
  if (!isPositive(sentOf(c))) throw new DomainError('conflict', 'commitment.nothing-sent');
};

/**
 * "That is all": binding becomes what arrived, the rest of the need reopens by itself. The supplier may say so once
 * something was sent and all of it is confirmed (else `conflict commitment.unconfirmed-deliveries {deliveries}` or
 * `commitment.nothing-sent`: then it fails or withdraws); the owner and the office at any time.
 */
export const complete = (c: Commitment, context: Context): Step => {
  arrowFor('complete', c, context.acting);
  if (context.acting.party === 'supplier') checkComplete(c);
  return step('complete', c, { ...c, state: 'completed' }, context);
};

/** It will not come, with a reason; what has arrived stays binding. */
export const fail = (c: Commitment, reason: string, context: Context): Step => {
  arrowFor('fail', c, context.acting);
  return step('fail', c, { ...c, state: 'failed' }, context, { reason: reasonFrom(reason) });
};
