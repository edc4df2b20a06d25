import type { FacetCount, Facets, SearchQuery } from '../port.ts';
import { storable } from '../match.ts';
import { bindings } from './bindings.ts';
import type { Run } from './bindings.ts';
import { matching } from './filters.ts';

/** How many documents match, and the counts beside the filters. */
export interface Counts {
  total: number;
  totalExact: boolean;
  facets: Facets;
}

const FACETS = ['kinds', 'concepts', 'regions', 'terms'] as const;
type Facet = (typeof FACETS)[number];

/** What facets count of a document. */
export type Faceted = Readonly<Record<Facet, readonly string[]>>;

/** Documents that stand for all that match whatever the filters of the facets are. */
export interface Sample {
  documents: readonly Faceted[];
  /** How many match for each that is here; 1: they are all here. */
  scale: number;
}

/** Samples of the last half minute. */
export interface Samples {
  find(key: string): Sample | undefined;
  keep(key: string, sample: Sample): void;
}

const KEPT_FOR = 30_000;
const MOST_KEPT = 16;

/**
 * Keeps for half a minute what is only a sample: to take it is most of what a board costs that thousands of posts are on.
 * The posts of a page, and every count that is exact, are asked for anew each time.
 */
export function keptSamples(now: () => number = () => performance.now()): Samples {
  const known = new Map<string, { sample: Sample; at: number }>();
  return {
    find(key) {
      const found = known.get(key);
      return found && now() - found.at < KEPT_FOR ? found.sample : undefined;
    },
    keep(key, sample) {
      known.delete(key);
      const [oldest] = known.keys();
      if (known.size >= MOST_KEPT && oldest !== undefined) known.delete(oldest);
      known.set(key, { sample, at: now() });
    },
  };
}

/** Up to so many matching documents facets are counted one by one. */
export const SAMPLE = 1_000;

/* The first 28 bits of an id, as a part of all there are. */
const shareUpTo = (id: string): number => (Number.parseInt(id.replaceAll('-', '').slice(0, 7), 16) + 1) / 2 ** 28;

type Row = Record<Facet, string> & { id: string };

/** Of more documents than SAMPLE those with the lowest ids: ids are random, so they are a fair sample, and the last tells of how many. */
export async function takeSample(run: Run, query: SearchQuery, match: string | null, kept: Samples): Promise<Sample> {
  const sql = bindings();
  const statement = `SELECT d.id, d.kind AS kinds, array_to_string(d.concepts, ' ') AS concepts, coalesce(d.region, '') AS regions, d.terms
    FROM search_document d WHERE ${matching(query, match, sql)} ORDER BY d.id LIMIT ${SAMPLE + 1}`;
  const key = JSON.stringify([statement, sql.values]);
  const known = kept.find(key);
  if (known) return known;
  const rows = await run<Row>(statement, sql.values);
  const last = rows[SAMPLE - 1];
  const sample = { documents: facetedOf(rows.slice(0, SAMPLE)), scale: rows.length > SAMPLE && last ? 1 / shareUpTo(last.id) : 1 };
  if (sample.scale > 1) kept.keep(key, sample);
  return sample;
}

/* A thousand documents have few different values: one list for each. */
function facetedOf(rows: readonly Row[]): Faceted[] {
  const lists = new Map<string, readonly string[]>([['', []]]);
  const listOf = (text: string): readonly string[] => {
    const list = lists.get(text) ?? text.split(' ');
    lists.set(text, list);
    return list;
  };
  return rows.map(({ kinds, concepts, regions, terms }) =>
    ({ kinds: listOf(kinds), concepts: listOf(concepts), regions: listOf(regions), terms: listOf(terms) }));
}

/** Total and disjunctive facets of the query in a sample: a facet counts the documents that pass every filter but its own. */
export function countIn({ documents, scale }: Sample, query: SearchQuery): Counts {
  const wanted: Readonly<Record<Facet, ReadonlySet<string>>> = {
    kinds: setOf(query.kind === null ? [] : [query.kind]), concepts: setOf(query.concepts),
    regions: setOf(query.regions), terms: setOf(query.terms),
  };
  const passes = (facet: Facet, document: Faceted): boolean =>
    wanted[facet].size === 0 || document[facet].some((value) => wanted[facet].has(value));
  const tallies: Readonly<Record<Facet, Map<string, number>>> = { kinds: new Map(), concepts: new Map(), regions: new Map(), terms: new Map() };
  const tally = (facet: Facet, document: Faceted): void => {
    for (const value of document[facet]) tallies[facet].set(value, (tallies[facet].get(value) ?? 0) + 1);
  };
  let total = 0;
  for (const document of documents) {
    const failed = FACETS.filter((facet) => !passes(facet, document));
    // What fails a single filter counts beside that one alone.
    const [only] = failed;
    if (only === undefined) {
      total += 1;
      for (const facet of FACETS) tally(facet, document);
    } else if (failed.length === 1) tally(only, document);
  }
  const of = (facet: Facet): FacetCount[] => mostFrequent([...tallies[facet]].map(([value, count]) => ({ value, count })), scale);
  return {
    total: Math.round(total * scale), totalExact: scale === 1,
    facets: { exact: scale === 1, kinds: of('kinds'), concepts: of('concepts').slice(0, MOST_CONCEPTS), regions: of('regions'), terms: of('terms') },
  };
}

const setOf = (values: readonly string[]): ReadonlySet<string> => new Set(values.map(storable));

/** A facet shows no more concepts. */
export const MOST_CONCEPTS = 100;

/** Counts of a sample as counts of all, most frequent first. */
export function mostFrequent(counts: readonly FacetCount[], scale: number): FacetCount[] {
  return counts
    .map(({ value, count }) => ({ value, count: Math.round(count * scale) }))
    .sort((a, b) => b.count - a.count || Number(a.value > b.value) - Number(a.value < b.value));
}
