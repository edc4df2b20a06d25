import { intervalOf, ndcg, recallAt50, reciprocalRank, verdictsOf } from '../../../scripts/eval/measures.ts';
import type { Ranked } from '../../../scripts/eval/measures.ts';
import type { Verdict } from '../../../src/features/matches/verdict.ts';

const ranked = (...offers: string[]): Ranked[] => offers.map((offer, at) => ({ offer, score: -at, verdict: 'maybe' }));
const grades = new Map([['a', 3], ['b', 1]]);

test('nDCG@10: 1 in the ideal order, 0 without a hit, the textbook value between', () => {
  expect(ndcg(ranked('a', 'b', 'c'), grades)).toBe(1);
  expect(ndcg(ranked('c', 'd'), grades)).toBe(0);
  expect(ndcg(ranked('b', 'a'), grades)).toBeCloseTo((1 + 7 / Math.log2(3)) / (7 + 1 / Math.log2(3)), 10);
  expect(ndcg(ranked(...'0123456789', 'a'), grades)).toBe(0);
});

test('the reciprocal rank is that of the first hit among ten', () => {
  expect(reciprocalRank(ranked('c', 'b', 'a'), grades)).toBe(0.5);
  expect(reciprocalRank(ranked(...'0123456789', 'a'), grades)).toBe(0);
});

test('recall counts the grades asked for among fifty, and is not defined where there are none', () => {
  const fifty = Array.from({ length: 50 }, (_, at) => String(at));
  expect(recallAt50(ranked('a'), grades, 1)).toBe(0.5);
  expect(recallAt50(ranked('a'), grades, 2)).toBe(1);
  expect(recallAt50(ranked(...fifty, 'a'), grades, 2)).toBe(0);
  expect(recallAt50(ranked('b'), new Map([['b', 1]]), 2)).toBeNull();
});

test('the interval holds the mean, is the same on every run, and is a point for equal values', () => {
  const values = [0, 0.2, 0.4, 1, 1, 0.7];
  const { mean, low, high } = intervalOf(values);
  expect(mean).toBeCloseTo(0.55, 10);
  expect(low).toBeLessThan(mean);
  expect(high).toBeGreaterThan(mean);
  expect(intervalOf(values)).toEqual({ mean, low, high });
  expect(intervalOf([0.5, 0.5])).toEqual({ mean: 0.5, low: 0.5, high: 0.5 });
});

test('verdicts: right from the least grade on; wrong, missed and look-alikes are named', () => {
  const said = (offer: string, verdict: Verdict): Ranked => ({ offer, verdict, score: 1 });
  const task = {
    name: 'x', needs: [], offers: [], grades: new Map([['n', new Map([['a', 3], ['b', 2], ['c', 1]])]]),
    lookalikes: [{ need: 'n', offer: 'd', why: 'other' }, { need: 'n', offer: 'e', why: 'other' }],
  };
  const ranking = [said('a', 'fits'), said('b', 'maybe'), said('c', 'fits'), said('d', 'fits'), said('e', 'no')];
  const run = new Map([['n', ranking]]);
  const found = verdictsOf(task, run, 2);
  expect(found).toMatchObject({ said: 3, right: 1, wanted: 2, shownRecall: 1, shownPrecision: 0.75 });
  expect(found.wrong.map(({ offer }) => offer)).toEqual(['c', 'd']);
  expect(found.missed).toEqual([{ need: 'n', offer: 'b', grade: 2, verdict: 'maybe' }]);
  expect(found.lookalikes.map(({ offer }) => offer)).toEqual(['d']);
});
