import fc from 'fast-check';
import { shortenings, slips, slipsAllowed } from '../../../src/search/spelling.ts';

describe('slips', () => {
  test.each([
    ['maska', 'maska', 0], ['mska', 'maska', 1], ['maaska', 'maska', 1], ['mazka', 'maska', 1], ['amska', 'maska', 1],
    ['msaka', 'maska', 1], ['kabel', 'label', 2], ['pryzlbcia', 'przylbica', 2], ['a', '', 2], ['', '', 0],
  ])('of %s for %s are %d', (typed, word, expected) => expect(slips(typed, word)).toBe(expected));

  const word = fc.string({ unit: fc.constantFrom(...'abcde'), minLength: 1, maxLength: 9 });

  test('are the same both ways', () => {
    fc.assert(fc.property(word, word, (a, b) => slips(a, b) === slips(b, a)));
  });

  test('that are one are always found by the shortenings', () => {
    fc.assert(fc.property(word, word, (a, b) => {
      fc.pre(slips(a, b) <= 1);
      return new Set(shortenings(a)).intersection(new Set(shortenings(b))).size > 0;
    }), { numRuns: 300 });
  });
});

test.each([
  ['mas', 0], ['mask', 1], ['maseczk', 1], ['maseczka', 2], ['ffp2', 0], ['przylbica3', 0], ['x'.repeat(31), 0],
])('%s may have %d slips', (word, expected) => expect(slipsAllowed(word)).toBe(expected));
