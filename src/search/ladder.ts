import { fold, normalise } from '../text/fold.ts';
import type { Analyser } from '../text/types.ts';
import { allOf, anyOf, keyed, searchableKeys, storable } from './match.ts';
import type { Match, Word } from './match.ts';
import type { EngineName, Facets, SearchQuery, SearchResult } from './port.ts';
import { planQuery, strictMatch, unitMatch } from './query-plan.ts';
import type { Completion, QueryPlan, TextQuery, Unit } from './query-plan.ts';
import { meant, slipsAllowed } from './spelling.ts';
import type { Known } from './spelling.ts';

/** A text with more unknown words is not misspelt but about something else. */
const MOST_CORRECTED = 4;
/** Common words bring about so many posts together when any of them will do; see {@link Asked.costs}. */
const ENOUGH = 3_000;

/** Found for one text. */
export interface Found {
  ids: string[];
  total: number;
  totalExact: boolean;
  facets: Facets;
}

/** The questions that the ladder asks of an engine. */
export interface Asked {
  readonly name: EngineName;
  /** One page and the counts of everything that matches; `text` null is everything. */
  select(query: SearchQuery, text: TextQuery | null): Promise<Found>;
  /** How many posts match that this reader may see, whatever the filters; may stop at a thousand. Null: none. */
  countVisible(query: SearchQuery, matches: readonly (Match | null)[]): Promise<number[]>;
  /** How a word may go on that begins with these folded letters; null when no known word does. */
  completions(query: SearchQuery, typed: string): Promise<Match | null>;
  /** Words of posts near this folded one, at most some dozens. */
  similar(query: SearchQuery, typed: string): Promise<Known[]>;
  /** About how many posts hold the commonest word of each unit. */
  costs(query: SearchQuery, units: readonly Unit[]): Promise<number[]>;
}

interface Context {
  asked: Asked;
  analyser: Analyser;
  query: SearchQuery;
}

/**
 * Looks for posts with all the words. Only when this reader could see no such post, whatever the filters, is less
 * asked, one step at a time: the last word as the beginning of one; misspelt words put right; unknown words and
 * quotation marks left out; any of the words. The same steps whichever engine answers.
 */
export async function climb(asked: Asked, analyser: Analyser, typed: SearchQuery): Promise<SearchResult> {
  const query = { ...typed, text: storable(typed.text) };
  const plan = planQuery(analyser, query.text, query.language);
  const match = strictMatch(plan);
  const found = await asked.select(query, match === null ? null : { match, units: plan.units, completion: null });
  if (match === null || found.total > 0 || found.facets.kinds.length > 0) return resultOf(asked, found, null);
  return relaxed({ asked, analyser, query }, plan, { match, found });
}

function resultOf({ name }: Asked, found: Found, didYouMean: string | null): SearchResult {
  return { ...found, didYouMean, engine: name };
}

async function relaxed(context: Context, plan: QueryPlan, strict: { match: Match; found: Found }): Promise<SearchResult> {
  const { asked, query } = context;
  const completion = await completionOf(context, plan);
  const complete = completion ? strictMatch(plan, completion) : null;
  const [asTyped, completed, ...known] = await anyVisible(context, [
    strict.match, complete, ...plan.units.map((unit) => unitMatch(unit, completion)),
  ]);
  if (asTyped) return resultOf(asked, strict.found, null);
  if (completed && complete !== null) {
    return resultOf(asked, await asked.select(query, { match: complete, units: plan.units, completion }), null);
  }
  const corrected = await correctedText(context, plan.units.filter((_, index) => !known[index]));
  if (corrected === null) return resultOf(asked, await fewerWords(context, plan.units, completion) ?? strict.found, null);
  const { units } = planQuery(context.analyser, corrected, query.language);
  return resultOf(asked, await fewerWords(context, units, null) ?? strict.found, corrected);
}

async function completionOf({ asked, query }: Context, { open }: QueryPlan): Promise<Completion | null> {
  const match = open && (await asked.completions(query, fold(normalise(open.text))));
  return open && match ? { word: open, match } : null;
}

async function anyVisible({ asked, query }: Context, matches: readonly (Match | null)[]): Promise<boolean[]> {
  return (await asked.countVisible(query, matches)).map((count) => count > 0);
}

/** The text with every misspelt word put right; null when there is nothing to put right. */
async function correctedText(context: Context, unknown: readonly Unit[]): Promise<string | null> {
  let text: string | null = null;
  // From the last to the first, so that the places of the others stay right.
  const words = unknown.flatMap((unit) => unit.words).slice(0, MOST_CORRECTED).sort((a, b) => b.start - a.start);
  for (const word of words) {
    const better = await correct(context, word);
    if (better !== null) text = replaced(text ?? context.query.text, word, better);
  }
  return text;
}

function replaced(text: string, { start, end }: Word, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

/**
 * The best word for a misspelt one among the words of posts that this query's reader may see, so that a suggestion
 * never gives away a hidden post; null when nothing is near enough.
 */
async function correct({ asked, analyser, query }: Context, word: Word): Promise<string | null> {
  const typed = fold(normalise(word.text));
  if (slipsAllowed(typed) === 0) return null;
  const near = meant(typed, await asked.similar(query, typed));
  const counts = await asked.countVisible(query, near.map(({ shown }) => keyed(searchableKeys(analyser.keysOf(shown)))));
  const best = near
    .map((known, index) => ({ ...known, count: counts[index] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.slips - b.slips || b.count - a.count)[0];
  return best?.shown ?? null;
}

/** All of the units that anything matches, else any of the rarer ones; null when none is known. */
async function fewerWords(context: Context, units: readonly Unit[], completion: Completion | null): Promise<Found | null> {
  const matchOf = (unit: Unit): Match | null => unitMatch(unit, completion);
  const visible = await anyVisible(context, units.map(matchOf));
  const known = units.filter((_, index) => visible[index]);
  const all = allOf(known.map(matchOf));
  const [together] = await anyVisible(context, [all]);
  const chosen = together ? known : await rarer(context, known);
  const match = together ? all : anyOf(chosen.map(matchOf));
  return match === null ? null : context.asked.select(context.query, { match, units: chosen, completion });
}

async function rarer({ asked, query }: Context, units: readonly Unit[]): Promise<Unit[]> {
  const costs = await asked.costs(query, units);
  const byCost = units.map((unit, index) => ({ unit, cost: costs[index] ?? 0 })).sort((a, b) => a.cost - b.cost);
  return withinBudget(byCost, ({ cost }) => cost, ENOUGH).map(({ unit }) => unit);
}

/**
 * The longest beginning of `clues`, given rarest first, that together bring about `budget` documents; always the
 * first one.
 */
export function withinBudget<T>(clues: readonly T[], costOf: (clue: T) => number, budget: number): T[] {
  let spent = 0;
  return clues.filter((clue, index) => {
    spent += costOf(clue);
    return index === 0 || spent <= budget;
  });
}
