import { quantityFit } from '../../../src/features/matches/quantity-fit.ts';
import { suppliesOf } from '../../../src/features/matches/supply.ts';
import type { FitNeed, FitOffer } from '../../../src/features/matches/fit-post.ts';
import { TODAY, aNeed, anOffer, pieces } from './posts.ts';

const partOf = (need: FitNeed, offer: FitOffer) =>
  quantityFit(need, offer, suppliesOf(need, offer, TODAY)[0].amount);

interface Case {
  name: string;
  need?: Partial<FitNeed>;
  offer?: Partial<FitOffer>;
  codes: string[];
  covers: number | null;
  cap: string;
}

const perWeek = (n: number, changes: Partial<FitOffer> = {}): Partial<FitOffer> =>
  ({ mode: 'capacity', quantity: null, perWeek: pieces(n), ...changes });

const CASES: Case[] = [
  { name: 'all of it', codes: ['quantity-full'], covers: 1000, cap: 'fits' },
  { name: 'more than asked', offer: { quantity: pieces(5000) }, codes: ['quantity-full'], covers: 1000, cap: 'fits' },
  { name: 'a part', offer: { quantity: pieces(300) }, codes: ['quantity-part'], covers: 300, cap: 'fits' },
  { name: 'nothing free', offer: { quantity: pieces(0) }, codes: ['quantity-none'], covers: 0, cap: 'no' },
  { name: 'over-promised stock', offer: { quantity: pieces(-5) }, codes: ['quantity-none'], covers: 0, cap: 'no' },
  { name: 'no amount asked', need: { quantity: null }, codes: ['quantity-unknown'], covers: null, cap: 'fits' },
  { name: 'no amount offered', offer: { quantity: null }, codes: ['quantity-unknown'], covers: null, cap: 'fits' },
  { name: 'no rate', offer: { mode: 'capacity' }, codes: ['quantity-unknown'], covers: null, cap: 'fits' },
  { name: 'nothing open', need: { quantity: pieces(0) }, codes: [], covers: 0, cap: 'fits' },
  {
    name: 'only as a whole', need: { acceptsPart: false }, offer: { quantity: pieces(300) },
    codes: ['quantity-part', 'part-not-accepted'], covers: 300, cap: 'maybe',
  },
  {
    name: 'part too small', need: { smallestPart: pieces(400) }, offer: { quantity: pieces(300) },
    codes: ['quantity-part', 'part-too-small'], covers: 300, cap: 'maybe',
  },
  {
    name: 'part just large enough', need: { smallestPart: pieces(300) }, offer: { quantity: pieces(300) },
    codes: ['quantity-part'], covers: 300, cap: 'fits',
  },
  {
    name: 'thousands', offer: { unit: 'tys_szt', quantity: pieces(2) },
    codes: ['quantity-full'], covers: 1000, cap: 'fits',
  },
  {
    name: 'packages of 50', offer: { unit: 'opak', packSize: 50, quantity: pieces(4) },
    codes: ['quantity-part'], covers: 200, cap: 'fits',
  },
  {
    name: 'packages of nobody knows how many', offer: { unit: 'opak', quantity: pieces(4) },
    codes: ['unit-differs'], covers: null, cap: 'fits',
  },
  {
    name: 'machine hours', offer: { unit: 'h', quantity: pieces(40) },
    codes: ['unit-differs'], covers: null, cap: 'fits',
  },
  { name: '700 a week for eight days', offer: perWeek(700), codes: ['quantity-part'], covers: 800, cap: 'fits' },
  {
    name: '700 a week with three days of lead time', offer: perWeek(700, { leadTimeDays: 3 }),
    codes: ['quantity-part'], covers: 500, cap: 'fits',
  },
  {
    name: '700 a week that ends in three days', offer: perWeek(700, { availableUntil: '2026-11-05' }),
    codes: ['quantity-part'], covers: 300, cap: 'fits',
  },
  {
    name: '100 a week without a deadline: four weeks', need: { neededBy: null }, offer: perWeek(100),
    codes: ['quantity-part'], covers: 400, cap: 'fits',
  },
  {
    name: 'a capacity that starts too late: its first week', offer: perWeek(700, { availableFrom: '2026-12-01' }),
    codes: ['quantity-part'], covers: 700, cap: 'fits',
  },
];

test.each(CASES)('$name', ({ need, offer, codes, covers, cap }) => {
  const part = partOf(aNeed(need), anOffer(offer));
  expect(part.reasons.map(({ code }) => code)).toEqual(codes);
  expect(part.covers).toBe(covers === null ? null : pieces(covers));
  expect(part.cap).toBe(cap);
});

test('a part says how much of how many', () => {
  const part = partOf(aNeed(), anOffer({ quantity: pieces(300) }));
  expect(part.reasons).toEqual([{ code: 'quantity-part', available: '300', asked: '1000', unit: 'szt' }]);
  expect(part.factor).toBeCloseTo(0.3 ** 0.3, 10);
});

test('half a piece is not covered, half a kilogram is', () => {
  const offer = anOffer({ unit: 'tys_szt', quantity: pieces(0.5) });
  expect(partOf(aNeed({ unit: 'opak', packSize: 400 }), offer).covers).toBe(pieces(1));
  const kilograms = partOf(aNeed({ unit: 'kg' }), anOffer({ unit: 'g', quantity: pieces(500) }));
  expect(kilograms.covers).toBe(pieces(0.5));
});

test('packages of which one side names no size are the other side’s, one for one; of two sizes they are converted', () => {
  const offer = anOffer({ unit: 'opak', packSize: 100, quantity: pieces(140) });
  const covered = (packSize: number | null) => partOf(aNeed({ unit: 'opak', packSize, quantity: pieces(200) }), offer);
  expect(covered(null)).toMatchObject({ covers: pieces(140), reasons: [{ code: 'quantity-part' }] });
  expect(covered(50)).toMatchObject({ covers: pieces(200), reasons: [{ code: 'quantity-full' }] });
});
