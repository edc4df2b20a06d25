const SHORTEST = 4;
/** From this length on two slips are forgiven, below only one. */
const LONG = 8;
const LONGEST = 30;
const MOST_CHECKED = 8;

/** What has more letters than words have, or none, is neither completed nor put right. */
export const WORD = /^(?=.*\p{L})[\p{L}\p{N}-]{3,40}$/u;

/** A word of posts: as people write it, and folded. */
export interface Known {
  shown: string;
  word: string;
}

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

/** Words a misspelt one may have been meant as, the likeliest first; `typed` is folded. */
export function meant(typed: string, known: readonly Known[]): (Known & { slips: number })[] {
  const allowed = slipsAllowed(typed);
  return known
    .map((one) => ({ ...one, slips: slips(typed, one.word) }))
    .filter((one) => one.slips > 0 && one.slips <= allowed && slipsAllowed(one.word) > 0)
    .sort((a, b) => a.slips - b.slips || marked(b) - marked(a) || (a.shown < b.shown ? -1 : 1))
    .slice(0, MOST_CHECKED);
}

/* People leave Polish letters out: of the same word written both ways the one with them is right. */
function marked({ shown, word }: Known): number {
  return Number(shown !== word);
}
