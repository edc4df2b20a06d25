import { SavedSearchSchema, SearchHitSchema } from './saved-search.schema.ts';

export { matchSearches } from './match-searches.command.ts';
export type { SavedSearch } from './saved-search.ts';
export { savedSearchRepository } from './saved-search.repository.ts';
export { savedSearchRoutes } from './saved-searches.routes.ts';
export { savedSearchRows } from './saved-searches.view.ts';
export {
  peopleWithHits, savedSearchQueries, searchesById, waitingHits, type SavedSearchQueries, type WaitingHit,
} from './saved-searches.queries.ts';
export { TELL_SEARCHES } from './searches.jobs.ts';
export { dropStaleHits, markHitsTold, moveHitsToDigest, moveLeftHitsToDigest } from './search-hits.repository.ts';
export { searchName } from './search-name.view.ts';
export {
  filtersOf, isEverything, PAGE_SIZE, queryOfAddress, searchQuery, searchState, SORTS, withoutFilters, type AddressQuery, type SearchState,
} from './search.form.ts';

export const searchSchemas = [SavedSearchSchema, SearchHitSchema];
