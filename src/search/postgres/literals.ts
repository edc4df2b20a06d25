import type { SearchDocument } from '../port.ts';
import type { Token } from '../../text/types.ts';
import { searchableKeys, storable, type Match, type Word } from '../match.ts';
import type { Unit } from '../query-plan.ts';

/** PostgreSQL takes lexemes up to 2 046 bytes, positions up to 16 383 and 255 of them per lexeme. */
const LONGEST_LEXEME = 200;
const LAST_POSITION = 16_383;
const MOST_POSITIONS = 50;
/** Words of the title and of the description are never neighbours. */
const GAP = 16;
/** Longer chains of neighbouring words are not worth looking for. */
const LONGEST_CHAIN = 8;

type Weight = 'A' | 'B' | 'C';

/** The lexeme of a concept: analysers make no key with this sign, so it cannot be typed. */
export function conceptLexeme(id: string): string {
  return `#${storable(id).slice(0, LONGEST_LEXEME).toWellFormed()}`;
}

/** A lexeme in the notation shared by tsvector and tsquery: quoted, with quotes and backslashes doubled. */
function quoted(lexeme: string): string {
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/**
 * The tsvector of a document as a literal: keys of the title with weight A and of the description with B at the
 * positions of their words; concepts with A (head) or C (context) at position 1.
 */
export function vectorOf(document: SearchDocument): string {
  const positions = new Map<string, string[]>();
  const add = (lexeme: string, position: number, weight: Weight): void => {
    const known = positions.get(lexeme);
    if (!known) positions.set(lexeme, [`${position}${weight}`]);
    else if (known.length < MOST_POSITIONS) known.push(`${position}${weight}`);
  };
  const addAll = (tokens: readonly Token[], from: number, weight: Weight): void => {
    tokens.forEach((token, index) => {
      if (token.stop) return;
      for (const key of searchableKeys(token.keys)) add(key, Math.min(from + index, LAST_POSITION), weight);
    });
  };
  addAll(document.titleTokens, 1, 'A');
  addAll(document.descriptionTokens, document.titleTokens.length + GAP, 'B');
  for (const { id, role } of document.concepts) add(conceptLexeme(id), 1, role === 'head' ? 'A' : 'C');
  return [...positions].map(([lexeme, at]) => `${quoted(lexeme)}:${at.join(',')}`).join(' ');
}

/** tsquery of any of the lexemes; null for none. */
export function anyOf(lexemes: readonly string[], prefix = false): string | null {
  return joined(lexemes.map((lexeme) => `${quoted(lexeme)}${prefix ? ':*' : ''}`), '|');
}

/** tsquery of documents that are about one of these concepts: it is a head there, not mere context; null for none. */
export function aboutAnyOf(conceptIds: readonly string[]): string | null {
  return joined(conceptIds.map((id) => `${quoted(conceptLexeme(id))}:A`), '|');
}

/** tsqueries joined by an operator, in parentheses when there are several; null when there are none. */
export function joined(queries: readonly (string | null)[], operator: string): string | null {
  const real = [...new Set(queries)].filter((query) => query !== null);
  return real.length > 1 ? `(${real.join(` ${operator} `)})` : (real[0] ?? null);
}

/** The tsquery of a match. */
export function tsqueryOf(match: Match): string | null {
  if ('all' in match) return joined(match.all.map(tsqueryOf), '&');
  if ('any' in match) return joined(match.any.map(tsqueryOf), '|');
  if ('keys' in match) return anyOf(match.keys);
  if ('beginning' in match) return anyOf([match.beginning], true);
  return 'concept' in match ? anyOf([conceptLexeme(match.concept)]) : chain(match.chain);
}

/** tsquery of words that follow one another at the distances in which they were typed. */
function chain(words: readonly Word[]): string {
  const links = words.map((word, index) => {
    const before = words[index - 1];
    return `${before ? `<${word.position - before.position}> ` : ''}${anyOf(word.keys)}`;
  });
  return `(${links.join(' ')})`;
}

/** tsquery of the words side by side, worth a bonus; null when there are too few or too many. */
export function neighbours(units: readonly Unit[]): string | null {
  const words = units.flatMap((unit) => unit.words).sort((a, b) => a.position - b.position);
  return words.length > 1 && words.length <= LONGEST_CHAIN ? chain(words) : null;
}

/** Every lexeme of the units, for ranking: a flat OR. */
export function rankQuery(units: readonly Unit[], completion: Match | null): string | null {
  const parts = units.flatMap((unit) => [
    ...unit.words.map((word) => anyOf(word.keys)),
    anyOf(unit.concepts.map(conceptLexeme)),
  ]);
  return joined([...parts, completion && tsqueryOf(completion)], '|');
}
