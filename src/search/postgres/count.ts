import type { FacetCount, Facets, SearchQuery } from '../port.ts';
import { bindings } from './bindings.ts';
import type { Run } from './bindings.ts';
import { facetFilters, matching } from './filters.ts';

/** How many documents match, and the counts beside the filters. */
export interface Counts {
  total: number;
  totalExact: boolean;
  facets: Facets;
}

/**
 * Facets are counted one by one up to so many matching documents. Of more, those with the lowest ids stand for all:
 * ids are random, so they are a fair sample.
 */
const SAMPLE = 1_000;
/** Larger numbers of matching documents are estimated from the sample, for counting them would take longest of all. */
export const COUNTED = 6_000;
const MOST_CONCEPTS = 100;

/* How far into the space of ids the sample reaches, as a part of one: the first 28 bits of its last id. */
const SHARE = `(('x' || left(replace(max(id::text), '-', ''), 7))::bit(28)::int + 1) / 268435456.0::float8`;

interface CountRow {
  facet: 'total' | 'sampled' | 'share' | 'kinds' | 'concepts' | 'regions' | 'terms';
  value: string | null;
  count: number;
}

/** Total and disjunctive facets: a facet counts the documents that pass every filter but its own. */
export async function count(run: Run, query: SearchQuery, match: string | null): Promise<Counts> {
  const rows = await sample(run, query, match);
  const of = (facet: CountRow['facet']): number => rows.find((row) => row.facet === facet)?.count ?? 0;
  const sampled = of('sampled');
  if (sampled <= SAMPLE) return { total: of('total'), totalExact: true, facets: facetsOf(rows, 1) };
  const estimated = sampled / of('share');
  const totalExact = estimated * (of('total') / sampled) <= COUNTED;
  const total = totalExact ? await exactTotal(run, query, match) : Math.round(estimated * (of('total') / sampled));
  return { total, totalExact, facets: facetsOf(rows, estimated / sampled) };
}

async function sample(run: Run, query: SearchQuery, match: string | null): Promise<CountRow[]> {
  const sql = bindings();
  const { kinds, concepts, regions, terms } = facetFilters(query, sql);
  const facet = (name: CountRow['facet'], value: string, where: string): string =>
    `SELECT '${name}' AS facet, ${value} AS value, sum(n)::float8 AS count FROM groups WHERE ${where} GROUP BY 2`;
  const statement = `
    WITH base AS MATERIALIZED (
      SELECT d.id, d.kind, d.region, d.terms, d.concepts,
        ${kinds} AS of_kind, ${concepts} AS of_concept, coalesce(${regions}, FALSE) AS of_region,
        ${terms} AS of_terms
      FROM search_document d WHERE ${matching(query, match, sql)}
      ORDER BY d.id LIMIT ${SAMPLE + 1}
    ), groups AS MATERIALIZED (
      SELECT kind, region, terms, of_kind, of_concept, of_region, of_terms, count(*) AS n
      FROM base GROUP BY 1, 2, 3, 4, 5, 6, 7
    )
    ${facet('sampled', 'NULL', 'TRUE')}
    UNION ALL SELECT 'share', NULL, ${SHARE} FROM base
    UNION ALL ${facet('total', 'NULL', 'of_kind AND of_concept AND of_region AND of_terms')}
    UNION ALL ${facet('kinds', 'kind', 'of_concept AND of_region AND of_terms')}
    UNION ALL ${facet('regions', 'region', 'region IS NOT NULL AND of_kind AND of_concept AND of_terms')}
    UNION ALL ${facet('terms', 'terms', 'of_kind AND of_concept AND of_region')}
    UNION ALL (
      SELECT 'concepts', concept, count(*)::float8 FROM base CROSS JOIN unnest(concepts) AS concept
      WHERE of_kind AND of_region AND of_terms GROUP BY concept ORDER BY 3 DESC, 2 LIMIT ${MOST_CONCEPTS})`;
  return run<CountRow>(statement, sql.values);
}

async function exactTotal(run: Run, query: SearchQuery, match: string | null): Promise<number> {
  const sql = bindings();
  const own = Object.values(facetFilters(query, sql)).join(' AND ');
  const rows = await run<{ total: number }>(
    `SELECT count(*)::int AS total FROM search_document d WHERE ${matching(query, match, sql)} AND ${own}`, sql.values,
  );
  return rows[0]?.total ?? 0;
}

function countsOf(rows: readonly CountRow[], facet: CountRow['facet'], scale: number): FacetCount[] {
  return rows
    .filter((row) => row.facet === facet)
    .map((row) => ({ value: row.value ?? '', count: Math.round(row.count * scale) }))
    .sort((a, b) => b.count - a.count || Number(a.value > b.value) - Number(a.value < b.value));
}

function facetsOf(rows: readonly CountRow[], scale: number): Facets {
  return {
    exact: scale === 1,
    kinds: countsOf(rows, 'kinds', scale),
    concepts: countsOf(rows, 'concepts', scale),
    regions: countsOf(rows, 'regions', scale),
    terms: countsOf(rows, 'terms', scale),
  };
}
