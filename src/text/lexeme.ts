/** A token before it has keys: what stands where in the raw text. */
export interface Lexeme {
  start: number;
  end: number;
  /** Words whose keys the token has, as written, the preferred one first. */
  words: string[];
  /** Keys that are not words: numbers, sizes, norms, codes; before those of the words. */
  literals: string[];
}

/** The longest literal key; a longer one is cut, so that no index meets an endless lexeme. */
const LONGEST_LITERAL = 64;

export function wordLexeme(text: string, start: number, end: number): Lexeme {
  return { start, end, words: [text.slice(start, end)], literals: [] };
}

export function literalLexeme(start: number, end: number, literals: readonly string[], words: string[] = []): Lexeme {
  const cut = literals.map((key) => (key.length > LONGEST_LITERAL ? key.slice(0, LONGEST_LITERAL) : key));
  return { start, end, words, literals: cut.length > 1 ? [...new Set(cut)] : cut };
}
