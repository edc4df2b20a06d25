import { findEnd, findStart, isAsciiDigit } from './characters.ts';
import { readCompound } from './compounds.ts';
import { wordLexeme } from './lexeme.ts';
import type { Lexeme } from './lexeme.ts';
import { readNorm } from './norms.ts';
import { readNumber } from './numbers.ts';

const CLITIC = /['\u2019](s|t|re|ve|ll|d|m)(?![\p{L}\p{N}])/iuy;
const NORM_INITIALS = new Set([...'PEIDANBpeidanb'].map((letter) => letter.charCodeAt(0)));

/**
 * Cuts a raw text into lexemes, in order and without overlap: words, and numbers, sizes, norms and codes kept whole.
 * Linear in the length of the text.
 */
export function tokenise(text: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  for (let start = findStart(text, 0); start >= 0; ) {
    const read = readAt(text, start);
    for (const lexeme of read) lexemes.push(lexeme);
    start = findStart(text, (read[read.length - 1] as Lexeme).end);
  }
  return lexemes;
}

function readAt(text: string, start: number): Lexeme[] {
  const first = text.charCodeAt(start);
  if (isAsciiDigit(first)) return readNumber(text, start);
  const end = findEnd(text, start);
  const next = text.charCodeAt(end);
  const word = next === 0x27 || next === 0x2019 ? clitic(text, start, end) : null;
  if (word) return [word];
  const norm = NORM_INITIALS.has(first) ? readNorm(text, start) : null;
  return norm ? [norm] : readCompound(text, start, end);
}

/** `women's` is women; `don't` is one word. */
function clitic(text: string, start: number, end: number): Lexeme | null {
  CLITIC.lastIndex = end;
  const tail = CLITIC.exec(text)?.[1];
  if (tail === undefined) return null;
  const lexeme = wordLexeme(text, start, end + 1 + tail.length);
  const word = text.slice(start, end);
  return { ...lexeme, words: [tail.toLowerCase() === 's' ? word : word + tail] };
}
