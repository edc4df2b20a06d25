import type { SearchDocument } from '../port.ts';
import type { Token } from '../../text/types.ts';

/** PostgreSQL takes lexemes up to 2 046 bytes, positions up to 16 383 and 255 of them per lexeme. */
const LONGEST_LEXEME = 200;
const LAST_POSITION = 16_383;
const MOST_POSITIONS = 50;
/** Words of the title and of the description are never neighbours. */
const GAP = 16;

type Weight = 'A' | 'B' | 'C';

/** The lexeme of a concept: analysers make no key with this sign, so it cannot be typed. */
export function conceptLexeme(id: string): string {
  return `#${storable(id).slice(0, LONGEST_LEXEME).toWellFormed()}`;
}

/** Text that PostgreSQL takes: no NUL, no half of a surrogate pair. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** Keys as lexemes: storable, bounded, and never one that looks like a concept. */
export function lexemesOf(keys: readonly string[]): string[] {
  return keys.map((key) => storable(key).slice(0, LONGEST_LEXEME).toWellFormed()).filter((key) => /^[^#]/.test(key));
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
      for (const key of lexemesOf(token.keys)) add(key, Math.min(from + index, LAST_POSITION), weight);
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
