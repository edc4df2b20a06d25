import { fold, normalise } from '../../text/fold.ts';
import type { Analyser } from '../../text/types.ts';
import type { SearchQuery, SearchResult } from '../port.ts';
import type { Run } from './bindings.ts';
import { anyOf, joined, storable } from './literals.ts';
import { planQuery, strictQuery, unitQuery } from './query-plan.ts';
import type { Completion, QueryPlan, Unit, Word } from './query-plan.ts';
import { COUNTED } from './count.ts';
import { documentsOf, withinBudget } from './rarity.ts';
import { select } from './select.ts';
import type { Found } from './select.ts';
import { correct, countVisible, keysBeginning } from './spelling.ts';

/** A text with more unknown words is not misspelt but about something else. */
const MOST_CORRECTED = 4;

interface Context {
  run: Run;
  analyser: Analyser;
  query: SearchQuery;
}

/**
 * Looks for posts with all the words. Only when this reader could see no such post, whatever the filters, is less
 * asked, one step at a time: the last word as the beginning of one; misspelt words put right; unknown words and
 * quotation marks left out; any of the words.
 */
export async function search(run: Run, analyser: Analyser, asked: SearchQuery): Promise<SearchResult> {
  const query = { ...asked, text: storable(asked.text) };
  const plan = planQuery(analyser, query.text, query.language);
  const match = strictQuery(plan);
  const found = await select(run, query, match === null ? null : { match, units: plan.units, completion: null });
  if (match === null || found.total > 0 || found.facets.kinds.length > 0) return resultOf(found, null);
  return relaxed({ run, analyser, query }, plan, { match, found });
}

function resultOf(found: Found, didYouMean: string | null): SearchResult {
  return { ...found, didYouMean, engine: 'postgres' };
}

async function relaxed(
  context: Context, plan: QueryPlan, strict: { match: string; found: Found },
): Promise<SearchResult> {
  const { run, query } = context;
  const completion = await completionOf(run, plan);
  const complete = completion ? strictQuery(plan, completion) : null;
  const [asTyped, completed, ...known] = await anyVisible(run, query, [
    strict.match, complete, ...plan.units.map((unit) => unitQuery(unit, completion)),
  ]);
  if (asTyped) return resultOf(strict.found, null);
  if (completed && complete !== null) {
    return resultOf(await select(run, query, { match: complete, units: plan.units, completion }), null);
  }
  const corrected = await correctedText(context, plan.units.filter((_, index) => !known[index]));
  if (corrected === null) return resultOf(await fewerWords(context, plan.units, completion) ?? strict.found, null);
  const { units } = planQuery(context.analyser, corrected, query.language);
  return resultOf(await fewerWords(context, units, null) ?? strict.found, corrected);
}

async function completionOf(run: Run, { open }: QueryPlan): Promise<Completion | null> {
  if (!open) return null;
  const typed = fold(normalise(open.text));
  const keys = await keysBeginning(run, typed);
  if (keys.length === 0) return null;
  // Most keys begin like the forms of their word (`maseczk`, `maseczka`); the others are named (`rak`, `reka`).
  const query = joined([anyOf([typed], true), anyOf(keys.filter((key) => !key.startsWith(typed)))], '|');
  return query === null ? null : { word: open, query };
}

async function anyVisible(run: Run, query: SearchQuery, queries: readonly (string | null)[]): Promise<boolean[]> {
  return (await countVisible(run, query, queries)).map((count) => count > 0);
}

/** The text with every misspelt word put right; null when there is nothing to put right. */
async function correctedText({ run, analyser, query }: Context, unknown: readonly Unit[]): Promise<string | null> {
  let text: string | null = null;
  // From the last to the first, so that the places of the others stay right.
  const words = unknown.flatMap((unit) => unit.words).slice(0, MOST_CORRECTED).sort((a, b) => b.start - a.start);
  for (const word of words) {
    const better = await correct(run, analyser, query, word);
    if (better !== null) text = replaced(text ?? query.text, word, better);
  }
  return text;
}

function replaced(text: string, { start, end }: Word, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

/** All of the units that anything matches, else any of the rarer ones; null when none is known. */
async function fewerWords(
  { run, query }: Context, units: readonly Unit[], completion: Completion | null,
): Promise<Found | null> {
  const visible = await anyVisible(run, query, units.map((unit) => unitQuery(unit, completion)));
  const known = units.filter((_, index) => visible[index]);
  const ask = (chosen: readonly Unit[], operator: string): string | null =>
    joined(chosen.map((unit) => unitQuery(unit, completion)), operator);
  const all = ask(known, '&');
  const [together] = await anyVisible(run, query, [all]);
  const chosen = together ? known : await rarer(run, known);
  const match = together ? all : ask(chosen, '|');
  return match === null ? null : select(run, query, { match, units: chosen, completion });
}

async function rarer(run: Run, units: readonly Unit[]): Promise<Unit[]> {
  const lexemes = (unit: Unit): string[] => unit.words.flatMap((word) => word.lexemes);
  const common = await documentsOf(run, units.flatMap(lexemes));
  const cost = (unit: Unit): number => Math.max(0, ...lexemes(unit).map((lexeme) => common.get(lexeme) ?? 0));
  return withinBudget(units.toSorted((a, b) => cost(a) - cost(b)), cost, COUNTED);
}
