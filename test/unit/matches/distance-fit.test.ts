import { distanceFit } from '../../../src/features/matches/distance-fit.ts';
import type { FitOffer } from '../../../src/features/matches/fit-post.ts';
import { BYDGOSZCZ, KRAKOW, TORUN, aNeed, anOffer } from './posts.ts';

const NOWHERE = { lat: null, lng: null, region: null };
const from = (changes: Partial<FitOffer>) => distanceFit(aNeed(), anOffer(changes));

test('the same town leaves the score alone', () => {
  expect(from(BYDGOSZCZ)).toEqual({ factor: 1, cap: 'fits', reasons: [{ code: 'distance', km: 0, within: false }] });
});

test('a town within the radius', () => {
  expect(from({ ...TORUN, radiusKm: 60 }).reasons).toEqual([{ code: 'distance', km: 41, within: true }]);
});

test('beyond the radius: at best maybe, and less than the distance alone would leave', () => {
  const beyond = from({ ...TORUN, radiusKm: 40 });
  expect(beyond.reasons).toEqual([{ code: 'too-far', km: 41, radius: 40 }]);
  expect(beyond.cap).toBe('maybe');
  expect(beyond.factor).toBeLessThan(from(TORUN).factor);
});

test('a radius of delivery says nothing about what is fetched', () => {
  expect(from({ ...TORUN, radiusKm: 40, handover: 'pick-up' }).cap).toBe('fits');
});

test.each([
  [{ ...NOWHERE, region: 'kujawsko-pomorskie' }, 'same-region'],
  [NOWHERE, 'whole-country'],
  [{ ...NOWHERE, radiusKm: 50 }, 'place-unknown'],
  [{ ...NOWHERE, handover: 'pick-up' as const }, 'place-unknown'],
])('%j without coordinates is neutral: %s', (changes, code) => {
  const part = from(changes);
  expect(part.reasons.map((reason) => reason.code)).toEqual([code]);
  expect(part.factor).toBe(1);
});

test('from abroad is a question whether or not the town is known', () => {
  expect(from({ ...NOWHERE, country: 'CZ' }).reasons).toEqual([{ code: 'abroad', country: 'CZ' }]);
  expect(from({ ...KRAKOW, country: 'CZ' }).reasons.map(({ code }) => code)).toEqual(['distance', 'abroad']);
  expect(from({ ...KRAKOW, country: 'CZ' }).factor).toBeLessThan(from(KRAKOW).factor);
});
