import { buildKnowledge, idfFrom, idfOf } from '../../../src/features/matches/knowledge.ts';
import { knowledge } from './posts.ts';

const relation = (need: string, offer: string) => knowledge.relations.get(need)?.get(offer);

test.each([
  ['face-shield', 'face-shield', 'same', 1],
  ['face-shield', 'child-shield', 'narrower', 0.9],
  ['eye-face-protection', 'child-shield', 'narrower', 0.81],
  ['child-shield', 'face-shield', 'broader', 0.8],
  ['child-shield', 'eye-face-protection', 'broader', 0.64],
  ['face-shield', '3d-printing', 'can-make', 0.35],
  ['face-shield', 'fdm', 'can-make', 0.35],
  ['child-shield', 'fdm', 'can-make', 0.35],
  ['child-shield', 'pet-film', 'material-for', 0.35],
  ['face-shield', 'headband', 'part-of', 0.35],
])('%s asked, %s offered: %s', (need, offer, kind, strength) => {
  expect(relation(need, offer)?.kind).toBe(kind);
  expect(relation(need, offer)?.strength).toBeCloseTo(strength, 10);
  expect(knowledge.answers.get(offer)?.get(need)).toEqual(relation(need, offer));
});

test.each([
  ['3d-printing', 'face-shield'], ['pet-film', 'face-shield'], ['gown', 'face-shield'], ['headband', 'pet-film'],
])('%s asked, %s offered: nothing to do with each other', (need, offer) => {
  expect(relation(need, offer)).toBeUndefined();
});

test('own words of a concept: its names, one-word phrases and what recurs', () => {
  const phrases = ['transport', 'przewóz towarów', 'przewóz osób', 'spedycja'];
  const english = ['road haulage', 'van with driver'];
  const vocabulary = [{ id: 'transport', kind: 'service' as const, pl: phrases, en: english }];
  const analyser = { version: 'test', keysOf: (word: string) => [word] };
  expect(buildKnowledge(vocabulary, analyser, () => 1).ownKeys.get('transport'))
    .toEqual(new Set(['transport', 'przewóz', 'spedycja', 'road', 'haulage']));
});

describe('idf', () => {
  test('a key of every post is worth next to nothing, a key of none the most', () => {
    const idf = idfOf([['a', 'b'], ['a', 'c'], ['a']]);
    expect(idf('a')).toBeCloseTo(Math.log(1 + 0.5 / 3.5), 10);
    expect(idf('b')).toBeCloseTo(Math.log(1 + 2.5 / 1.5), 10);
    expect(idf('z')).toBeGreaterThan(idf('b'));
  });

  test('is never negative, even when counts are older than the number of posts', () => {
    expect(idfFrom(new Map([['a', 10]]), 4)('a')).toBeGreaterThan(0);
    expect(idfFrom(new Map(), 0)('a')).toBeGreaterThan(0);
  });
});
