import { toDecimal } from '../../../src/kernel/quantity.ts';
import {
  binding,
  onTheWayOf,
  receivedOf,
  sentOf,
  stillToSend,
} from '../../../src/features/commitments/commitment.ts';
import { withdraw } from '../../../src/features/commitments/answer.ts';
import {
  complete,
  confirmReceipt,
  correctReceipt,
  fail,
  send,
  start,
} from '../../../src/features/commitments/fulfilment.ts';
import { NOW, arrival, at, inState, office, officeForOwner, owner, parcel, refusalOf, supplier } from './cast.ts';
import type { Commitment } from '../../../src/features/commitments/commitment.ts';
import type { Arrival } from '../../../src/features/commitments/fulfilment.ts';

const accepted = (): Commitment => inState('accepted');
const sent = (amount: string, c = accepted(), id = 'd1'): Commitment =>
  send(c, parcel(amount, id), at(supplier)).commitment;
const confirmed = (amount: string, c: Commitment, id = 'd1'): Commitment =>
  confirmReceipt(c, id, arrival(amount), at(owner)).commitment;
const amounts = (c: Commitment): string =>
  [sentOf(c), receivedOf(c), onTheWayOf(c), stillToSend(c), binding(c)].map(toDecimal).join(' ');

describe('sending', () => {
  test('follows start, in parts, until nothing is left', () => {
    const begun = start(accepted(), at(supplier)).commitment;
    expect(begun.state).toBe('in-production');
    const first = sent('100', begun);
    expect([first.state, amounts(first)]).toEqual(['partly-sent', '100 0 100 200 300']);
    const all = sent('200', first, 'd2');
    expect([all.state, amounts(all)]).toEqual(['sent', '300 0 300 0 300']);
    expect(first.deliveries).toHaveLength(1);
  });

  test('of more than is left is refused and says what is left', () => {
    expect(refusalOf(() => sent('201', sent('100'), 'd2')).fields).toEqual({
      sent: { key: 'commitment.more-than-left', data: { left: '200', unit: 'szt' } },
    });
  });

  test('of nothing, of half a piece, tomorrow, or twice under one id is refused', () => {
    expect(refusalOf(() => sent('0')).fields).toHaveProperty('quantity.key', 'quantity.not-positive');
    expect(refusalOf(() => sent('0.5')).fields).toHaveProperty('quantity.key', 'quantity.not-whole');
    expect(refusalOf(() => send(accepted(), { ...parcel('1'), on: '2020-03-17' }, at(supplier))).fields).toEqual({
      on: { key: 'commitment.date-ahead', data: { today: '2020-03-16' } },
    });
    expect(refusalOf(() => sent('1', sent('1')))).toMatchObject({
      code: 'conflict',
      key: 'commitment.delivery-twice',
    });
  });

  test('names its delivery in the history', () => {
    expect(send(accepted(), parcel('300', 'p7'), at(supplier)).event).toMatchObject({
      deliveryId: 'p7',
      before: { sent: '0' },
      after: { sent: '300', state: 'sent' },
    });
  });
});

