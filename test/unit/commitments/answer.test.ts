import { accept, counter, waitsFor } from '../../../src/features/commitments/answer.ts';
import { after, asked, at, inRoom, office, officeForOwner, owner, proposed, q, refusalOf, supplier } from './cast.ts';

describe('a yes', () => {
  test('of both sides accepts, and nothing is waited for any more', () => {
    const { commitment, event } = accept(proposed(), {}, inRoom(owner, '300'));
    expect(commitment).toMatchObject({ state: 'accepted', ownerYes: true, expiresAt: null, remindAt: null });
    expect(event).toMatchObject({ action: 'accept', before: { ownerYes: false }, after: { ownerYes: true } });
  });

  test('of one of two missing sides leaves it proposed, whatever the room', () => {
    const half = accept(asked(office), {}, inRoom(supplier, '0')).commitment;
    expect(half).toMatchObject({ state: 'proposed', supplierYes: true, ownerYes: false });
    expect(half.expiresAt).toEqual(after(168));
    expect(accept(half, {}, inRoom(officeForOwner, '300')).commitment.state).toBe('accepted');
  });

  test('to more than is open is refused and says what is possible', () => {
    expect(refusalOf(() => accept(proposed(), {}, inRoom(owner, '120')))).toMatchObject({
      code: 'conflict',
      key: 'commitment.more-than-open',
      data: { open: '120', quantity: '300', unit: 'szt', side: 'owner' },
    });
    expect(accept(proposed('120'), {}, inRoom(owner, '120')).commitment.state).toBe('accepted');
  });

  test('to more than is open is the owner’s to give, explicitly', () => {
    const yes = { takesSurplus: true };
    expect(accept(proposed(), yes, inRoom(owner, '120')).commitment).toMatchObject({
      state: 'accepted',
      takesSurplus: true,
    });
    expect(accept(proposed(), yes, inRoom(officeForOwner, '0')).commitment.state).toBe('accepted');
    expect(refusalOf(() => accept(asked(owner), yes, inRoom(supplier, '120')))).toMatchObject({
      key: 'commitment.more-than-open',
      data: { side: 'supplier' },
    });
    expect(accept(asked(owner, { takesSurplus: true }), {}, inRoom(supplier, '0')).commitment.state).toBe('accepted');
    expect(asked(office, { takesSurplus: true, officeMayAccept: true }).takesSurplus).toBe(false);
  });

  test('takes no more of the offer than is free', () => {
    const c = proposed('300', { offerId: 'o1', offerUse: q('12') });
    expect(refusalOf(() => accept(c, {}, inRoom(owner, '300', '11.999')))).toMatchObject({
      code: 'conflict',
      key: 'commitment.more-than-free',
      data: { free: '11.999', use: '12', unit: 'h', by: '2020-03-20' },
    });
    expect(refusalOf(() => accept(c, {}, inRoom(owner, '300', '-4'))).data).toMatchObject({ free: '0' });
    expect(refusalOf(() => accept(c, { takesSurplus: true }, inRoom(owner, '0', '11')))).toMatchObject({
      code: 'conflict',
    });
    expect(accept(c, {}, inRoom(owner, '300', '12')).commitment.state).toBe('accepted');
    expect(accept(c, {}, inRoom(owner, '300', null)).commitment.state).toBe('accepted');
    expect(accept(proposed('300', { offerId: 'o1' }), {}, inRoom(owner, '300', '0')).commitment.state).toBe(
      'accepted',
    );
  });
});

describe('a yes to another amount', () => {
  test('to less is accepted where the other side said "or part of it", and uses less of the offer', () => {
    const c = proposed('300', { orPart: true, offerId: 'o1', offerUse: q('10') });
    const { commitment, event } = accept(c, { quantity: q('100') }, inRoom(owner, '100', '3.334'));
    expect(commitment).toMatchObject({ state: 'accepted', quantity: q('100'), offerUse: q('3.334') });
    expect(event).toMatchObject({
      action: 'accept',
      before: { quantity: '300' },
      after: { quantity: '100', offerUse: '3.334' },
    });
  });

  test('to less is a counter where nobody agreed to less', () => {
    const { commitment, event } = accept(proposed(), { quantity: q('100') }, inRoom(owner, '100'));
    expect(event.action).toBe('counter');
    expect(commitment).toMatchObject({ state: 'proposed', quantity: q('100'), supplierYes: false, ownerYes: true });
    const between = accept(asked(office, {}, { orPart: true }), { quantity: q('50') }, inRoom(supplier, '300'));
    expect(between.event.action).toBe('counter');
    expect(waitsFor(between.commitment)).toEqual(['owner']);
  });

  test('to more, to nothing or to half a piece is invalid', () => {
    const fieldsOf = (quantity: string) =>
      refusalOf(() => accept(proposed('300', { orPart: true }), { quantity: q(quantity) }, inRoom(owner, '1000')))
        .fields;
    expect(fieldsOf('301')).toEqual({
      quantity: { key: 'commitment.more-than-proposed', data: { proposed: '300', unit: 'szt' } },
    });
    expect(fieldsOf('0')).toEqual({ quantity: { key: 'quantity.not-positive' } });
    expect(fieldsOf('1.5')).toEqual({ quantity: { key: 'quantity.not-whole', data: { unit: 'szt' } } });
  });

  test('comes in time or not at all, whether or not the clock has been', () => {
    expect(
      accept(proposed(), {}, inRoom(owner, '300', null, new Date(after(168).getTime() - 1))).commitment.state,
    ).toBe('accepted');
    expect(refusalOf(() => accept(proposed(), {}, inRoom(owner, '300', null, after(168))))).toMatchObject({
      code: 'expired',
      key: 'commitment.lapsed',
    });
    expect(refusalOf(() => counter(proposed(), { quantity: q('1') }, at(owner, after(169))))).toMatchObject({
      code: 'expired',
    });
  });
});
