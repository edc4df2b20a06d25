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

interface Asked {
  statement: string;
  values: readonly unknown[];
}

/** Estimates of the last half minute. */
export interface Estimates {
  find(asked: Asked): Counts | undefined;
  keep(asked: Asked, counts: Counts): Counts;
}

const KEPT_FOR = 30_000;
const MOST_KEPT = 200;

/**
 * Keeps for half a minute what is only known roughly: to estimate is most of what the board costs that everybody opens.
 * Numbers alone: the posts of a page, and every count that is exact, are asked for anew each time.
 */
export function estimates(now: () => number = () => performance.now()): Estimates {
  const known = new Map<string, { counts: Counts; at: number }>();
  const keyOf = ({ statement, values }: Asked): string => JSON.stringify([statement, values]);
  return {
    find(asked) {
      const found = known.get(keyOf(asked));
      return found && now() - found.at < KEPT_FOR ? found.counts : undefined;
    },
    keep(asked, counts) {
      const [oldest] = known.keys();
      if (known.size >= MOST_KEPT && oldest !== undefined) known.delete(oldest);
      known.delete(keyOf(asked));
      known.set(keyOf(asked), { counts, at: now() });
      return counts;
    },
  };
}

/**
 * Facets are counted one by one up to so many matching documents. Of more, those with the lowest ids stand for all:
 * ids are random, so they are a fair sample.
 */
const SAMPLE = 1_000;
/** Larger numbers of matching documents are estimated from the sample, for counting them would take longest of all. */
export const COUNTED = 3_000;
const MOST_CONCEPTS = 100;

/* How far into the space of ids the sample reaches, as a part of one: the first 28 bits of its last id. */
const SHARE = `(('x' || left(replace(max(id::text), '-', ''), 7))::bit(28)::int + 1) / 268435456.0::float8`;
const EVERY_FILTER = 'of_kind AND of_concept AND of_region AND of_terms';

interface CountRow {
  facet: 'matching' | 'total' | 'share' | 'kinds' | 'concepts' | 'regions' | 'terms';
  value: string | null;
  count: number;
}

/** Total and disjunctive facets: a facet counts the documents that pass every filter but its own. */
export async function count(run: Run, query: SearchQuery, match: string | null, kept: Estimates): Promise<Counts> {
  // Without words nearly everything matches.
  if (match === null) return estimate(run, query, match, kept);
  const { statement, values } = countStatement(query, match, `LIMIT ${COUNTED + 1}`);
  const rows = await run<CountRow>(statement, values);
  const all = one(rows, 'matching');
  return all > COUNTED ? estimate(run, query, match, kept) : exact(rows, all);
}

function exact(rows: readonly CountRow[], all: number): Counts {
  return { total: one(rows, 'total'), totalExact: true, facets: facetsOf(rows, all > SAMPLE ? all / SAMPLE : 1) };
}

async function estimate(run: Run, query: SearchQuery, match: string | null, kept: Estimates): Promise<Counts> {
  const asked = countStatement(query, match, `ORDER BY d.id LIMIT ${SAMPLE + 1}`);
  const known = kept.find(asked);
  const rough = known ?? fromSample(await run<CountRow>(asked.statement, asked.values));
  if (rough.totalExact) return rough;
  if (!known) kept.keep(asked, rough);
  // A small number is worth counting.
  return rough.total > COUNTED ? rough : { ...rough, total: await exactTotal(run, query, match), totalExact: true };
}

function fromSample(rows: readonly CountRow[]): Counts {
  const all = one(rows, 'matching');
  if (all <= SAMPLE) return exact(rows, all);
  const scale = 1 / one(rows, 'share');
  return { total: Math.round(one(rows, 'total') * scale), totalExact: false, facets: facetsOf(rows, scale) };
}

/** Counts the documents that `which` of the matching ones picks; their facets when they are few enough. */
function countStatement(query: SearchQuery, match: string | null, which: string): Asked {
  const sql = bindings();
  const { kinds, concepts, regions, terms } = facetFilters(query, sql);
  const facet = (name: CountRow['facet'], value: string, where: string): string =>
    `SELECT '${name}' AS facet, ${value} AS value, sum(n)::float8 AS count FROM groups WHERE ${where} GROUP BY 2`;
  const statement = `
    WITH found AS MATERIALIZED (
      SELECT d.id, d.kind, d.region, d.terms, d.concepts, ${kinds} AS of_kind, ${concepts} AS of_concept,
        coalesce(${regions}, FALSE) AS of_region, ${terms} AS of_terms
      FROM search_document d WHERE ${matching(query, match, sql)} ${which}
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
    UNION ALL SELECT 'total', NULL, count(*)::float8 FROM found WHERE ${EVERY_FILTER}
    UNION ALL SELECT 'share', NULL, ${SHARE} FROM base`;
  return { statement, values: sql.values };
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

function facetsOf(rows: readonly CountRow[], scale: number): Facets {
  const of = (facet: CountRow['facet']): FacetCount[] =>
    rows
      .filter((row) => row.facet === facet)
      .map((row) => ({ value: row.value ?? '', count: Math.round(row.count * scale) }))
      .sort((a, b) => b.count - a.count || Number(a.value > b.value) - Number(a.value < b.value));
  return {
    exact: scale <= 1, kinds: of('kinds'), concepts: of('concepts'), regions: of('regions'), terms: of('terms'),
  };
}
