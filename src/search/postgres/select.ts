import { offsetOf } from '../../kernel/page.ts';
import type { Found } from '../ladder.ts';
import type { SearchQuery } from '../port.ts';
import type { TextQuery } from '../query-plan.ts';
import { bindings } from './bindings.ts';
import type { Bindings, Run } from './bindings.ts';
import { count } from './count.ts';
import type { Counts, Samples } from './sample.ts';
import { facetFilters, haversine, matching, orderOf, plannedOnce } from './filters.ts';
import type { Measures } from './filters.ts';
import { neighbours, rankQuery, tsqueryOf } from './literals.ts';

/** Weights of ts_rank for D, C (concept that is context), B (word of the description), A (title, head concept). */
const WEIGHTS = '{0.1,0.3,0.5,1}';
/** Against at most 0.61 for a word in the title. */
const NEIGHBOURS_BONUS = 0.2;

/**
 * Of more matching documents than this only the newest RANKED are ordered by relevance and the rest follow by date:
 * with words so common, what is new is the better answer anyway, and the page is there in time.
 */
const ALL_RANKED = 12_000;
const RANKED = 2_000;

/** One page and the counts of everything that matches; `text` null is everything. */
export async function select(run: Run, query: SearchQuery, text: TextQuery | null, kept: Samples): Promise<Found> {
  const match = text && tsqueryOf(text.match);
  const counts = await count(run, query, match, kept);
  const ids = counts.total > 0 ? await pageOf(run, query, text, counts) : [];
  return { ids, ...counts };
}

/* What orders need; whole rows would not fit in the memory of a sort. */
const ORDERED_BY = 'd.id, d.keys, d.published_at, d.due_on, d.lat, d.lng';

async function pageOf(run: Run, query: SearchQuery, text: TextQuery | null, counts: Counts): Promise<string[]> {
  const sql = bindings();
  const { size } = query.page;
  const offset = offsetOf(query.page);
  const window = Math.floor(RANKED / size) * size;
  const partly = text !== null && query.sort === 'relevance' && counts.total > ALL_RANKED;
  const sort = partly && offset >= window ? 'newest' : query.sort;
  const newest = partly && sort === 'relevance' ? `ORDER BY ${orderOf('newest', NO_MEASURES)} LIMIT ${window}` : '';
  const documents = `SELECT ${ORDERED_BY} FROM search_document d WHERE ${matching(query, text && tsqueryOf(text.match), sql)}
    AND ${Object.values(facetFilters(query, sql)).join(' AND ')}`;
  const statement = `
    SELECT d.id FROM (${documents} ${newest}) AS d
    ORDER BY ${orderOf(sort, measuresOf({ ...query, sort }, text, sql))}
    LIMIT ${sql.bind(size)} OFFSET ${sql.bind(offset)}`;
  return (await run<{ id: string }>(plannedOnce(statement, query), sql.values)).map(({ id }) => id);
}

const NO_MEASURES: Measures = { rank: null, distance: null };

function measuresOf(query: SearchQuery, text: TextQuery | null, sql: Bindings): Measures {
  return {
    rank: text && query.sort === 'relevance' ? rankOf(text, sql) : null,
    distance: query.near && query.sort === 'nearest' ? haversine(query.near, sql) : null,
  };
}

function rankOf({ units, completion }: TextQuery, sql: Bindings): string | null {
  const any = rankQuery(units, completion?.match ?? null);
  if (any === null) return null;
  const rank = `ts_rank('${WEIGHTS}', d.keys, ${sql.bind(any)}::tsquery)`;
  const side = neighbours(units);
  return side === null ? rank : `${rank} + ${NEIGHBOURS_BONUS} * (d.keys @@ ${sql.bind(side)}::tsquery)::int`;
}
