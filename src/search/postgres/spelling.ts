import type { SearchQuery } from '../port.ts';
import { keyed, type Match } from '../match.ts';
import { shortenings, slipsAllowed, type Known } from '../spelling.ts';
import { bindings } from './bindings.ts';
import type { Run } from './bindings.ts';
import { standing } from './filters.ts';
import { tsqueryOf } from './literals.ts';

const MOST_CANDIDATES = 30;
const COUNTED = 1_000;

/**
 * Known words near a misspelt one. One slip is found for certain by the shortenings; trigrams find two, in words long
 * enough to have enough of them.
 */
export async function similar(run: Run, typed: string): Promise<Known[]> {
  const nearest = `ORDER BY similarity(word, $1) DESC, shown LIMIT ${MOST_CANDIDATES}`;
  const trigrams = slipsAllowed(typed) > 1
    ? `UNION (SELECT shown, word FROM search_word WHERE word % $1 ${nearest})` : '';
  return run<Known>(
    `(SELECT shown, word FROM search_word WHERE shortened && $2::text[] ${nearest}) ${trigrams}`,
    [typed, shortenings(typed)],
  );
}

/** Documents, counted up to a thousand, that the reader may see and that match each; null matches nothing. */
export async function countVisible(run: Run, query: SearchQuery, matches: readonly (Match | null)[]): Promise<number[]> {
  if (matches.length === 0) return [];
  const sql = bindings();
  const visible = standing(query.scope, query.today, sql);
  // One subquery per tsquery, so that the planner sees each of them; and a limit well above the number of documents
  // that it takes an unknown word for, or it reads the whole table in the hope of soon meeting the first one.
  const counts = matches.map((match) => `(SELECT count(*)::int FROM (
    SELECT FROM search_document d WHERE d.keys @@ ${sql.bind(match && tsqueryOf(match))}::tsquery AND ${visible}
    LIMIT ${COUNTED}) AS found)`);
  const [row] = await run<{ counts: number[] }>(`SELECT ARRAY[${counts.join(', ')}] AS counts`, sql.values);
  return row?.counts ?? [];
}

/** How a word may go on that begins with these folded letters; null when no known word does. */
export async function completionsOf(run: Run, typed: string): Promise<Match | null> {
  const keys = await keysBeginning(run, typed);
  if (keys.length === 0) return null;
  // Most keys begin like the forms of their word (`maseczk`, `maseczka`); the others are named (`rak`, `reka`).
  const others = keyed(keys.filter((key) => !key.startsWith(typed)));
  return others === null ? { beginning: typed } : { any: [{ beginning: typed }, others] };
}

/* At most 50; those that do not begin so themselves first. */
async function keysBeginning(run: Run, typed: string): Promise<string[]> {
  const rows = await run<{ key: string }>(
    `SELECT key FROM (SELECT DISTINCT key FROM search_word WHERE word ^@ $1) AS known
     ORDER BY key ^@ $1, key LIMIT 50`,
    [typed],
  );
  return rows.map(({ key }) => key);
}
