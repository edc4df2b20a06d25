import { toDecimal } from '../../../src/kernel/quantity.ts';
import { accept, counter, decline, lapse, withdraw } from '../../../src/features/commitments/answer.ts';
import { after, asked, at, inRoom, owner, priced, proposed, q, refusalOf, supplier } from './cast.ts';

describe('a counter', () => {
  test('is the other side’s turn, with time anew and the old figures in the history', () => {
    const c = proposed('300', { orPart: true, offerId: 'o1', offerUse: q('10') });
    const { commitment, event } = counter(
      c,
      { quantity: q('600'), by: '2020-03-23', terms: priced('2') },
      at(owner, after(10)),
    );
    expect(commitment).toMatchObject({
      state: 'proposed',
      quantity: q('600'),
      offerUse: q('20'),
      by: '2020-03-23',
      terms: priced('2'),
      orPart: false,
      supplierYes: false,
      ownerYes: true,
      expiresAt: after(178),
      remindAt: after(94),
    });
    expect(event).toMatchObject({
      action: 'counter',
      before: { quantity: '300', by: '2020-03-20' },
      after: { quantity: '600' },
    });
    const back = counter(
      commitment,
      { quantity: q('500'), offerUse: null, orPart: true },
      at(supplier, after(20)),
    ).commitment;
    expect(back).toMatchObject({ offerUse: null, orPart: true, supplierYes: true, ownerYes: false });
  });

  test('forgets that the owner would take a surplus of other figures', () => {
    const c = asked(owner, { takesSurplus: true });
    expect(c.takesSurplus).toBe(true);
    expect(counter(c, { quantity: q('900'), takesSurplus: true }, at(supplier)).commitment.takesSurplus).toBe(false);
    expect(counter(proposed(), { quantity: q('9'), takesSurplus: true }, at(owner)).commitment.takesSurplus).toBe(
      true,
    );
  });

  test('differs in something', () => {
    const same = {
      quantity: q('300'),
      by: '2020-03-20',
      terms: { handover: 'delivery', kind: 'gift', proof: 'maker-made' },
    } as const;
    expect(refusalOf(() => counter(proposed(), same, at(owner)))).toMatchObject({
      code: 'invalid',
      key: 'commitment.counter-same',
    });
    expect(refusalOf(() => counter(proposed(), {}, at(owner)))).toMatchObject({ key: 'commitment.counter-same' });
    for (const other of [
      { quantity: q('299') },
      { by: '2020-03-21' },
      { terms: priced('1') },
      { offerUse: q('1') },
    ] as const) {
      expect(counter(proposed(), other, at(owner)).event.action).toBe('counter');
    }
    expect(refusalOf(() => counter(proposed(), { quantity: q('0') }, at(owner))).fields).toEqual({
      quantity: { key: 'quantity.not-positive' },
    });
  });
});

describe('a no', () => {
  test('has a reason', () => {
    expect(decline(proposed(), '  za daleko ', at(owner)).event).toMatchObject({
      action: 'decline',
      reason: 'za daleko',
    });
    expect(decline(proposed(), 'x', at(owner)).commitment).toMatchObject({
      state: 'declined',
      expiresAt: null,
      remindAt: null,
    });
    for (const act of [decline, withdraw]) {
      const acting = act === decline ? owner : supplier;
      expect(refusalOf(() => act(proposed(), ' \n', at(acting))).fields).toEqual({
        reason: { key: 'commitment.reason-missing' },
      });
    }
  });

  test('by silence comes at its time, not before', () => {
    expect(refusalOf(() => lapse(proposed(), new Date(after(168).getTime() - 1)))).toMatchObject({
      code: 'conflict',
      key: 'commitment.not-yet-lapsed',
    });
    const { commitment, event } = lapse(proposed(), after(168));
    expect(commitment).toMatchObject({ state: 'lapsed', expiresAt: null, remindAt: null });
    expect(event).toMatchObject({ action: 'lapse', party: 'clock', onBehalfOf: null, reason: null, at: after(168) });
  });

  test('leaves the proposal that was read as it was', () => {
    const c = Object.freeze(proposed());
    accept(c, {}, inRoom(owner, '300'));
    expect(toDecimal(c.quantity)).toBe('300');
    expect(c.state).toBe('proposed');
  });
});
