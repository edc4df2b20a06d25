import type { Lexeme } from './lexeme.ts';
import { ABBREVIATIONS } from './lists.ts';
import type { Token } from './types.ts';
import type { WordKeys } from './word-keys.ts';

/** A token with what concepts need to know of its place. */
export interface Placed {
  token: Token;
  /** Normalised words, for lists of function words. */
  word: string;
  /** Punctuation that ends a noun phrase stands between the token before and this one. */
  breaks: boolean;
}

type KeySet = 'keys' | 'strict' | 'inEnglish';

const SPACE = 0x20;
const BREAK = /[.,;:!?()[\]{}/|\n\r\u2022\u2026]|\s[-\u2013\u2014]|[-\u2013\u2014]\s/;
const ONLY_POINT = /^\.\s*$/;

/** Gives lexemes their keys: which ones depends on how the author of the whole text types. */
export function placeTokens(text: string, lexemes: readonly Lexeme[], keysOf: (word: string) => WordKeys): Placed[] {
  const words = lexemes.map((lexeme) => lexeme.words.map(keysOf));
  const set = keySet(words);
  let previous: Placed | null = null;
  return lexemes.map((lexeme, index) => {
    const own = words[index] ?? [];
    const first = own[0];
    const placed: Placed = {
      token: {
        text: text.slice(lexeme.start, lexeme.end),
        start: lexeme.start,
        end: lexeme.end,
        keys: keysOfLexeme(lexeme, own, set),
        stop: own.length === 1 && first?.stop === true,
      },
      word: first?.word ?? '',
      breaks: previous !== null && isBreak(text, previous.token.end, lexeme.start, previous.word),
    };
    previous = placed;
    return placed;
  });
}

function keysOfLexeme({ literals }: Lexeme, words: readonly WordKeys[], set: KeySet): string[] {
  const first = words[0];
  if (!first) return literals;
  if (words.length === 1 && literals.length === 0) return first[set];
  return [...new Set([...literals, ...words.flatMap((word) => word[set])])];
}

/** Whoever types one Polish letter types them all; a text with more English function words than Polish is English. */
function keySet(words: readonly (readonly WordKeys[])[]): KeySet {
  let votes = 0;
  for (const own of words) {
    for (const word of own) {
      if (word.marked) return 'strict';
      votes += word.vote;
    }
  }
  return votes > 0 ? 'inEnglish' : 'keys';
}

function isBreak(text: string, from: number, to: number, before: string): boolean {
  if (to - from === 1 && text.charCodeAt(from) === SPACE) return false;
  const gap = text.slice(from, to);
  if (ONLY_POINT.test(gap)) return gap.includes('\n') || !ABBREVIATIONS.has(before);
  return BREAK.test(gap);
}
