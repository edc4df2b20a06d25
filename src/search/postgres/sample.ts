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

type Facet = 'kinds' | 'concepts' | 'regions' | 'terms';

/** What the documents have in one facet. */
interface Column {
  /** Each value once, in their order. */
  values: readonly string[];
  /** Of every document, the places of its values in that list. */
  places: readonly (readonly number[])[];
}

/** Documents that stand for all that match whatever the filters of the facets are. */
export interface Sample {
  size: number;
  /** How many match for each that is here; 1: they are all here. */
  scale: number;
  columns: Readonly<Record<Facet, Column>>;
  /** What has been counted in it, by the filters. */
  counted: Map<string, Counts>;
}

/** Samples of the last half minute. */
export interface Samples {
  find(key: string): Sample | undefined;
  keep(key: string, sample: Sample): void;
}

const KEPT_FOR = 30_000;
const MOST_KEPT = 16;
const MOST_COUNTED = 20;

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
  const sample = sampleOf(rows);
  if (sample.scale > 1) kept.keep(key, sample);
  return sample;
}

function sampleOf(all: readonly Row[]): Sample {
  const rows = all.slice(0, SAMPLE);
  const last = rows.at(-1);
  const column = (facet: Facet): Column => columnOf(rows.map((row) => row[facet]));
  return {
    size: rows.length,
    scale: all.length > SAMPLE && last ? 1 / shareUpTo(last.id) : 1,
    columns: { kinds: column('kinds'), concepts: column('concepts'), regions: column('regions'), terms: column('terms') },
    counted: new Map(),
  };
}

/* A thousand documents have few different values: numbers are counted ten times as fast, and equal lists are kept once. */
function columnOf(texts: readonly string[]): Column {
  const split = new Map([...new Set(texts)].map((text) => [text, text === '' ? [] : text.split(' ')]));
  const values = [...new Set([...split.values()].flat())].sort();
  const places = new Map(values.map((value, place) => [value, place]));
  const lists = new Map([...split].map(([text, list]) => [text, list.map((value) => places.get(value) ?? 0)]));
  return { values, places: texts.map((text) => lists.get(text) ?? []) };
}

/** Total and disjunctive facets of the query in a sample: a facet counts the documents that pass every filter but its own. */
export function countIn(sample: Sample, query: SearchQuery): Counts {
  const { counted } = sample;
  const filters = JSON.stringify([query.kind, query.concepts, query.regions, query.terms]);
  const counts = counted.get(filters) ?? countAnew(sample, query);
  if (counted.size >= MOST_COUNTED) counted.clear();
  counted.set(filters, counts);
  return counts;
}

function countAnew({ size, scale, columns: { kinds, concepts, regions, terms } }: Sample, query: SearchQuery): Counts {
  const failed: Failures = { filters: new Uint8Array(size), last: new Array<Column | undefined>(size) };
  note(failed, kinds, query.kind === null ? [] : [query.kind]);
  note(failed, concepts, query.concepts);
  note(failed, regions, query.regions);
  note(failed, terms, query.terms);
  const of = (column: Column) => mostFrequent(tally(failed, column), scale);
  const total = failed.filters.reduce((sum, filters) => sum + Number(filters === 0), 0);
  return {
    total: Math.round(total * scale), totalExact: scale === 1,
    facets: { exact: scale === 1, kinds: of(kinds), concepts: of(concepts).slice(0, MOST_CONCEPTS), regions: of(regions), terms: of(terms) },
  };
}

/** Of every document, how many facets' filters it fails, and the last one. */
interface Failures {
  filters: Uint8Array;
  last: (Column | undefined)[];
}

function note({ filters, last }: Failures, column: Column, wanted: readonly string[]): void {
  if (wanted.length === 0) return;
  const known = new Set(wanted.map(storable));
  const chosen = column.values.map((value) => known.has(value));
  for (const [at, places] of column.places.entries()) {
    if (places.some((place) => chosen[place])) continue;
    filters[at] = (filters[at] ?? 0) + 1;
    last[at] = column;
  }
}

/* What fails a single filter counts beside that one alone. */
function tally({ filters, last }: Failures, column: Column): FacetCount[] {
  const counts = new Uint32Array(column.values.length);
  for (const [at, places] of column.places.entries()) {
    if (filters[at] !== 0 && (filters[at] !== 1 || last[at] !== column)) continue;
    for (const place of places) counts[place] = (counts[place] ?? 0) + 1;
  }
  return column.values.map((value, place) => ({ value, count: counts[place] ?? 0 })).filter(({ count }) => count > 0);
}

/** A facet shows no more concepts. */
export const MOST_CONCEPTS = 100;

/** Counts of a sample as counts of all, most frequent first. They come in the order of their values, and equal ones stay so. */
export function mostFrequent(counts: readonly FacetCount[], scale: number): FacetCount[] {
  return counts.map(({ value, count }) => ({ value, count: Math.round(count * scale) })).sort((a, b) => b.count - a.count);
}
