import type { FieldError } from '../../kernel/errors.ts';
import { COMMON_WORDS } from './common-words.ts';

/** Lengths in characters as people count them (code points). OWASP ASVS 5.0, 6.2.1 and 6.2.9; NIST SP 800-63B-4, 3.1.1.2. */
export const SHORTEST_ALONE = 15;
export const SHORTEST_WITH_SECOND_STEP = 8;
/** Far above any passphrase; keeps the work of one hash small. */
export const LONGEST_PASSWORD = 500;

export interface PasswordContext {
  /** A code is asked for beside the password. */
  secondStep: boolean;
  /** What everybody knows of the person: address, name. */
  known: readonly string[];
}

const LOOKS_LIKE: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' };
const WORDS = new Set(COMMON_WORDS.map(lettersOf));
/** More different words than this make a passphrase. */
const WORDS_ALLOWED = 2;

function lettersOf(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll('ł', 'l')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}

/** Signs that stand for letters, read as letters. */
const unmasked = (text: string): string => lettersOf(text.replace(/[013457@$!]/g, (sign) => LOOKS_LIKE[sign] ?? sign));

/** The fewest different words that the text consists of; infinite when it does not consist of these words. */
function differentWords(text: string, words: ReadonlySet<string>): number {
  const best: (Set<string> | null)[] = [new Set()];
  for (let end = 1; end <= text.length; end += 1) {
    best[end] = null;
    for (let start = Math.max(0, end - 30); start < end; start += 1) {
      const before = best[start];
      const word = text.slice(start, end);
      if (!before || !words.has(word)) continue;
      const joined = new Set(before).add(word);
      const known = best[end];
      if (!known || joined.size < known.size) best[end] = joined;
    }
  }
  return best[text.length]?.size ?? Infinity;
}

const ROWS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
];
const RUNS = ROWS.flatMap((row) => [row, [...row].reverse().join('')]);

const goesOn = (text: string, i: number): boolean => i > 0 && RUNS.some((row) => row.includes(text.slice(i - 1, i + 1)));

/** Few different signs, one part over and over, or along the rows of a keyboard. */
function isMonotonous(password: string): boolean {
  const text = password.toLowerCase();
  if (new Set(text).size <= 3 || /^(.{1,5})\1+.{0,4}$/su.test(text)) return true;
  const steps = Array.from(text, (_, i) => goesOn(text, i)).filter(Boolean).length;
  return steps >= (text.length - 1) * 0.8;
}

/** Digits and signs, `123456` counted as one. */
const signsIn = (text: string): number => Array.from(text, (sign, i) => !/\p{L}/u.test(sign) && !goesOn(text, i)).filter(Boolean).length;

function isCommon(password: string, known: readonly string[]): boolean {
  if (isMonotonous(password)) return true;
  const own = known
    .flatMap((text) => text.split(/[^\p{L}]+/u))
    .map(lettersOf)
    .filter((word) => word.length >= 3);
  const words = new Set([...WORDS, ...own]);
  return [lettersOf(password), unmasked(password)].some((text) => {
    // A few digits and signs around common words are what every guesser tries first; more are something of their own.
    return text.length > 0 && signsIn(password) <= 7 && differentWords(text, words) <= WORDS_ALLOWED;
  });
}

/** What is wrong with a new password, or null. Nothing about its composition: length and that nobody would guess it. */
export function passwordFault(password: string, { secondStep, known }: PasswordContext): FieldError | null {
  const length = [...password].length;
  const min = secondStep ? SHORTEST_WITH_SECOND_STEP : SHORTEST_ALONE;
  if (length === 0) return { key: 'password.missing' };
  if (length < min) return { key: secondStep ? 'password.short-beside-code' : 'password.short', data: { min, length } };
  if (length > LONGEST_PASSWORD) return { key: 'password.long', data: { max: LONGEST_PASSWORD } };
  return isCommon(password, known) ? { key: 'password.common' } : null;
}

/** Holds only beside a second step. */
export const isShort = (password: string): boolean => [...password].length < SHORTEST_ALONE;
