import { fitSupplier } from '../../../src/features/matches/fit-supplier.ts';
import type { FitNeed, FitSupplier } from '../../../src/features/matches/fit-post.ts';
import { prepareNeed } from '../../../src/features/matches/prepare.ts';
import { KRAKOW, TORUN, aNeed, knowledge } from './posts.ts';

const supplier = (changes: Partial<FitSupplier> = {}): FitSupplier =>
  ({ ...TORUN, organisationId: 'firm', capabilities: ['fdm'], certificatesHeld: [], country: 'PL', ...changes });
const fitOf = (need: Partial<FitNeed>, changes: Partial<FitSupplier>) =>
  fitSupplier(prepareNeed(aNeed(need), knowledge), supplier(changes));

test('a firm that can make it: maybe, with the reason, never how many', () => {
  expect(fitOf({}, {})).toMatchObject({
    verdict: 'maybe', covers: null,
    reasons: [{ code: 'can-make', by: 'fdm', product: 'face-shield' }, { code: 'distance', km: 41, within: false }],
  });
});

test('even the very thing is only a maybe, ranked above what can make it and below an offer', () => {
  const same = fitOf({}, { capabilities: ['face-shield'] });
  expect(same.verdict).toBe('maybe');
  expect(same.score).toBeGreaterThan(fitOf({}, {}).score);
  expect(same.score).toBeLessThanOrEqual(0.5);
});

test('a firm that can do something else, or nothing: no', () => {
  expect(fitOf({}, { capabilities: ['gown'] }).verdict).toBe('no');
  expect(fitOf({}, { capabilities: [] }).verdict).toBe('no');
});

test('the organisation of the need itself: no', () => {
  expect(fitOf({}, { organisationId: 'clinic' }).verdict).toBe('no');
});

test('near firms first; a missing certificate is said', () => {
  expect(fitOf({}, KRAKOW).score).toBeLessThan(fitOf({}, {}).score);
  const uncertified = fitOf({ requiredCertificates: ['CE'] }, { certificatesHeld: ['ISO 9001'] });
  expect(uncertified.reasons).toContainEqual({ code: 'certificate-missing', name: 'CE' });
});
