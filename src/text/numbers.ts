import { fold, normalise } from './fold.ts';
import { literalLexeme, wordLexeme } from './lexeme.ts';
import type { Lexeme } from './lexeme.ts';
import { PAIRS, UNITS } from './lists.ts';

const SPACE = '[ \\u00a0\\u202f]';
const AMOUNT = `(?:\\d{1,3}(?:${SPACE}\\d{3})+(?![\\p{L}\\d])|\\d+)(?:[.,]\\d+)?`;
const NUMBER = new RegExp(AMOUNT, 'uy');
const TIMES = new RegExp(`${SPACE}?[x×*]${SPACE}?(?=\\d)`, 'uy');
const FRACTION = /\/\d+(?![\p{L}\d])/uy;
const UNIT = new RegExp(`${SPACE}?(g/m[2²]|[\\p{L}µ]{1,3}[23²³]?)(?![\\p{L}\\p{N}])`, 'uy');
const LETTERS = /[\p{L}\p{M}]+/uy;
const CODE_TAIL = /[-\u2010\u2011]?[a-zA-Z](?![\p{L}\p{N}])/uy;
const NEXT_WORD = new RegExp(`${SPACE}(\\p{L})(?![\\p{L}\\p{N}])`, 'uy');
const DIMENSIONS = 4;
const SLASH = 0x2f;

/**
 * Reads what begins with the digit at `start`: `1 000`, `0,5 mm`, `20x30 cm`, `5/6`, `3-D`, `12v`. A comma or point
 * before exactly three digits parts thousands unless the number begins with 0; otherwise it is decimal.
 */
export function readNumber(text: string, start: number): Lexeme[] {
  const first = match(NUMBER, text, start);
  const end = start + first.length;
  if (end === text.length) return [literalLexeme(start, end, [canonical(first)])];
  const whole = text.charCodeAt(end) === SLASH && /^\d+$/.test(first);
  const fraction = whole ? match(FRACTION, text, end) : '';
  if (fraction) return [literalLexeme(start, end + fraction.length, [first + fraction])];
  return readCode(text, start, first) ?? readSize(text, start, first);
}

function readSize(text: string, start: number, first: string): Lexeme[] {
  let end = start + first.length;
  let value = canonical(first);
  for (let count = 1; count < DIMENSIONS; count++) {
    const times = match(TIMES, text, end);
    if (!times) break;
    const side = match(NUMBER, text, end + times.length);
    value += `x${canonical(side)}`;
    end += times.length + side.length;
  }
  return withTail(text, start, end, value);
}

/** `3D`, `3-D` and `3 d`: a number with one letter of a list is a code, as is one with a letter right after it. */
function readCode(text: string, start: number, digits: string): Lexeme[] | null {
  const end = start + digits.length;
  const seconds = PAIRS.get(digits);
  const second = seconds ? match(NEXT_WORD, text, end).slice(1).toLowerCase() : '';
  if (second && seconds?.includes(second)) {
    return [literalLexeme(start, end + 1 + second.length, [digits + second])];
  }
  const tail = match(CODE_TAIL, text, end);
  if (!tail) return null;
  const letter = fold(normalise(tail.slice(-1)));
  if (UNITS.has(letter) && tail.length === 1) return null;
  return [literalLexeme(start, end + tail.length, [canonical(digits) + letter])];
}

function withTail(text: string, start: number, end: number, value: string): Lexeme[] {
  const unit = match(UNIT, text, end);
  const name = unit ? normalise(unit.trim()) : '';
  if (UNITS.has(name)) {
    const key = value + (name === 'g/m2' ? 'gsm' : fold(name));
    return [literalLexeme(start, end + unit.length, value.includes('x') ? [key, value] : [key])];
  }
  const letters = match(LETTERS, text, end);
  if (letters.length > 2) {
    return [literalLexeme(start, end, [value]), wordLexeme(text, end, end + letters.length)];
  }
  return [literalLexeme(start, end + letters.length, [value + fold(normalise(letters))])];
}

function canonical(amount: string): string {
  const joined = amount.replace(/[ \u00a0\u202f]/g, '');
  return /^[1-9]\d{0,2}[.,]\d{3}$/.test(joined) ? joined.replace(/[.,]/, '') : joined.replace(',', '.');
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
