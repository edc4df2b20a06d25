import type { FieldErrors } from '../../kernel/errors.ts';
import { FieldReader, typedFrom, type Typed } from '../posts/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { SEARCH_FREQUENCIES, type SearchFrequency } from './saved-search.ts';
import { queryOfAddress, searchState, type SearchState } from './search.form.ts';

const LONGEST_ADDRESS = 4_000;

export interface SaveSearchForm {
  typed: Typed;
  state: SearchState;
  result: { frequency: SearchFrequency } | { errors: FieldErrors };
}

/** How often, alone: the form beside a saved search. */
export function frequencyForm(body: Record<string, unknown>): { frequency: SearchFrequency } | { errors: FieldErrors } {
  const reader = new FieldReader(typedFrom(body));
  const frequency = reader.choice('frequency', SEARCH_FREQUENCIES, null);
  return frequency === null ? { errors: reader.errors } : { frequency };
}

/** The search to save, as the text of its address, and how often to tell. */
export function saveSearchForm(body: Record<string, unknown>, vocabulary: Vocabulary): SaveSearchForm {
  const typed = typedFrom(body);
  const address = new FieldReader(typed).text('search').slice(0, LONGEST_ADDRESS);
  return { typed, state: searchState(queryOfAddress(address), vocabulary), result: frequencyForm(body) };
}
