import type { SearchResult } from '../../search/port.ts';
import { boardView } from '../board/index.ts';
import { REGIONS } from '../organisations/index.ts';
import { searchState } from '../searches/index.ts';
import { boardRows } from './rows.view.ts';
import type { Stage } from './stage.view.ts';

const TOTAL = 187;
const CHOSEN = { q: 'przyłbica', concept: ['face-shield'], region: ['kujawsko-pomorskie'], terms: 'gift', urgent: '1', page: '4' };

/* The regions have ever fewer posts, the last ones none: every shade of the map is there. */
const REGION_COUNTS = REGIONS.map(({ id }, i) => ({ value: id, count: Math.floor(120 / (i + 1) ** 2) })).filter(({ count }) => count > 0);

const result = (total: number): SearchResult => ({
  ids: [], total, totalExact: true, didYouMean: null, engine: 'postgres',
  facets: {
    exact: true,
    kinds: [{ value: 'need', count: 120 }, { value: 'offer', count: 67 }],
    concepts: [{ value: 'face-shield', count: 31 }, { value: 'surgical-mask', count: 12 }, { value: 'petg', count: 4 }],
    regions: REGION_COUNTS,
    terms: [{ value: 'gift', count: 90 }, { value: 'price', count: 44 }],
  },
});

/** The board in the middle of a search with every facet chosen, and what it says when nothing is found. */
export function boardSamples(stage: Stage) {
  const { request, vocabulary, baseUrl } = stage;
  const state = searchState(CHOSEN, vocabulary);
  const common = { request, vocabulary, baseUrl, townFound: true, meant: [] };
  const nothing = (query: Record<string, string>, unfiltered: number) =>
    boardView({ ...common, state: searchState(query, vocabulary), result: result(0), rows: [], unfiltered }).nothing;
  const { search, tabs, filters, chips, clearHref, pagination } =
    boardView({ ...common, state, result: result(TOTAL), rows: boardRows(stage), unfiltered: 0 });
  return {
    search, tabs, filters, chips, clearHref, pagination,
    nothing: [nothing({ q: 'qwerty' }, 0), nothing({ q: CHOSEN.q, region: 'lubuskie' }, 12)],
  };
}
