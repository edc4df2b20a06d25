import { one, many, type PageRequest } from '../../web/route.ts';
import { pageFrom, type Page } from '../../kernel/page.ts';
import type { PostKind, Sort, Terms } from '../../search/port.ts';
import { REGIONS } from '../organisations/index.ts';
import { TERMS } from '../posts/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';

export const PAGE_SIZE = 20;
export const SORTS: readonly Sort[] = ['relevance', 'newest', 'soonest', 'nearest'];
const LONGEST = 300;

/** Every state of the board, as its address says it. */
export interface BoardState {
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

/** Reads the address; what it does not know is ignored, so that no address is an error. */
export function boardState({ query }: Pick<PageRequest, 'query'>, vocabulary: Vocabulary): BoardState {
  const kind = one(query['kind']);
  const text = (one(query['q']) ?? '').replaceAll('\u0000', '').slice(0, LONGEST).trim();
  const regions: readonly string[] = REGIONS.map(({ id }) => id);
  return {
    text,
    kind: kind === 'need' || kind === 'offer' ? kind : null,
    concepts: many(query['concept']).filter((id) => vocabulary.has(id)).slice(0, 20),
    regions: many(query['region']).filter((id) => regions.includes(id)),
    terms: TERMS.filter((term) => many(query['terms']).includes(term)),
    urgent: one(query['urgent']) === '1',
    covered: one(query['covered']) === '1',
    sort: SORTS.find((sort) => sort === one(query['sort'])) ?? (text ? 'relevance' : 'newest'),
    town: (one(query['town']) ?? '').slice(0, 80).trim(),
    page: pageFrom(one(query['page']), PAGE_SIZE),
  };
}

/** The query of an address for this state; standard values are left out. */
export function boardQuery(state: BoardState, change: Partial<BoardState> = {}): Record<string, string | string[] | undefined> {
  const next = { ...state, page: { number: 1, size: PAGE_SIZE }, ...change };
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
