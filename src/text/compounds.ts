import { isHyphen } from './characters.ts';
import { fold, normalise } from './fold.ts';
import { literalLexeme, wordLexeme } from './lexeme.ts';
import type { Lexeme } from './lexeme.ts';
import { ENDINGS, PAIRS } from './lists.ts';

const PART = /[-\u2010\u2011]([\p{L}\p{N}][\p{L}\p{M}\p{N}\u00ad\u200b-\u200d]*)/uy;
const NEXT_WORD = /[ \u00a0]([\p{L}\p{N}]{1,3})(?![\p{L}\p{N}])/uy;
const SLASHED_DIGIT = /\/(\d)(?![\p{L}\d.,])/uy;
const LONGEST_CHAIN = 4;
const OWN_WORD = 4;
const LONGEST_JOINED = 32;
const LONGEST_PAIRED = Math.max(...[...PAIRS.keys()].map((first) => first.length));
const SLASH = 0x2f;

interface Part {
  start: number;
  end: number;
  text: string;
}

/**
 * Reads the word at `start`–`end` with what belongs to it: further parts after hyphens, the second half of a pair
 * such as `FFP 2`, and `/3` after `FFP2`.
 */
export function readCompound(text: string, start: number, end: number): Lexeme[] {
  const next = text.charCodeAt(end);
  if (isHyphen(next)) {
    const parts = chain(text, start, end);
    if (parts.length > 1) return hyphenated(text, parts);
  }
  if (next === SLASH) return slashed(text, start, end);
  const paired = end - start <= LONGEST_PAIRED ? pair(text, start, end) : null;
  return [paired ?? wordLexeme(text, start, end)];
}

function chain(text: string, start: number, end: number): Part[] {
  const parts: Part[] = [{ start, end, text: text.slice(start, end) }];
  let at = end;
  while (parts.length < LONGEST_CHAIN) {
    PART.lastIndex = at;
    const part = PART.exec(text)?.[1];
    if (part === undefined) break;
    parts.push({ start: at + 1, end: at + 1 + part.length, text: part });
    at += 1 + part.length;
  }
  return parts;
}

/**
 * `PET-u` is PET; `PET-G`, `COVID-19` and `x-ray` are one token; `biało-czerwony` is two that share a joined key, so
 * that `non-woven` is also `nonwoven`.
 */
function hyphenated(text: string, parts: readonly Part[]): Lexeme[] {
  const [first, last] = [parts[0] as Part, parts[parts.length - 1] as Part];
  const joined = parts.map((part) => part.text).join('');
  if (parts.length === 2 && isAbbreviation(first.text) && ENDINGS.has(last.text)) {
    return [{ ...wordLexeme(text, first.start, last.end), words: [first.text] }];
  }
  if (parts.some(isCodePart)) {
    const own = parts.map((part) => part.text).filter((part) => part.length >= OWN_WORD && /^\p{L}+$/u.test(part));
    return [{ start: first.start, end: last.end, words: [joined, ...own], literals: [] }];
  }
  const extra = joined.length <= LONGEST_JOINED ? [joined] : [];
  return parts.map((part) => ({ start: part.start, end: part.end, words: [part.text, ...extra], literals: [] }));
}

function isAbbreviation(word: string): boolean {
  return /^(?=.*(?:\p{Lu}.?\p{Lu}|\d))[\p{L}\d]{2,8}$/u.test(word);
}

function isCodePart(part: Part): boolean {
  return /^(?:\p{L}|\d{1,3})$/u.test(part.text);
}

function pair(text: string, start: number, end: number): Lexeme | null {
  const word = text.slice(start, end);
  const seconds = PAIRS.get(word.toLowerCase());
  if (!seconds) return null;
  NEXT_WORD.lastIndex = end;
  const second = NEXT_WORD.exec(text)?.[1];
  if (second === undefined || !seconds.includes(second.toLowerCase())) return null;
  return { start, end: end + 1 + second.length, words: [word + second], literals: [] };
}

function slashed(text: string, start: number, end: number): Lexeme[] {
  const lexeme = wordLexeme(text, start, end);
  const word = text.slice(start, end);
  if (!/^\p{L}{1,6}\d$/u.test(word)) return [lexeme];
  SLASHED_DIGIT.lastIndex = end;
  const digit = SLASHED_DIGIT.exec(text)?.[1];
  if (digit === undefined) return [lexeme];
  return [lexeme, literalLexeme(end + 1, end + 2, [fold(normalise(word.slice(0, -1))) + digit, digit])];
}
