import { literalLexeme } from './lexeme.ts';
import type { Lexeme } from './lexeme.ts';

const NORM = new RegExp(
  '((?:(?:PN|EN|ISO|DIN|IEC|ASTM|ANSI|NF|BS)[ \\u00a0/-]{0,2}){1,4})' +
    '([A-Z]?\\d{2,5})(?:-(\\d{1,2}))?(?::\\d{4}(?:\\+A\\d{1,2}(?::\\d{4})?)?)?(?![\\p{L}\\d])',
  'iuy',
);
const NATIONAL_PREFIX = 'pn';

/**
 * Reads a norm such as `EN 149`, `PN-EN ISO 374-1:2017` or `ASTM F2100` at `start`: one token whose keys are each
 * body with the number, with and without its part, and the number. Years are left out: editions fit each other.
 */
export function readNorm(text: string, start: number): Lexeme | null {
  NORM.lastIndex = start;
  const found = NORM.exec(text);
  if (!found) return null;
  const [whole, bodies = '', number = '', part] = found;
  const named = bodies.toLowerCase().match(/pn|en|iso|din|iec|astm|ansi|nf|bs/g) ?? [];
  const issuers = named.length > 1 ? named.filter((body) => body !== NATIONAL_PREFIX) : named;
  const main = number.toLowerCase();
  const numbers = part === undefined ? [main] : [main, `${main}-${part}`];
  const keys = issuers.flatMap((body) => numbers.map((value) => body + value));
  return literalLexeme(start, start + whole.length, [...keys, ...numbers]);
}
