import type { Place, SearchQuery, SearchScope, Sort } from '../port.ts';
import type { Bindings } from './bindings.ts';
import { storable } from './literals.ts';

/** Everything here speaks of `search_document d` and takes values only as bindings. */

const EARTH_DIAMETER_KM = 12_742;
/** A degree of latitude is never shorter. */
const KM_PER_DEGREE = 110.5;

/** SQL condition: published for these eyes and not over. */
export function standing(scope: SearchScope, today: string, sql: Bindings): string {
  return `${visible(scope, sql)} AND (d.ends_on IS NULL OR d.ends_on >= ${sql.bind(today)}::date)`;
}

function visible(scope: SearchScope, sql: Bindings): string {
  if (scope.all) return 'TRUE';
  const seen = [`d.visibility = 'public'`];
  if (scope.member) seen.push(`d.visibility = 'members'`);
  if (scope.organisationId !== null) {
    const organisation = `${sql.bind(scope.organisationId)}::uuid`;
    seen.push(`d.organisation_id = ${organisation}`);
    if (scope.member) seen.push(`(d.visibility = 'chosen' AND ${organisation} = ANY (d.audience))`);
  }
  return `(${seen.join(' OR ')})`;
}

/** SQL condition: everything but the facets' own filters. `match` is a tsquery, null for no text. */
export function matching(query: SearchQuery, match: string | null, sql: Bindings): string {
  const text = match === null ? 'TRUE' : `d.keys @@ ${sql.bind(match)}::tsquery`;
  return `${text} AND ${standing(query.scope, query.today, sql)} AND ${plainFilters(query, sql)}`;
}

function plainFilters(query: SearchQuery, sql: Bindings): string {
  const wanted = ['TRUE'];
  if (query.urgent) wanted.push('d.urgent');
  if (!query.includeCovered) wanted.push('NOT d.covered');
  if (query.near && query.near.radiusKm !== null) wanted.push(withinRadius(query.near, query.near.radiusKm, sql));
  return wanted.join(' AND ');
}

function withinRadius(place: Place, radiusKm: number, sql: Bindings): string {
  const degrees = radiusKm / KM_PER_DEGREE;
  const [south, north] = [sql.bind(place.lat - degrees), sql.bind(place.lat + degrees)];
  return `d.lat BETWEEN ${south} AND ${north} AND ${distanceKm(place, sql)} <= ${sql.bind(radiusKm)}`;
}

/** SQL expression: great-circle distance in km (haversine), null for documents without a place. */
export function distanceKm(place: Place, sql: Bindings): string {
  const lat = `${sql.bind(place.lat)}::float8`;
  const lng = `${sql.bind(place.lng)}::float8`;
  const half = `power(sin(radians(d.lat - ${lat}) / 2), 2)
    + cos(radians(${lat})) * cos(radians(d.lat)) * power(sin(radians(d.lng - ${lng}) / 2), 2)`;
  return `${EARTH_DIAMETER_KM} * asin(sqrt(least(1, ${half})))`;
}

/** SQL conditions of the facets' own filters, `TRUE` where nothing is asked. */
export interface FacetFilters {
  kinds: string;
  concepts: string;
  regions: string;
  terms: string;
}

export function facetFilters(query: SearchQuery, sql: Bindings): FacetFilters {
  const among = (column: string, values: readonly string[]): string =>
    values.length > 0 ? `coalesce(d.${column} = ANY (${sql.bind(values.map(storable))}::text[]), FALSE)` : 'TRUE';
  const concepts = query.concepts.map(storable);
  return {
    kinds: among('kind', query.kind === null ? [] : [query.kind]),
    concepts: concepts.length > 0 ? `d.concepts && ${sql.bind(concepts)}::text[]` : 'TRUE',
    regions: among('region', query.regions),
    terms: among('terms', query.terms),
  };
}

/** What the orders need, as SQL expressions; null where the query does not give it. */
export interface Measures {
  rank: string | null;
  distance: string | null;
}

const NEWEST = 'd.published_at DESC, d.id';

const ORDERS: Readonly<Record<Sort, (measures: Measures) => string>> = {
  relevance: ({ rank }) => (rank === null ? NEWEST : `${rank} DESC, ${NEWEST}`),
  nearest: ({ distance }) => (distance === null ? NEWEST : `${distance} ASC NULLS LAST, ${NEWEST}`),
  soonest: () => `d.due_on ASC NULLS LAST, ${NEWEST}`,
  newest: () => NEWEST,
};

/** SQL order without ties. Sort keys that are not in the list are `newest`. */
export function orderOf(sort: Sort, measures: Measures): string {
  return (Object.hasOwn(ORDERS, sort) ? ORDERS[sort] : ORDERS.newest)(measures);
}
