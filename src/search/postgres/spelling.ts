import { fold, normalise } from '../../text/fold.ts';
import type { Analyser } from '../../text/types.ts';
import type { SearchQuery } from '../port.ts';
import { bindings } from './bindings.ts';
import type { Run } from './bindings.ts';
import { standing } from './filters.ts';
import { anyOf, lexemesOf } from './literals.ts';
import type { Word } from './query-plan.ts';

const SHORTEST = 4;
/** From this length on two slips are forgiven, below only one. */
const LONG = 8;
const LONGEST = 30;
const MOST_CANDIDATES = 30;
const MOST_CHECKED = 8;
const COUNTED = 1_000;

/** A word and all that it becomes by leaving one letter out: two words one slip apart always share one of them. */
export function shortenings(word: string): string[] {
  const letters = [...word];
  return [...new Set([word, ...letters.map((_, index) => letters.toSpliced(index, 1).join(''))])];
}

/** How many slips a folded word may have: none with digits in it or under four letters. */
export function slipsAllowed(word: string): number {
  if (word.length < SHORTEST || word.length > LONGEST || !/^\p{L}+$/u.test(word)) return 0;
  return word.length < LONG ? 1 : 2;
}

/**
 * Damerau-Levenshtein distance (optimal string alignment: insert, delete, replace, swap neighbours), plus one when
 * the first letters differ otherwise than by a swap: people rarely miss the first letter.
 */
export function slips(typed: string, word: string): number {
  const [a, b] = [[...typed], [...word]];
  let [beforeLast, last]: [number[], number[]] = [[], b.map((_, index) => index)];
  last.push(b.length);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) row.push(cell({ a, b, i, j, row, last, beforeLast }));
    [beforeLast, last] = [last, row];
  }
  const swapped = a[0] === b[1] && a[1] === b[0];
  return (last[b.length] as number) + (a[0] === b[0] || swapped ? 0 : 1);
}

interface Cell {
  a: string[];
  b: string[];
  i: number;
  j: number;
  row: number[];
  last: number[];
  beforeLast: number[];
}

function cell({ a, b, i, j, row, last, beforeLast }: Cell): number {
  const same = a[i - 1] === b[j - 1] ? 0 : 1;
  const least = Math.min((row[j - 1] as number) + 1, (last[j] as number) + 1, (last[j - 1] as number) + same);
  const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swap ? Math.min(least, (beforeLast[j - 2] as number) + 1) : least;
}

interface Known {
  shown: string;
  word: string;
}

/**
 * The best word for a misspelt one among the words of posts that this query's reader may see, so that a suggestion
 * never gives away a hidden post; null when nothing is near enough.
 */
export async function correct(run: Run, analyser: Analyser, query: SearchQuery, word: Word): Promise<string | null> {
  const typed = fold(normalise(word.text));
  const allowed = slipsAllowed(typed);
  if (allowed === 0) return null;
  const near = (await similar(run, typed))
    .map((known) => ({ ...known, slips: slips(typed, known.word) }))
    .filter((known) => known.slips > 0 && known.slips <= allowed && slipsAllowed(known.word) > 0)
    .sort((a, b) => a.slips - b.slips || marked(b) - marked(a) || (a.shown < b.shown ? -1 : 1))
    .slice(0, MOST_CHECKED);
  const queries = near.map(({ shown }) => anyOf(lexemesOf(analyser.keysOf(shown))));
  const counts = await countVisible(run, query, queries);
  const best = near
    .map((known, index) => ({ ...known, count: counts[index] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.slips - b.slips || b.count - a.count)[0];
  return best?.shown ?? null;
}

/* People leave Polish letters out: of the same word written both ways the one with them is right. */
function marked({ shown, word }: Known): number {
  return Number(shown !== word);
}

/* One slip is found for certain by the shortenings; trigrams find two, in words long enough to have enough of them. */
async function similar(run: Run, typed: string): Promise<Known[]> {
  const nearest = `ORDER BY similarity(word, $1) DESC, shown LIMIT ${MOST_CANDIDATES}`;
  const trigrams = slipsAllowed(typed) > 1
    ? `UNION (SELECT shown, word FROM search_word WHERE word % $1 ${nearest})` : '';
  return run<Known>(
    `(SELECT shown, word FROM search_word WHERE shortened && $2::text[] ${nearest}) ${trigrams}`,
    [typed, shortenings(typed)],
  );
}

/** Documents, counted up to a thousand, that the reader may see and that match each tsquery; null matches nothing. */
export async function countVisible(
  run: Run, query: SearchQuery, queries: readonly (string | null)[],
): Promise<number[]> {
  if (queries.length === 0) return [];
  const sql = bindings();
  const visible = standing(query.scope, query.today, sql);
  // One subquery per tsquery, so that the planner sees each of them; and a limit well above the number of documents
  // that it takes an unknown word for, or it reads the whole table in the hope of soon meeting the first one.
  const counts = queries.map((text) => `(SELECT count(*)::int FROM (
    SELECT FROM search_document d WHERE d.keys @@ ${sql.bind(text)}::tsquery AND ${visible} LIMIT ${COUNTED}) AS found)`);
  const [row] = await run<{ counts: number[] }>(`SELECT ARRAY[${counts.join(', ')}] AS counts`, sql.values);
  return row?.counts ?? [];
}

/** Keys of known words that begin with these letters, at most 50; those that do not begin so themselves first. */
export async function keysBeginning(run: Run, typed: string): Promise<string[]> {
  const rows = await run<{ key: string }>(
    `SELECT key FROM (SELECT DISTINCT key FROM search_word WHERE word ^@ $1) AS known
     ORDER BY key ^@ $1, key LIMIT 50`,
    [typed],
  );
  return rows.map(({ key }) => key);
}
