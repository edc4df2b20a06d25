import { STATES } from '../../../src/features/commitments/commitment.ts';
import { figuresFrom, holdingBack, needFigures, offerFigures } from '../../../src/features/commitments/figures.ts';
import { ZERO, toDecimal } from '../../../src/kernel/quantity.ts';
import { NOW, arrival, inState, parcel, q } from './cast.ts';
import type { Commitment, State } from '../../../src/features/commitments/commitment.ts';
import type { Bar } from '../../../src/features/commitments/figures.ts';

const shown = (bar: Bar): string =>
  [bar.received, bar.onTheWay, bar.notYetSent, bar.open, bar.hatched, bar.beyond].map(toDecimal).join(' ');

/* 300 promised; one parcel of 100 of which 90 arrived, one of 80 nobody has confirmed. */
const halfWay = (state: State, changes: Partial<Commitment> = {}): Commitment =>
  inState(state, {
    deliveries: [
      { ...parcel('100', 'd1'), receipts: [{ ...arrival('90'), recordedAt: NOW }] },
      { ...parcel('80', 'd2'), receipts: [] },
    ],
    ...changes,
  });

describe('figures of a need', () => {
  test.each<[State, string, string, string]>([
    ['accepted', '300', '80', '90 80 130 700'],
    ['in-production', '300', '80', '90 80 130 700'],
    ['partly-sent', '300', '80', '90 80 130 700'],
    ['sent', '300', '80', '90 80 130 700'],
    ['completed', '90', '0', '90 0 0 910'],
    ['failed', '90', '0', '90 0 0 910'],
    ['withdrawn', '90', '0', '90 0 0 910'],
  ])('a commitment %s holds %s and has %s on the way', (state, promised, onTheWay, bar) => {
    const figures = needFigures(q('1000'), [halfWay(state)]);
    expect([figures.promised, figures.onTheWay].map(toDecimal)).toEqual([promised, onTheWay]);
    expect(shown(figures.bar)).toBe(`${bar} 0 0`);
    expect([figures.sent, figures.received].map(toDecimal)).toEqual(['180', '90']);
  });

  test('a commitment without parcels holds something only while it is live', () => {
    const held = STATES.map((state) => [state, toDecimal(needFigures(q('1000'), [inState(state)]).promised)]);
    expect(held.filter(([, promised]) => promised !== '0')).toEqual([
      ['accepted', '300'],
      ['in-production', '300'],
      ['partly-sent', '300'],
      ['sent', '300'],
    ]);
    expect(toDecimal(needFigures(q('1000'), [inState('proposed'), inState('lapsed')]).proposed)).toBe('300');
  });

  test('nothing promised is all open, and covered is not received', () => {
    expect(needFigures(q('1000'), [])).toMatchObject({ open: q('1000'), covered: false, surplus: ZERO });
    expect(needFigures(q('300'), [inState('accepted')])).toMatchObject({ open: ZERO, covered: true, received: ZERO });
    expect(needFigures(q('301'), [inState('accepted')])).toMatchObject({ open: q('1'), covered: false });
  });

  test('a surplus lies beyond the bar, an excess of promises within it', () => {
    const over = needFigures(q('250'), [inState('accepted')]);
    expect([toDecimal(over.open), shown(over.bar)]).toEqual(['0', '0 0 250 0 0 0']);
    const sums = { proposed: q('70'), promised: q('300'), sent: q('300'), received: q('260'), onTheWay: q('40') };
    const received = figuresFrom(q('250'), sums);
    expect(toDecimal(received.surplus)).toBe('10');
    expect(shown(received.bar)).toBe('250 0 0 0 0 10');
    expect(shown(figuresFrom(q('280'), sums).bar)).toBe('260 20 0 0 0 0');
    expect(shown(figuresFrom(q('350'), sums).bar)).toBe('260 40 0 50 50 0');
    expect(shown(figuresFrom(q('400'), sums).bar)).toBe('260 40 0 100 70 0');
  });

  test('the bar shows what is there when a live commitment delivers more than it promised', () => {
    const c = inState('sent', {
      deliveries: [{ ...parcel('300'), receipts: [{ ...arrival('310'), recordedAt: NOW }] }],
    });
    const figures = needFigures(q('1000'), [c]);
    expect([toDecimal(figures.open), shown(figures.bar)]).toEqual(['700', '310 0 0 690 0 0']);
  });

  test('asked cannot go below promised before these are withdrawn, largest first', () => {
    const small = inState('accepted', { id: 's', quantity: q('100') });
    const large = inState('sent', { id: 'l', quantity: q('300') });
    const ids = (asked: string): string[] =>
      holdingBack(q(asked), [small, inState('proposed'), halfWay('failed'), large]).map(({ id }) => id);
    expect(ids('490')).toStrictEqual([]);
    expect(ids('489')).toEqual(['l', 's']);
  });
});

describe('figures of a stock', () => {
  test('count in the offer’s unit what its commitments hold', () => {
    const live = inState('accepted', { offerUse: q('12') });
    const done = halfWay('completed', { offerUse: q('10') });
    const { promised, free, partlyPromised } = offerFigures(q('20'), [
      live,
      done,
      inState('proposed', { offerUse: q('9') }),
    ]);
    expect([promised, free].map(toDecimal)).toEqual(['15', '5']);
    expect(partlyPromised).toBe(false);
    expect(toDecimal(offerFigures(q('14'), [live, done]).free)).toBe('-1');
  });

  test('round what a part takes up to the next thousandth', () => {
    const third = halfWay('completed', { offerUse: q('1'), quantity: q('270') });
    expect(toDecimal(offerFigures(q('1'), [third]).promised)).toBe('0.334');
  });

  test('say so when somebody takes an unknown part', () => {
    expect(offerFigures(q('20'), [inState('accepted')])).toMatchObject({ partlyPromised: true, free: q('20') });
    const one = [inState('accepted'), inState('accepted', { offerUse: q('5') })];
    expect(offerFigures(q('20'), one)).toMatchObject({ partlyPromised: true, promised: q('5'), free: q('15') });
    expect(offerFigures(q('20'), [halfWay('failed')]).partlyPromised).toBe(true);
    expect(offerFigures(q('20'), [inState('proposed'), inState('failed')]).partlyPromised).toBe(false);
  });
});
