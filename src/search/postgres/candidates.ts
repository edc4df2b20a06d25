import { withinBudget } from '../ladder.ts';
import type { CandidateQuery } from '../port.ts';
import { bindings } from './bindings.ts';
import type { Bindings, Run } from './bindings.ts';
import { roughKm, standing } from './filters.ts';
import { searchableKeys } from '../match.ts';
import { anyOf, conceptLexeme } from './literals.ts';
import type { Rarity } from './rarity.ts';

const MOST = 2_000;
const MOST_LEXEMES = 40;
/** About how many documents may be looked at: words that would bring more are left out, the commonest first. */
const BUDGET = 6_000;
/** The scorer gives the subject four fifths and the text one fifth. */
const CONCEPT_WORTH = 4;
const NEAR_WORTH = 0.1;
/** Weights of ts_rank for D, C (concept that is context), B (word of the description), A (title, head concept). */
const WEIGHTS = '{0.1,0.45,0.5,1}';

interface Clue {
  lexeme: string;
  worth: number;
}

/** Ids of the most promising documents: those that share a concept or a telling word, best first. */
export async function candidates(run: Run, rarity: Rarity, query: CandidateQuery, limit: number): Promise<string[]> {
  const clues = await affordable(rarity, cluesOf(query));
  const any = anyOf(clues.map(({ lexeme }) => lexeme));
  if (any === null) return [];
  const sql = bindings();
  const others = query.excludeOrganisationId === null
    ? 'TRUE' : `d.organisation_id <> ${sql.bind(query.excludeOrganisationId)}::uuid`;
  const rows = await run<{ id: string }>(
    `SELECT d.id FROM search_document d
     WHERE d.keys @@ ${sql.bind(any)}::tsquery AND d.kind = ${sql.bind(query.kind)} AND NOT d.covered
       AND ${others} AND ${standing({ all: true }, query.today, sql)}
     ORDER BY ${promiseOf(clues, query, sql)} DESC, d.published_at DESC, d.id
     LIMIT ${sql.bind(Math.min(Math.max(limit, 0), MOST))}`,
    sql.values,
  );
  return rows.map(({ id }) => id);
}

/** Concepts before keys, each by worth: where the budget is short the first ones stay. */
function cluesOf({ concepts, keys }: CandidateQuery): Clue[] {
  const ofConcepts = concepts.map(({ id, weight }) => ({
    lexeme: conceptLexeme(id), worth: weight * CONCEPT_WORTH,
  }));
  const ofKeys = keys.flatMap(({ key, weight }) => searchableKeys([key]).map((lexeme) => ({ lexeme, worth: weight })));
  return [...ofConcepts.sort((a, b) => b.worth - a.worth), ...ofKeys.sort((a, b) => b.worth - a.worth)];
}

/** The clues that together bring about as many documents as the budget allows: concepts first, then rarest keys. */
async function affordable(rarity: Rarity, clues: readonly Clue[]): Promise<Clue[]> {
  const common = await rarity(clues.map(({ lexeme }) => lexeme));
  const cost = ({ lexeme }: Clue): number => common.get(lexeme) ?? 0;
  const [concepts, keys] = [clues.filter(isConcept), clues.filter((clue) => !isConcept(clue))];
  const rarest = [...concepts, ...keys.sort((a, b) => cost(a) - cost(b))].slice(0, MOST_LEXEMES);
  return withinBudget(rarest, cost, BUDGET);
}

function isConcept({ lexeme }: Clue): boolean {
  return lexeme.startsWith('#');
}

/** SQL expression: the worth of every clue that the document has, more for titles and head concepts. */
function promiseOf(clues: readonly Clue[], { near }: CandidateQuery, sql: Bindings): string {
  const byWorth = Map.groupBy(clues, ({ worth }) => Math.round(worth * 10) / 10);
  const parts = [...byWorth].map(([worth, group]) => {
    const query = `${sql.bind(anyOf(group.map(({ lexeme }) => lexeme)))}::tsquery`;
    // ts_rank divides by the number of lexemes asked for.
    return `${sql.bind(worth * group.length)}::float8 * ts_rank('${WEIGHTS}', d.keys, ${query})`;
  });
  if (near) parts.push(`coalesce(${NEAR_WORTH} / (1 + (${roughKm(near, sql)}) / 100), 0)`);
  return parts.join(' + ');
}
