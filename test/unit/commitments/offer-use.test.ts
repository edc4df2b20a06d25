import { accept, counter } from '../../../src/features/commitments/answer.ts';
import { useOfOffer, type Measures } from '../../../src/features/commitments/commitment.ts';
import { toDecimal } from '../../../src/kernel/quantity.ts';
import { inRoom, owner, proposed, q, supplier } from './cast.ts';

const PIECES = { unit: 'szt' } as const;
const packs = (packSize: number | null): Measures => ({ need: PIECES, offer: { unit: 'opak', packSize } });

/* Proposed pieces, what was stated of the offer, the other amounts in turn, and what the last of them takes. */
const CASES: readonly [why: string, measures: Measures, stated: string | null, amounts: readonly string[], use: string | null][] = [
  ['packs that do not come out even, and all of them again', packs(300), null, ['100', '3000'], '10'],
  ['back and forth, never rounded twice', packs(300), null, ['3000', '100', '200', '1', '3000'], '10'],
  ['a part of a pack, rounded up', packs(300), null, ['3000', '100'], '0.334'],
  ['thousands offered, pieces needed', { need: PIECES, offer: { unit: 'tys_szt' } }, null, ['1', '7', '12500'], '12.5'],
  ['packs needed, pieces offered', { need: { unit: 'opak', packSize: 50 }, offer: PIECES }, null, ['3', '7'], '350'],
  ['the same unit', { need: PIECES, offer: PIECES }, null, ['300', '299'], '299'],
  ['hours for pieces: in proportion to what was stated', { need: PIECES, offer: { unit: 'h' } }, '10', ['300', '600'], '20'],
  ['packs of an unknown size, nothing stated', packs(null), null, ['300', '600'], null],
  ['packs needed, of a size that only the offer names', { need: { unit: 'opak' }, offer: { unit: 'opak', packSize: 100 } }, null, ['5', '7'], '7'],
  ['packs of two sizes', { need: { unit: 'opak', packSize: 50 }, offer: { unit: 'opak', packSize: 100 } }, null, ['5', '7'], '3.5'],
  ['no offer', { need: PIECES, offer: null }, null, ['300', '600'], null],
];

test.each(CASES)('%s', (_, measures, stated, [first = '', ...others], use) => {
  const start = useOfOffer(measures, q(first), stated === null ? null : q(stated));
  const c = proposed(first, { offerId: measures.offer && 'o1', offerUse: start });
  const last = others.reduce(
    (before, amount) =>
      counter(before, { quantity: q(amount) }, { ...inRoom(before.supplierYes ? owner : supplier, '0'), measures }).commitment,
    c,
  );
  expect(last.offerUse && toDecimal(last.offerUse)).toBe(use);
});

test('an offer of 10 packs of 300 can be used up to the last piece, whatever was proposed before', () => {
  const measures = packs(300);
  const small = proposed('100', { offerId: 'o1', offerUse: useOfOffer(measures, q('100'), null) });
  const all = counter(small, { quantity: q('3000') }, { ...inRoom(owner, '3000'), measures }).commitment;
  expect(accept(all, {}, { ...inRoom(supplier, '3000', '10'), measures }).commitment).toMatchObject({ state: 'accepted', offerUse: q('10') });
});

test('a yes to a part takes of the offer what the part takes', () => {
  const measures = packs(300);
  const c = proposed('100', { orPart: true, offerId: 'o1', offerUse: q('0.334') });
  const { commitment } = accept(c, { quantity: q('60') }, { ...inRoom(owner, '60', '0.2'), measures });
  expect(commitment).toMatchObject({ state: 'accepted', offerUse: q('0.2') });
});
