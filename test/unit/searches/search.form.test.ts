import fc from 'fast-check';
import { queryOfAddress, searchQuery, searchState, type SearchState } from '../../../src/features/searches/index.ts';
import { addressOfSearch, filtersOf, isEverything, withoutFilters } from '../../../src/features/searches/search.form.ts';
import { createVocabulary } from '../../../src/features/vocabulary/index.ts';

const vocabulary = createVocabulary(['face-shield', 'gloves', 'mask'].map((id) => ({ id, kind: 'product', pl: [id], en: [id] })));
const read = (query: Parameters<typeof searchState>[0]) => searchState(query, vocabulary);

test('what an address does not know is ignored, never an error', () => {
  const state = read({ q: ['a', 'b'], kind: 'x', concept: ['mask', 'mask', 'nothing'], region: 'mars', terms: ['gift', '__proto__'], sort: 'price', page: '-1' });
  expect(state).toMatchObject({ text: 'a', kind: null, concepts: ['mask'], regions: [], terms: ['gift'], sort: 'relevance', page: { number: 1 } });
});

test('text that PostgreSQL would refuse is made harmless, and is cut', () => {
  expect(read({ q: `a\u0000b\ud800${'x'.repeat(10_000)}` }).text).toMatch(/^ab\ufffdx{297}$/);
});

test('newest without words, best match with words; the standard is left out of the address', () => {
  expect(read({}).sort).toBe('newest');
  expect(read({ q: 'maska' }).sort).toBe('relevance');
  expect(searchQuery(read({ q: 'maska' }))['sort']).toBeUndefined();
  expect(searchQuery(read({ q: 'maska', sort: 'newest' }))['sort']).toBe('newest');
});

const queries = fc.record({
  q: fc.string(), kind: fc.constantFrom('need', 'offer', ''), concept: fc.subarray(['face-shield', 'gloves', 'mask']),
  region: fc.subarray(['mazowieckie', 'pomorskie', 'slaskie']), terms: fc.subarray(['gift', 'at-cost', 'price']),
  urgent: fc.constantFrom('1', ''), covered: fc.constantFrom('1', ''), sort: fc.constantFrom('newest', 'soonest', 'nearest'), town: fc.string({ maxLength: 20 }),
  page: fc.constantFrom('1', '2', '77'),
});

test('a state survives its address', () => {
  fc.assert(fc.property(queries, (query) => {
    const state = read(query);
    const address = new URLSearchParams(Object.entries(searchQuery(state, { page: state.page })).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]))).toString();
    expect(read(queryOfAddress(address))).toEqual(state);
  }));
});

test('equal searches have one address, however they are sorted, paged, placed or ordered', () => {
  const same = (state: SearchState) => addressOfSearch(state);
  fc.assert(fc.property(queries, (query) => {
    const state = read(query);
    const other = read({ ...query, concept: query.concept.toReversed(), sort: 'soonest', page: '5', town: 'Toruń', covered: '1' });
    expect(same(other)).toBe(same(state));
    expect(addressOfSearch(read(queryOfAddress(same(state))))).toBe(same(state));
  }));
});

test('without its filters a search keeps its words and kind', () => {
  const state = read({ q: 'maska', kind: 'need', concept: 'mask', region: 'pomorskie', urgent: '1' });
  expect(filtersOf(state)).toBe(3);
  expect(withoutFilters(state)).toMatchObject({ text: 'maska', kind: 'need', concepts: [], regions: [], urgent: false });
  expect([isEverything(read({})), isEverything(state), isEverything(read({ kind: 'need' }))]).toEqual([true, false, false]);
});
