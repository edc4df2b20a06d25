import type { SearchQuery, SearchResult } from '../../src/search/port.ts';
import type { EngineUnderTest } from './engine-under-test.ts';
import {
  INFLECTION, LANGUAGES, NUMBERS, ODD_TEXTS, PREFIXES, SEVERAL_WORDS, TYPOS, VISIBILITY, WITHOUT_DIACRITICS,
} from './search-cases.ts';
import type { SearchCase } from './search-cases.ts';
import { asking, CORPUS, namesOf } from './search-corpus.ts';
import { FILTERS, ORDERS, PLACES } from './search-filter-cases.ts';
import { candidateContract } from './search-candidates.ts';
import { facetContract } from './search-facets.ts';
import { writingContract } from './search-writing.ts';

/** What every engine must do, whatever it is made of. `open` is called once per group and must be closed by `close`. */
export function searchEngineContract(open: () => Promise<EngineUnderTest>): void {
  describe('reading', () => {
    let subject: EngineUnderTest;
    const ask = (parts: Partial<SearchQuery>): Promise<SearchResult> => subject.engine.search(asking(parts));

    beforeAll(async () => {
      subject = await open();
      await subject.engine.put(CORPUS);
      await subject.settle();
    });
    afterAll(() => subject.close());

    const table = (name: string, cases: readonly SearchCase[]): void => {
      describe(name, () => {
        test.each(cases)('$name', async (expected) => meets(expected, await ask(expected.ask)));
      });
    };
    table('inflected words', INFLECTION);
    table('words without Polish letters', WITHOUT_DIACRITICS);
    table('Polish and English', LANGUAGES);
    table('numbers and norms', NUMBERS);
    table('misspelt words', TYPOS);
    table('words that are being typed', PREFIXES);
    table('several words', SEVERAL_WORDS);
    table('odd texts', ODD_TEXTS);
    table('what each reader may see', VISIBILITY);
    table('filters', FILTERS);
    table('places', PLACES);
    table('orders', ORDERS);
    facetContract(ask);
    candidateContract(() => subject.engine);
  });
  writingContract(open);
}

function meets(expected: SearchCase, { ids, total, didYouMean }: SearchResult): void {
  const found = namesOf(ids);
  expect(total).toBe(found.length);
  if (expected.only) expect(found.toSorted()).toEqual(expected.only.toSorted());
  if (expected.order) expect(found).toEqual(expected.order);
  if (expected.first) expect(found[0]).toBe(expected.first);
  expect(found).toEqual(expect.arrayContaining(expected.has ?? []));
  for (const name of expected.hasNot ?? []) expect(found).not.toContain(name);
  expect(didYouMean).toBe(expected.didYouMean ?? null);
}
