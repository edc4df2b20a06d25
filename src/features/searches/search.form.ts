import { withQuery } from '../../paths.ts';
import { pageFrom, type Page } from '../../kernel/page.ts';
import type { PostKind, Sort, Terms } from '../../search/port.ts';
import { REGIONS } from '../organisations/index.ts';
import { TERMS } from '../posts/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';

export const PAGE_SIZE = 20;
export const SORTS: readonly Sort[] = ['relevance', 'newest', 'soonest', 'nearest'];
const LONGEST = 300;

/** What is looked for, and how it is shown: every state of the board, as its address says it. */
export interface SearchState {
  text: string;
  kind: PostKind | null;
  concepts: string[];
  regions: string[];
  terms: Terms[];
  urgent: boolean;
  covered: boolean;
  sort: Sort;
  town: string;
  page: Page;
}

/** Parameters of an address; a repeated one keeps all its values. */
export type AddressQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

const all = (value: string | readonly string[] | undefined): readonly string[] =>
  (value === undefined ? [] : typeof value === 'string' ? [value] : value);

/* What PostgreSQL cannot store has no business in an address either. */
const words = (value: string | readonly string[] | undefined, longest: number): string =>
  (all(value)[0] ?? '').replaceAll('\u0000', '').slice(0, longest).toWellFormed().trim();

/** Reads the address; what it does not know is ignored, so that no address is an error. */
export function searchState(query: AddressQuery, vocabulary: Vocabulary): SearchState {
  const [kind] = all(query['kind']);
  const [sort] = all(query['sort']);
  const text = words(query['q'], LONGEST);
  return {
    text,
    kind: kind === 'need' || kind === 'offer' ? kind : null,
    concepts: [...new Set(all(query['concept']))].filter((id) => vocabulary.has(id)).slice(0, 20),
    regions: REGIONS.map(({ id }) => id).filter((id) => all(query['region']).includes(id)),
    terms: TERMS.filter((term) => all(query['terms']).includes(term)),
    urgent: all(query['urgent'])[0] === '1',
    covered: all(query['covered'])[0] === '1',
    sort: SORTS.find((one) => one === sort) ?? (text ? 'relevance' : 'newest'),
    town: words(query['town'], 80),
    page: pageFrom(all(query['page'])[0], PAGE_SIZE),
  };
}

/** The query of an address for this state, its first page unless told; standard values are left out. */
export function searchQuery(state: SearchState, change: Partial<SearchState> = {}): Record<string, string | string[] | undefined> {
  const next = { ...state, page: { ...state.page, number: 1 }, ...change };
  const standardSort = next.text ? 'relevance' : 'newest';
  return {
    q: next.text,
    kind: next.kind ?? undefined,
    concept: next.concepts,
    region: next.regions,
    terms: next.terms,
    urgent: next.urgent ? '1' : undefined,
    covered: next.covered ? '1' : undefined,
    town: next.town,
    sort: next.sort === standardSort ? undefined : next.sort,
    page: next.page.number > 1 ? String(next.page.number) : undefined,
  };
}

/** What is looked for, as one text: equal searches have equal ones, however they are sorted, paged or placed. */
export function addressOfSearch(state: SearchState): string {
  const plain = { ...state, covered: false, town: '', sort: state.text ? ('relevance' as const) : ('newest' as const) };
  const query = searchQuery({ ...plain, concepts: plain.concepts.toSorted() });
  return withQuery('', query).slice(1);
}

/** The parameters of such a text, for {@link searchState}. */
export function queryOfAddress(address: string): AddressQuery {
  const params = new URLSearchParams(address);
  return Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]));
}

/** The same search without anything that narrows it but its words and kind. */
export const withoutFilters = (state: SearchState): SearchState =>
  ({ ...state, concepts: [], regions: [], terms: [], urgent: false, page: { ...state.page, number: 1 } });

/** How many things narrow the search besides its words and kind. */
export const filtersOf = ({ concepts, regions, terms, urgent }: SearchState): number =>
  concepts.length + regions.length + terms.length + Number(urgent);

/** True when it asks for everything on the board. */
export const isEverything = (state: SearchState): boolean => state.text === '' && state.kind === null && filtersOf(state) === 0;
