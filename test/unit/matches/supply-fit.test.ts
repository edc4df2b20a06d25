import { supplyFit } from '../../../src/features/matches/supply-fit.ts';
import type { FitOffer } from '../../../src/features/matches/fit-post.ts';
import { TODAY, aNeed, anOffer, pieces } from './posts.ts';

const capacity = (changes: Partial<FitOffer> = {}): FitOffer =>
  anOffer({ mode: 'capacity', quantity: null, perWeek: pieces(700), ...changes });

test('a capacity tells what it makes in time', () => {
  const part = supplyFit(aNeed(), capacity({ leadTimeDays: 3 }), TODAY);
  expect(part.covers).toBe(pieces(500));
  expect(part.reasons.map(({ code }) => code)).toEqual(['quantity-part', 'in-time']);
});

test('one that makes too small a part in time tells of its first week, late', () => {
  const part = supplyFit(aNeed({ smallestPart: pieces(600) }), capacity({ leadTimeDays: 6 }), TODAY);
  expect(part.covers).toBe(pieces(700));
  expect(part.cap).toBe('fits');
  expect(part.reasons).toEqual([
    { code: 'quantity-part', available: '700', asked: '1000', unit: 'szt' }, { code: 'late', days: 5 },
  ]);
});

test('a part in time is worth at least a week of work that comes late', () => {
  const lastDay = supplyFit(aNeed(), capacity({ availableFrom: '2026-11-09' }), TODAY);
  const dayAfter = supplyFit(aNeed(), capacity({ availableFrom: '2026-11-11' }), TODAY);
  expect(lastDay.covers).toBe(pieces(100));
  expect(lastDay.factor).toBeGreaterThan(dayAfter.factor);
});
