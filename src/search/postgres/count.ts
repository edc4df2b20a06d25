import type { FacetCount, SearchQuery } from '../port.ts';
import { bindings } from './bindings.ts';
import type { Run } from './bindings.ts';
import { facetFilters, matching, plannedOnce } from './filters.ts';
import { countIn, MOST_CONCEPTS, mostFrequent, SAMPLE, takeSample } from './sample.ts';
import type { Counts, Samples } from './sample.ts';

/** Larger numbers of matching documents are estimated from a sample, for counting them would take longest of all. */
export const COUNTED = 3_000;

const EVERY_FILTER = 'of_kind AND of_concept AND of_region AND of_terms';

interface CountRow {
  facet: 'matching' | 'total' | 'kinds' | 'concepts' | 'regions' | 'terms';
  value: string | null;
  count: number;
}

/** Total and disjunctive facets: a facet counts the documents that pass every filter but its own. */
export async function count(run: Run, query: SearchQuery, match: string | null, kept: Samples): Promise<Counts> {
  // Without words nearly everything matches.
  if (match === null) return estimate(run, query, match, kept);
  const rows = await countMatching(run, query, match);
  return one(rows, 'matching') > COUNTED ? estimate(run, query, match, kept) : exact(rows);
}

const byValue = (a: FacetCount, b: FacetCount): number => Number(a.value > b.value) - Number(a.value < b.value);

function exact(rows: readonly CountRow[]): Counts {
  const all = one(rows, 'matching');
  const scale = Math.max(1, all / SAMPLE);
  const of = (facet: CountRow['facet']) =>
    mostFrequent(rows.filter((row) => row.facet === facet).map(({ value, count: n }) => ({ value: value ?? '', count: n })).sort(byValue), scale);
  return {
    total: one(rows, 'total'), totalExact: true,
    facets: { exact: scale === 1, kinds: of('kinds'), concepts: of('concepts'), regions: of('regions'), terms: of('terms') },
  };
}

async function estimate(run: Run, query: SearchQuery, match: string | null, kept: Samples): Promise<Counts> {
  const rough = countIn(await takeSample(run, query, match, kept), query);
  // A small number is worth counting.
  return rough.totalExact || rough.total > COUNTED ? rough : { ...rough, total: await exactTotal(run, query, match), totalExact: true };
}

/* Counts the documents that match the words, no more than one too many; their facets when they are few enough. */
function countMatching(run: Run, query: SearchQuery, match: string): Promise<CountRow[]> {
  const sql = bindings();
  const { kinds, concepts, regions, terms } = facetFilters(query, sql);
  const facet = (name: CountRow['facet'], value: string, where: string): string =>
    `SELECT '${name}' AS facet, ${value} AS value, sum(n)::float8 AS count FROM groups WHERE ${where} GROUP BY 2`;
  return run<CountRow>(plannedOnce(`
    WITH found AS MATERIALIZED (
      SELECT d.id, d.kind, d.region, d.terms, d.concepts, ${kinds} AS of_kind, ${concepts} AS of_concept,
        coalesce(${regions}, FALSE) AS of_region, ${terms} AS of_terms
      FROM search_document d WHERE ${matching(query, match, sql)} LIMIT ${COUNTED + 1}
    ), base AS MATERIALIZED (
      SELECT * FROM found WHERE (SELECT count(*) FROM found) <= ${COUNTED} ORDER BY id LIMIT ${SAMPLE}
    ), groups AS MATERIALIZED (
      SELECT kind, region, terms, of_kind, of_concept, of_region, of_terms, count(*) AS n
      FROM base GROUP BY 1, 2, 3, 4, 5, 6, 7
    )
    ${facet('kinds', 'kind', 'of_concept AND of_region AND of_terms')}
    UNION ALL ${facet('regions', 'region', 'region IS NOT NULL AND of_kind AND of_concept AND of_terms')}
    UNION ALL ${facet('terms', 'terms', 'of_kind AND of_concept AND of_region')}
    UNION ALL (
      SELECT 'concepts', concept, count(*)::float8 FROM base CROSS JOIN unnest(concepts) AS concept
      WHERE of_kind AND of_region AND of_terms GROUP BY concept ORDER BY 3 DESC, 2 LIMIT ${MOST_CONCEPTS})
    UNION ALL SELECT 'matching', NULL, count(*)::float8 FROM found
    UNION ALL SELECT 'total', NULL, count(*)::float8 FROM found WHERE ${EVERY_FILTER}`, query), sql.values);
}

async function exactTotal(run: Run, query: SearchQuery, match: string | null): Promise<number> {
  const sql = bindings();
  const own = Object.values(facetFilters(query, sql)).join(' AND ');
  const rows = await run<{ total: number }>(
    `SELECT count(*)::int AS total FROM search_document d WHERE ${matching(query, match, sql)} AND ${own}`, sql.values,
  );
  return rows[0]?.total ?? 0;
}

function one(rows: readonly CountRow[], name: CountRow['facet']): number {
  return rows.find((row) => row.facet === name)?.count ?? 0;
}
