import { fit } from '../../../src/features/matches/fit.ts';
import type { FitNeed, FitOffer } from '../../../src/features/matches/fit-post.ts';
import type { Reason } from '../../../src/features/matches/reasons.ts';
import { KRAKOW, TODAY, TORUN, aNeed, anOffer, context, head, knowledge, pieces } from './posts.ts';

const fitOf = (need: Partial<FitNeed>, offer: Partial<FitOffer>) => fit(aNeed(need), anOffer(offer), knowledge, TODAY);
const codes = (reasons: readonly Reason[]) => reasons.map(({ code }) => code);
const about = (...ids: string[]) => ({ concepts: ids.map(head), keys: [], titleKeys: [] });

test('the thing asked, near, in time, all of it', () => {
  const found = fitOf({}, {});
  expect(found.verdict).toBe('fits');
  expect(found.score).toBeCloseTo(1, 10);
  expect(found.covers).toBe(pieces(1000));
  expect(codes(found.reasons)).toEqual(['same-product', 'quantity-full', 'in-time', 'distance']);
});

test('300 of 1 000 from the next town, four days late, still fits', () => {
  const found = fitOf({}, { ...TORUN, quantity: pieces(300), availableFrom: '2026-11-14' });
  expect(found.verdict).toBe('fits');
  expect(found.covers).toBe(pieces(300));
  expect(found.reasons).toEqual([
    { code: 'same-product', concept: 'face-shield' },
    { code: 'quantity-part', available: '300', asked: '1000', unit: 'szt' },
    { code: 'late', days: 4 },
    { code: 'distance', km: 41, within: false },
  ]);
});

describe('a wrong thing is not rescued', () => {
  test('by being next door, today, certified and of the same CPV code', () => {
    const found = fitOf(
      { ...about('gown'), requiredCertificates: ['CE'], cpv: '33199000' },
      { ...about('face-shield'), certificatesHeld: ['CE'], proof: 'certificate', cpv: '33199000' },
    );
    expect(found).toMatchObject({ verdict: 'no', score: 0, covers: null, reasons: [] });
  });

  test('by being free of all other faults: the score of a wrong thing stays below a right thing with faults', () => {
    const wrong = fitOf(about('gown'), about('face-shield'));
    const right = fitOf({}, { ...KRAKOW, quantity: pieces(10), availableFrom: '2026-12-30' });
    expect(right.score).toBeGreaterThan(wrong.score);
  });
});

describe('what is known caps the verdict', () => {
  test.each<[string, Partial<FitNeed>, Partial<FitOffer>, string, string]>([
    ['a required certificate is missing', { requiredCertificates: ['CE'] }, { certificatesHeld: ['ISO 9001'] },
      'maybe', 'certificate-missing'],
    ['the proof is too weak', { acceptable: ['certificate'] }, { proof: 'maker-made' }, 'maybe', 'proof-too-weak'],
    ['a part is not accepted', { acceptsPart: false }, { quantity: pieces(999) }, 'maybe', 'part-not-accepted'],
    ['beyond the radius', {}, { ...TORUN, radiusKm: 10 }, 'maybe', 'too-far'],
    ['a month late', {}, { availableFrom: '2026-12-10' }, 'maybe', 'late'],
    ['nothing free', {}, { quantity: pieces(0) }, 'no', 'quantity-none'],
    ['over', {}, { availableUntil: '2026-10-01' }, 'no', 'offer-ended'],
  ])('%s', (_, need, offer, verdict, code) => {
    const found = fitOf(need, offer);
    expect(found.verdict).toBe(verdict);
    expect(codes(found.reasons)).toContain(code);
  });

  test('many small faults together make a maybe', () => {
    const faults = { ...KRAKOW, quantity: pieces(100), availableFrom: '2026-11-20' as const };
    expect(fitOf({}, faults).verdict).toBe('maybe');
  });
});

test('missing data is neutral and a question', () => {
  const found = fitOf(
    { quantity: null, requiredCertificates: ['CE'], acceptable: ['certificate'] },
    { availableFrom: null, leadTimeDays: null, lat: null, lng: null, region: null, radiusKm: 50 },
  );
  expect(found.verdict).toBe('fits');
  expect(found.score).toBeCloseTo(fitOf({}, {}).score, 10);
  expect(codes(found.reasons)).toEqual([
    'same-product', 'quantity-unknown', 'date-unknown', 'certificate-unknown', 'proof-unknown', 'place-unknown',
  ]);
});

test('an organisation does not answer itself', () => {
  expect(fitOf({ organisationId: 'one' }, { organisationId: 'one' }).verdict).toBe('no');
});

describe('related things are at best maybe', () => {
  test.each<[string, Partial<FitOffer>, Reason]>([
    ['can make it', about('3d-printing'), { code: 'can-make', by: '3d-printing', product: 'face-shield' }],
    ['a kind of what can make it', about('fdm'), { code: 'can-make', by: 'fdm', product: 'face-shield' }],
    ['material for it', about('pet-film'), { code: 'material-for', material: 'pet-film', product: 'face-shield' }],
    ['a part of it', about('headband'), { code: 'part-of', part: 'headband', product: 'face-shield' }],
    ['something else for the same', { concepts: [head('gown'), context('face-shield')], keys: [], titleKeys: [] },
      { code: 'same-use', concept: 'face-shield' }],
  ])('%s', (_, offer, reason) => {
    const found = fitOf({}, offer);
    expect(found.verdict).toBe('maybe');
    expect(found.reasons[0]).toEqual(reason);
  });
});

test('a kind of the thing asked fits, and says which', () => {
  const found = fitOf({}, about('child-shield'));
  expect(found.verdict).toBe('fits');
  expect(found.reasons[0]).toEqual({ code: 'similar-product', concept: 'child-shield', sought: 'face-shield' });
});

describe('things that no concept names', () => {
  const said = (...keys: string[]) => ({ concepts: [], keys, titleKeys: keys });

  test('some words in common: maybe', () => {
    const found = fitOf(said('plandeka', 'namiot', 'hala'), said('plandeka', 'namiot'));
    expect(found.verdict).toBe('maybe');
    expect(found.reasons[0]).toEqual({ code: 'words', words: ['plandeka', 'namiot'] });
  });

  test('one word that is the whole need: maybe', () => {
    expect(fitOf(said('plandeka'), said('plandeka', 'namiot')).verdict).toBe('maybe');
  });

  test('nearly every word: fits', () => {
    const words = ['plandeka', 'namiot', 'hala', 'zielony', 'oczko'];
    expect(fitOf(said(...words), said(...words)).verdict).toBe('fits');
  });

  test('units and figures in common say nothing', () => {
    expect(fitOf(said('sztuka', '300', 'komplet'), said('sztuka', '300', 'komplet')).verdict).toBe('no');
  });
});
