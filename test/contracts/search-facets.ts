import type { FacetCount, SearchQuery, SearchResult } from '../../src/search/port.ts';
import { asking, namesOf } from './search-corpus.ts';

type Ask = (parts: Partial<SearchQuery>) => Promise<SearchResult>;

const counts = (facet: readonly FacetCount[]): Record<string, number> =>
  Object.fromEntries(facet.map(({ value, count }) => [value, count]));

/** Counts beside the filters and the pages of one result. */
export function facetContract(ask: Ask): void {
  describe('facets', () => {
    test('count everything that is visible', async () => {
      const { total, totalExact, facets } = await ask({});
      expect([total, totalExact, facets.exact]).toEqual([15, true, true]);
      expect(counts(facets.kinds)).toEqual({ offer: 11, need: 4 });
      expect(counts(facets.regions)).toEqual({ 'kujawsko-pomorskie': 5, lodzkie: 4, malopolskie: 3 });
      expect(counts(facets.terms)).toEqual({ price: 11, 'at-cost': 2, gift: 2 });
      expect(counts(facets.concepts)).toMatchObject({ 'face-shield': 2, film: 1, gown: 1 });
    });

    test('count a concept for posts about it, not for those that mention it', async () => {
      const { total, facets } = await ask({ concepts: ['face-shield'] });
      expect(counts(facets.concepts)['face-shield']).toBe(total);
      expect(counts(facets.concepts)).not.toHaveProperty('3d-printing');
    });

    test('ignore their own filter and heed the others', async () => {
      const { total, facets } = await ask({ kind: 'offer', regions: ['lodzkie'], terms: ['at-cost', 'gift'] });
      expect(total).toBe(2);
      expect(counts(facets.kinds)).toEqual({ offer: 2 });
      expect(counts(facets.regions)).toEqual({ lodzkie: 2, 'kujawsko-pomorskie': 2 });
      expect(counts(facets.terms)).toEqual({ price: 1, 'at-cost': 1, gift: 1 });
    });

    test('heed the words', async () => {
      const { facets } = await ask({ text: 'przyłbice', concepts: ['film'] });
      expect(counts(facets.concepts)).toEqual({ 'face-shield': 2, film: 1 });
      expect(counts(facets.regions)).toEqual({ lodzkie: 1 });
    });

    test('come most frequent first, then by value', async () => {
      const { facets } = await ask({});
      const sorted = facets.concepts.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
      expect(facets.concepts).toEqual(sorted);
      expect(facets.concepts[0]?.value).toBe('face-shield');
    });

    test.each([
      ['visitors', { member: false, organisationId: null }, 15],
      ['members', { member: true, organisationId: null }, 17],
      ['the office', { all: true }, 18],
    ] as const)('count for %s what they may see', async (_, scope, total) => {
      const found = await ask({ scope });
      expect(found.total).toBe(total);
      expect(found.facets.kinds.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    });

    test('are empty where nothing is found', async () => {
      const { total, facets } = await ask({ text: 'xyzzyqwv' });
      expect([total, facets.kinds, facets.concepts, facets.regions, facets.terms]).toEqual([0, [], [], [], []]);
    });
  });

  describe('pages', () => {
    test.each(['relevance', 'newest', 'soonest'] as const)('sorted by %s hold each post once', async (sort) => {
      const whole = namesOf((await ask({ sort, page: { number: 1, size: 100 } })).ids);
      const pages: string[] = [];
      for (let number = 1; number <= 4; number += 1) {
        const { ids, total } = await ask({ sort, page: { number, size: 4 } });
        expect(total).toBe(15);
        pages.push(...namesOf(ids));
      }
      expect(pages).toEqual(whole);
    });

    test('beyond the end are empty and still know the total', async () => {
      const { ids, total } = await ask({ page: { number: 10_000, size: 20 } });
      expect([ids, total]).toEqual([[], 15]);
    });

    test('of words are stable', async () => {
      const one = await ask(asking({ text: 'ochronne osłony' }));
      const again = await ask(asking({ text: 'ochronne osłony' }));
      expect(again).toEqual(one);
    });
  });
}