describe('receiving', () => {
  test('of less makes room to send the rest again', () => {
    const short = confirmed('250', sent('300'));
    expect([short.state, amounts(short)]).toEqual(['partly-sent', '300 250 0 50 300']);
    const again = sent('50', short, 'd2');
    expect([again.state, amounts(again)]).toEqual(['sent', '350 250 50 0 300']);
  });

  test('of more than was sent needs a word about it, and ten times more is a slip', () => {
    const data = { sent: '300', unit: 'szt' };
    const slip = { quantity: { key: 'commitment.received-slip', data } };
    const right = confirmed('300', sent('300'));
    for (const say of [
      (arrived: Arrival) => confirmReceipt(sent('300'), 'd1', arrived, at(owner)),
      (arrived: Arrival) => correctReceipt(right, 'd1', arrived, 'x', at(owner)),
    ]) {
      expect(refusalOf(() => say(arrival('301'))).fields).toEqual({ differences: { key: 'commitment.received-more', data } });
      expect(refusalOf(() => say(arrival('3001'))).fields).toEqual(slip);
      expect(refusalOf(() => say({ ...arrival('3001'), differences: 'more' })).fields).toEqual(slip);
      expect(amounts(say({ ...arrival('3000'), differences: 'more' }).commitment)).toBe('300 3000 0 0 300');
    }
  });

  test('of more counts what is there', () => {
    const more = (quantity: string, c: Commitment): Commitment =>
      confirmReceipt(c, 'd1', { ...arrival(quantity), differences: 'more' }, at(owner)).commitment;
    const over = more('310', sent('300'));
    expect([over.state, amounts(over)]).toEqual(['sent', '300 310 0 0 300']);
    expect(toDecimal(binding(complete(over, at(supplier)).commitment))).toBe('310');
    expect(more('300', sent('200')).state).toBe('sent');
  });

  test('of nothing is an answer too', () => {
    expect(amounts(confirmed('0', sent('300')))).toBe('300 0 0 300 300');
    expect(refusalOf(() => confirmed('-1', sent('300'))).fields).toEqual({ quantity: { key: 'quantity.negative' } });
    expect(refusalOf(() => confirmed('1000000001', sent('300'))).fields).toEqual({
      quantity: { key: 'quantity.too-large' },
    });
    expect(refusalOf(() => confirmed('0.5', sent('300'))).fields).toEqual({
      quantity: { key: 'quantity.not-whole', data: { unit: 'szt' } },
    });
    const ahead = { ...arrival('1'), on: '2020-03-17' } as const;
    expect(refusalOf(() => confirmReceipt(sent('300'), 'd1', ahead, at(owner))).fields).toHaveProperty('on');
  });

  test('happens on the day of sending at the earliest, in a correction too', () => {
    const early = { ...arrival('1'), on: '2020-03-15' } as const;
    const fields = { on: { key: 'commitment.received-before-sent', data: { sent: '2020-03-16' } } };
    expect(refusalOf(() => confirmReceipt(sent('300'), 'd1', early, at(owner))).fields).toEqual(fields);
    expect(refusalOf(() => correctReceipt(confirmed('1', sent('300')), 'd1', early, 'x', at(owner))).fields).toEqual(fields);
    expect(confirmed('300', sent('300')).state).toBe('sent');
  });

  test('keeps who, when and what differed', () => {
    const note = { ...arrival('250'), differences: '50 pękniętych' };
    const { commitment, event } = confirmReceipt(sent('300'), 'd1', note, at(officeForOwner));
    expect(commitment.deliveries[0]?.receipts).toEqual([{ ...note, recordedAt: NOW }]);
    expect(event).toMatchObject({
      party: 'office',
      onBehalfOf: 'owner',
      deliveryId: 'd1',
      after: { received: '250' },
    });
  });

  test('happens once per delivery; the next is a correction, a new row that counts', () => {
    const c = confirmed('250', sent('300'));
    expect(refusalOf(() => confirmed('260', c))).toMatchObject({
      code: 'conflict',
      key: 'commitment.already-confirmed',
      data: { received: '250', unit: 'szt' },
    });
    const { commitment, event } = correctReceipt(c, 'd1', arrival('300'), 'przeliczono', at(owner));
    expect(commitment.deliveries[0]?.receipts.map(({ quantity }) => toDecimal(quantity))).toEqual(['250', '300']);
    expect([commitment.state, amounts(commitment)]).toEqual(['sent', '300 300 0 0 300']);
    expect(event).toMatchObject({
      reason: 'przeliczono',
      deliveryId: 'd1',
      before: { received: '250' },
      after: { received: '300' },
    });
  });

  test('is corrected with a reason, once there is something to correct', () => {
    expect(refusalOf(() => correctReceipt(sent('300'), 'd1', arrival('1'), 'x', at(owner)))).toMatchObject({
      code: 'conflict',
      key: 'commitment.not-confirmed',
    });
    expect(
      refusalOf(() => correctReceipt(confirmed('1', sent('300')), 'd1', arrival('1'), '', at(owner))).fields,
    ).toEqual({ reason: { key: 'commitment.reason-missing' } });
  });

  test('of a delivery that is not there is not found', () => {
    expect(refusalOf(() => confirmed('1', sent('300'), 'd8'))).toMatchObject({
      code: 'not-found',
      key: 'commitment.delivery-not-found',
    });
    expect(refusalOf(() => confirmed('1', inState('withdrawn')))).toMatchObject({ code: 'not-found' });
  });

  test('touches one delivery only', () => {
    const two = confirmed('90', sent('200', sent('100'), 'd2'));
    expect(two.deliveries.map(({ receipts }) => receipts.length)).toEqual([1, 0]);
    expect(amounts(two)).toBe('300 90 200 10 300');
  });
});

describe('an end', () => {
  test('"that is all" is the supplier’s to say when all it sent is confirmed', () => {
    expect(refusalOf(() => complete(accepted(), at(supplier)))).toMatchObject({
      code: 'conflict',
      key: 'commitment.nothing-sent',
    });
    expect(refusalOf(() => complete(sent('300'), at(supplier)))).toMatchObject({
      code: 'conflict',
      key: 'commitment.unconfirmed-deliveries',
      data: { deliveries: 1 },
    });
    const done = complete(confirmed('250', sent('300')), at(supplier)).commitment;
    expect([done.state, toDecimal(binding(done))]).toEqual(['completed', '250']);
  });

  test.each([owner, office])('and the owner’s and the office’s at any time', (acting) => {
    expect(complete(accepted(), at(acting)).commitment.state).toBe('completed');
    expect(complete(sent('300'), at(acting)).commitment.state).toBe('completed');
  });

  test.each([
    ['fail', fail],
    ['withdraw', withdraw],
  ] as const)('%s keeps what has arrived, with a reason', (action, act) => {
    const c = confirmed('90', sent('200', sent('100'), 'd2'));
    const { commitment, event } = act(c, 'pękła prasa', at(supplier));
    expect(amounts(commitment)).toBe('300 90 0 10 90');
    expect(event).toMatchObject({ action, reason: 'pękła prasa', before: { state: 'partly-sent' } });
    expect(refusalOf(() => act(c, '', at(supplier))).fields).toHaveProperty('reason');
  });

  test('is not undone by a parcel that arrives later, but it counts', () => {
    const failed = fail(sent('200'), 'pękła prasa', at(supplier)).commitment;
    expect(toDecimal(binding(failed))).toBe('0');
    const late = confirmed('200', failed);
    expect([late.state, toDecimal(binding(late))]).toEqual(['failed', '200']);
    const recounted = correctReceipt(late, 'd1', arrival('190'), 'x', at(owner)).commitment;
    expect([recounted.state, toDecimal(binding(recounted))]).toEqual(['failed', '190']);
  });
});
