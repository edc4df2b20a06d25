import type { MultiSearchQuery } from 'meilisearch';
import type { Found } from '../ladder.ts';
import type { FacetCount, SearchQuery } from '../port.ts';
import type { TextQuery } from '../query-plan.ts';
import { MARK } from './document.ts';
import { ATTRIBUTES, both, facetFilters, filterOf, place, plainFilters, quotations, type FacetName } from './filters.ts';
import { conceptWord, decoded, wordOf } from './notation.ts';
import type { Answer } from './server.ts';

/** The server heeds ten words of a query and leaves the rest out. */
const MOST_TERMS = 10;
const MOST_CONCEPTS = 100;
const FACETS: readonly FacetName[] = ['kinds', 'concepts', 'regions', 'terms'];

export type Search = (queries: readonly MultiSearchQuery[]) => Promise<Answer[]>;

/**
 * One page and the counts of everything that matches, in one call. The filter decides what is found, exactly as in the
 * other engine; the words of the query only decide the order.
 */
export async function select(search: Search, indexUid: string, query: SearchQuery, text: TextQuery | null): Promise<Found> {
  const own = facetFilters(query);
  const base = both(plainFilters(query), text && filterOf(text.match));
  const quoted = text ? quotations(text.match) : [];
  const narrowed = FACETS.filter((name) => own[name] !== null);
  const [page, ...others] = await search([
    {
      indexUid,
      ...orderOf(query, text, quoted),
      filter: both(base, ...FACETS.map((name) => own[name])),
      facets: FACETS.filter((name) => own[name] === null).map((name) => ATTRIBUTES[name]),
      page: query.page.number,
      hitsPerPage: query.page.size,
      attributesToRetrieve: ['id'],
    },
    ...narrowed.map((name) => ({
      indexUid,
      q: quoted.join(' '),
      filter: both(base, ...FACETS.filter((other) => other !== name).map((other) => own[other])),
      facets: [ATTRIBUTES[name]],
      page: 1,
      hitsPerPage: 0,
    })),
  ]);
  const counted = (name: FacetName): FacetCount[] => countsOf(narrowed.includes(name) ? others[narrowed.indexOf(name)] : page, name);
  return {
    ids: (page?.hits ?? []).map(({ id }) => id),
    total: page?.totalHits ?? 0,
    totalExact: true,
    facets: {
      exact: true, kinds: counted('kinds'), concepts: counted('concepts').slice(0, MOST_CONCEPTS), regions: counted('regions'),
      terms: counted('terms'),
    },
  };
}

function countsOf(answer: Answer | undefined, name: FacetName): FacetCount[] {
  return Object.entries(answer?.facetDistribution?.[ATTRIBUTES[name]] ?? {})
    .filter(([, count]) => count > 0)
    .map(([value, count]) => ({ value: decoded(value), count }))
    .sort((a, b) => b.count - a.count || Number(a.value > b.value) - Number(a.value < b.value));
}

type Order = Pick<MultiSearchQuery, 'q' | 'sort' | 'matchingStrategy'>;

/* Sort keys that are not in the list are `newest`, which is how the ranking rules end. */
function orderOf(query: SearchQuery, text: TextQuery | null, quoted: readonly string[]): Order {
  const plain = quoted.join(' ');
  if (query.sort === 'relevance') return { q: text ? ranking(text, quoted) : plain, matchingStrategy: 'last' };
  if (query.sort === 'soonest') return { q: plain, sort: ['dueOn:asc', 'publishedAt:desc'] };
  if (query.sort === 'nearest' && query.near) return { q: plain, sort: [`_geoPoint(${place(query.near)}):asc`, 'publishedAt:desc'] };
  return { q: plain };
}

/** The mark, which every post has, then what should be there, the weightiest first. */
function ranking({ units, completion }: TextQuery, quoted: readonly string[]): string {
  const concepts = units.flatMap((unit) => unit.concepts.map(conceptWord));
  const words = units.flatMap((unit) => unit.words.map(({ keys }) => wordOf(keys[0] ?? '')));
  const goingOn = completion && 'keys' in completion.match ? completion.match.keys.slice(0, 1).map(wordOf) : [];
  return [...new Set([MARK, ...quoted, ...concepts, ...words, ...goingOn])].slice(0, MOST_TERMS).join(' ');
}
