import { createHash } from 'node:crypto';
import type { Settings } from 'meilisearch';
import { EngineFault } from '../fault.ts';

/** The index that is asked; `posts_next` is the one that is built beside it. */
export const INDEX = 'posts';
/** Change it when {@link indexedPost} changes what it writes. */
const SHAPE = 1;

const filterable = (names: readonly string[], features: { search?: boolean; compare?: boolean } = {}) => ({
  attributePatterns: [...names],
  features: {
    facetSearch: features.search ?? false,
    filter: { equality: !features.compare, comparison: features.compare ?? false },
  },
});

/** How the index works. `words` is the only list in which the server looks for beginnings and misspelt words. */
export const SETTINGS: Settings = {
  searchableAttributes: ['heads', 'title', 'contexts', 'text', 'mark'],
  displayedAttributes: ['id', 'version', 'covered', 'visibility', '_geo', 'about', 'concepts'],
  filterableAttributes: [
    filterable(['kind', 'organisationId', 'visibility', 'audience', 'covered', 'urgent', 'region', 'terms']),
    filterable(['keys', 'concepts', 'about']),
    '_geo',
    filterable(['endsOn'], { compare: true }),
    filterable(['words'], { search: true }),
  ],
  sortableAttributes: ['publishedAt', 'dueOn', '_geo'],
  rankingRules: ['sort', 'words', 'typo', 'attributeRank', 'proximity', 'publishedAt:desc'],
  typoTolerance: { enabled: true, disableOnNumbers: true, minWordSizeForTypos: { oneTypo: 4, twoTypos: 8 } },
  prefixSearch: 'disabled',
  faceting: { maxValuesPerFacet: 300, sortFacetValuesBy: { '*': 'count' } },
  pagination: { maxTotalHits: 1_000_000 },
  searchCutoffMs: 500,
  stopWords: [],
  synonyms: {},
};

/**
 * An index that the server made by itself, as it does for documents that come first, would answer otherwise or not at all.
 * @throws EngineFault `index`
 */
export function checkSettings({ rankingRules, searchableAttributes }: Settings): void {
  const text = (settings: Settings): string => JSON.stringify([settings.rankingRules, settings.searchableAttributes]);
  if (text({ rankingRules: rankingRules ?? null, searchableAttributes: searchableAttributes ?? null }) === text(SETTINGS)) return;
  throw new EngineFault('index', 'the index of the search server has other settings');
}

/** Names what an index was made by: another one must be rebuilt before it is asked. */
export function signatureOf(analyserVersion: string): string {
  return createHash('sha256').update(JSON.stringify([SHAPE, SETTINGS, analyserVersion])).digest('hex').slice(0, 16);
}
