import { asking } from '../../contracts/search-corpus.ts';
import { countIn, keptSamples, takeSample, type Sample } from '../../../src/search/postgres/sample.ts';

const rowsOf = (...documents: [kind: string, region: string, terms: string, concepts: string][]) =>
  documents.map(([kinds, regions, terms, concepts], at) => ({ id: `${at}`, kinds, regions, terms, concepts }));

const DOCUMENTS = rowsOf(
  ['offer', 'lodzkie', 'gift', 'gown'], ['offer', 'lodzkie', 'price', 'gown film'],
  ['offer', '', 'price', 'film'], ['need', 'lodzkie', 'gift', 'gown'], ['need', 'opolskie', 'price', ''],
);
const whole = (): Promise<Sample> => takeSample(<R>() => Promise.resolve(DOCUMENTS as R[]), asking({}), null, keptSamples());
const counts = (facet: readonly { value: string; count: number }[]) => Object.fromEntries(facet.map(({ value, count }) => [value, count]));

describe('counts of a sample', () => {
  test('are those of all when it is all', async () => {
    const { total, totalExact, facets } = countIn(await whole(), asking({}));
    expect([total, totalExact, facets.exact]).toEqual([5, true, true]);
    expect(facets.kinds).toEqual([{ value: 'offer', count: 3 }, { value: 'need', count: 2 }]);
    expect(counts(facets.regions)).toEqual({ lodzkie: 3, opolskie: 1 });
    expect(counts(facets.concepts)).toEqual({ gown: 3, film: 2 });
  });

  test('heed every filter but the facet’s own', async () => {
    const { total, facets } = countIn(await whole(), asking({ kind: 'offer', regions: ['lodzkie'], concepts: ['film'] }));
    expect(total).toBe(1);
    expect(counts(facets.kinds)).toEqual({ offer: 1 });
    expect(counts(facets.regions)).toEqual({ lodzkie: 1 });
    expect(counts(facets.concepts)).toEqual({ gown: 2, film: 1 });
    expect(counts(facets.terms)).toEqual({ price: 1 });
  });

  test('stand for as many as there are for each', async () => {
    const { total, totalExact, facets } = countIn({ ...(await whole()), scale: 12.4 }, asking({ kind: 'need' }));
    expect([total, totalExact, facets.exact]).toEqual([25, false, false]);
    expect(counts(facets.terms)).toEqual({ gift: 12, price: 12 });
  });
});

const NOTHING = { values: [], places: [] };
const sampled = (scale: number): Sample =>
  ({ size: 0, scale, columns: { kinds: NOTHING, concepts: NOTHING, regions: NOTHING, terms: NOTHING }, counted: new Map() });

test('a sample is good for half a minute, for the same question alone', () => {
  let now = 0;
  const kept = keptSamples(() => now);
  kept.keep('today', sampled(5));
  now = 29_999;
  expect(kept.find('today')).toEqual(sampled(5));
  expect(kept.find('tomorrow')).toBeUndefined();
  now = 30_000;
  expect(kept.find('today')).toBeUndefined();
  kept.keep('today', sampled(6));
  expect(kept.find('today')).toEqual(sampled(6));
});

test('of many questions the oldest is forgotten', () => {
  const kept = keptSamples(() => 0);
  for (let at = 0; at < 17; at += 1) kept.keep(String(at), sampled(at));
  expect(kept.find('0')).toBeUndefined();
  expect([kept.find('1'), kept.find('16')]).toEqual([sampled(1), sampled(16)]);
});

describe('a sample is taken', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, at) =>
    ({ id: `${(at * 16).toString(16).padStart(8, '0')}-0000`, kinds: 'offer', concepts: at % 2 ? 'gown film' : '', regions: '', terms: 'gift' }));
  const asked = (count: number) => {
    let times = 0;
    return { times: () => times, run: <R>(): Promise<R[]> => { times += 1; return Promise.resolve(rows(count) as R[]); } };
  };

  test('once for all filters when it is a part, and its last id tells of how many', async () => {
    const { run, times } = asked(1_001);
    const kept = keptSamples(() => 0);
    const sample = await takeSample(run, asking({}), null, kept);
    expect(await takeSample(run, asking({ kind: 'offer', regions: ['lodzkie'] }), null, kept)).toBe(sample);
    expect(times()).toBe(1);
    expect(sample.size).toBe(1_000);
    // The thousandth id begins with 999 in its first 28 bits.
    expect(sample.scale).toBe(2 ** 28 / 1_000);
    expect(countIn(sample, asking({})).facets.concepts.map(({ value }) => value)).toEqual(['film', 'gown']);
  });

  test('anew each time when it is all', async () => {
    const { run, times } = asked(1_000);
    const kept = keptSamples(() => 0);
    for (let at = 0; at < 2; at += 1) expect(await takeSample(run, asking({}), null, kept)).toMatchObject({ scale: 1 });
    expect(times()).toBe(2);
  });
});
