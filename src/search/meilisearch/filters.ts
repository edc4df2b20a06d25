import type { Match, Word } from '../match.ts';
import type { Place, SearchQuery, SearchScope } from '../port.ts';
import { among, dayNumber, encoded, wordOf } from './notation.ts';

/** Filters are built of ids, names from fixed lists and numbers alone, and those are encoded. */

const METRES = 1_000;

/** All of the conditions; null and empty ones ask nothing. */
export function both(...conditions: readonly (string | null)[]): string {
  return conditions.filter((condition) => condition !== null && condition !== '').join(' AND ');
}

/** Published for these eyes and not over. */
export function standing(scope: SearchScope, today: string): string {
  return both(visible(scope), `endsOn >= ${dayNumber(today)}`);
}

function visible(scope: SearchScope): string | null {
  if (scope.all) return null;
  const seen = ['visibility = public'];
  if (scope.member) seen.push('visibility = members');
  if (scope.organisationId !== null) {
    const own = `"${encoded(scope.organisationId)}"`;
    seen.push(`organisationId = ${own}`);
    if (scope.member) seen.push(`(visibility = chosen AND audience = ${own})`);
  }
  return `(${seen.join(' OR ')})`;
}

/** Everything but the text and the facets' own filters. */
export function plainFilters(query: SearchQuery): string {
  const { near } = query;
  return both(
    standing(query.scope, query.today),
    query.urgent ? 'urgent = true' : null,
    query.includeCovered ? null : 'covered = false',
    near && near.radiusKm !== null ? `_geoRadius(${place(near)}, ${(near.radiusKm * METRES).toFixed(0)})` : null,
  );
}

/** `lat, lng` as filters and sorts take it. */
export function place({ lat, lng }: Place): string {
  return `${lat.toFixed(6)}, ${lng.toFixed(6)}`;
}

export type FacetName = 'kinds' | 'concepts' | 'regions' | 'terms';

/** The attribute that each facet counts. */
export const ATTRIBUTES: Readonly<Record<FacetName, string>> = {
  kinds: 'kind', concepts: 'about', regions: 'region', terms: 'terms',
};

/** The facets' own filters; null where nothing is asked. */
export function facetFilters(query: SearchQuery): Record<FacetName, string | null> {
  const of = (attribute: string, values: readonly string[]): string | null =>
    values.length > 0 ? among(attribute, values) : null;
  return {
    kinds: of('kind', query.kind === null ? [] : [query.kind]),
    concepts: of('about', query.concepts),
    regions: of('region', query.regions),
    terms: of('terms', query.terms),
  };
}

/** What finds: a filter, and the words in quotation marks, which filters cannot ask for. */
export function filterOf(match: Match): string {
  if ('all' in match) return `(${both(...match.all.map(filterOf))})`.replace(/^\(\)$/, '');
  if ('any' in match) return `(${match.any.map(filterOf).filter((part) => part !== '').join(' OR ')})`;
  if ('keys' in match) return among('keys', match.keys);
  if ('beginning' in match) return `keys STARTS WITH "${encoded(match.beginning)}"`;
  return 'concept' in match ? among('concepts', [match.concept]) : '';
}

/** The quotation in a match, as a query: preferred keys side by side, stop words left out. */
export function quotations(match: Match): string[] {
  if ('all' in match) return match.all.flatMap(quotations);
  return 'chain' in match ? [quotation(match.chain)] : [];
}

function quotation(words: readonly Word[]): string {
  return `"${words.map(({ keys }) => wordOf(keys[0] ?? '')).join(' ')}"`;
}
