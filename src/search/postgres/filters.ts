import type { Place, SearchQuery, SearchScope, Sort } from '../port.ts';
import type { Bindings } from './bindings.ts';
import { preparedAlone } from '../../db/prepared.ts';
import { storable } from '../match.ts';
import { aboutAnyOf } from './literals.ts';

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
  const between = (column: string, middle: number, by: number): string =>
    `d.${column} BETWEEN ${sql.bind(middle - by)} AND ${sql.bind(middle + by)}`;
  const degrees = radiusKm / KM_PER_DEGREE;
  const wide = degrees / Math.cos(radians(Math.min(Math.abs(place.lat) + degrees, 89)));
  const box = [between('lat', place.lat, degrees)];
  if (Math.abs(place.lng) + wide < 180) box.push(between('lng', place.lng, wide));
  const farthest = Math.sin(Math.min(radiusKm / EARTH_DIAMETER_KM, Math.PI / 2)) ** 2;
  return `${box.join(' AND ')} AND ${haversine(place, sql)} <= ${sql.bind(farthest)}`;
}

/**
 * SQL expression: the haversine of the angle between a document and the place (hav x = (1 − cos x) / 2), which grows
 * with the distance; null for documents without a place. Distances in km are only worked out where they are needed:
 * three cosines a row are a third of the cost.
 */
export function haversine(place: Place, sql: Bindings): string {
  const ofAngle = (column: string, degrees: number): string =>
    `(1 - cos(radians(d.${column} - ${sql.bind(degrees)}::float8))) / 2`;
  const shrink = `${sql.bind(Math.cos(radians(place.lat)))}::float8 * cos(radians(d.lat))`;
  return `(${ofAngle('lat', place.lat)} + ${shrink} * ${ofAngle('lng', place.lng)})`;
}

/** SQL expression: great-circle distance in km, null for documents without a place. */
export function distanceKm(place: Place, sql: Bindings): string {
  return `${EARTH_DIAMETER_KM} * asin(sqrt(least(1, greatest(0, ${haversine(place, sql)}))))`;
}

/** SQL expression: about so many kilometres, as on a flat map of the place's surroundings; a third of the work. */
export function roughKm(place: Place, sql: Bindings): string {
  const [lat, lng] = [sql.bind(place.lat), sql.bind(place.lng)];
  const narrowing = sql.bind(Math.cos(radians(place.lat)) ** 2);
  return `111.2 * sqrt((d.lat - ${lat}::float8) ^ 2 + ${narrowing}::float8 * (d.lng - ${lng}::float8) ^ 2)`;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** SQL conditions of the facets' own filters, `TRUE` where nothing is asked; null for a document without a value. */
export interface FacetFilters {
  kinds: string;
  concepts: string;
  regions: string;
  terms: string;
}

export function facetFilters(query: SearchQuery, sql: Bindings): FacetFilters {
  // Of one value an index gives its documents in the order of the page.
  const among = (column: string, values: readonly string[]): string => {
    const [first, ...more] = values.map(storable);
    if (first === undefined) return 'TRUE';
    return more.length === 0 ? `d.${column} = ${sql.bind(first)}` : `d.${column} = ANY (${sql.bind([first, ...more])}::text[])`;
  };
  // The concepts are lexemes too, and that index is there already.
  const concepts = aboutAnyOf(query.concepts);
  return {
    kinds: query.kind === null ? 'TRUE' : `d.kind = ${sql.bind(storable(query.kind))}`,
    concepts: concepts === null ? 'TRUE' : `d.keys @@ ${sql.bind(concepts)}::tsquery`,
    regions: among('region', query.regions),
    terms: among('terms', query.terms),
  };
}

/** What the orders need, as SQL expressions; null where the query does not give it. */
export interface Measures {
  rank: string | null;
  /** Anything that grows with the distance. */
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

/**
 * The statement of a search, planned once for a connection while no facet filters: planning takes as long as the rest, and
 * through the index of words every search goes the same way, be its words rare or common; without words there is but one way.
 * With filters there would be thousands of statements to remember.
 */
export function plannedOnce(statement: string, { kind, concepts, regions, terms }: SearchQuery): string {
  return kind === null && concepts.length + regions.length + terms.length === 0 ? preparedAlone(statement) : statement;
}
