import { pageFrom } from '../../kernel/page.ts';
import { PAGE_SIZE, searchState, type AddressQuery, type SearchState } from '../searches/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const STANDARD = 10;
const MOST = 30;

/** What the address of an embedded board says. */
export interface EmbedState {
  theme: Theme;
  /** Posts shown, 1–30. */
  size: number;
  state: SearchState;
}

const one = (value: AddressQuery[string]): string | undefined => (typeof value === 'string' ? value : value?.[0]);

/** Reads the address as the board does; what it does not know is ignored. */
export function embedState(query: AddressQuery, vocabulary: Vocabulary): EmbedState {
  const { number } = pageFrom(one(query['size']) ?? String(STANDARD), PAGE_SIZE);
  const size = Math.min(number, MOST);
  const asked = searchState(query, vocabulary);
  return {
    theme: THEMES.find((theme) => theme === one(query['theme'])) ?? 'auto',
    size,
    state: { ...asked, sort: asked.sort === 'nearest' ? 'newest' : asked.sort, town: '', page: { number: 1, size } },
  };
}
