import type { LocalDate } from '../../kernel/dates.ts';
import type { Unit } from '../../kernel/quantity.ts';
import { isWholeUnit } from '../../kernel/units.ts';
import { unitWritten } from './unit-words.ts';
import { readWrittenDate, type WrittenDate } from './written-dates.ts';

/** An amount as it was written: the number as typed, for the form's own reader, and the unit if one stood there. */
export interface WrittenAmount {
  quantity: string;
  unit: Unit | null;
  /** Something like "about" stood before it. */
  about: boolean;
}

/** One amount or one day that a text begins or ends with, and the text without it. */
export interface Taken<T> {
  rest: string;
  found: T;
}

const NUMBER = String.raw`\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*`;
const UNIT = String.raw`tys\.? ?szt\.?|tys\. sztuk|tysi[eęą]cy sztuk|m\.? ?kw\.?|m\.b\.|[\p{L}]{1,14}[23²]?\.?`;
const ABOUT = String.raw`(?<about>(?:ok\.?|oko[łl]o|ca\.?|c\.|approx\.?|about|~|≈)\s*)?`;
const AMOUNT = new RegExp(`^${ABOUT}(?<number>${NUMBER})\\s*(?<unit>${UNIT})?$`, 'iu');
const LEADING = new RegExp(`^${ABOUT}(?<number>${NUMBER})(?:(?<gap>\\s*)(?<unit>${UNIT}))?\\s+(?<rest>\\S.*)$`, 'iu');
const LEADING_TIMES = new RegExp(`^${ABOUT}(?<number>${NUMBER})\\s*[x×*]\\s*(?<rest>\\p{L}.*)$`, 'iu');
const TRAILING = new RegExp(
  `^(?<rest>.*?[^\\s:=(–—-])(?<sign>\\s*[:=(]|\\s+[–—x×-]|(?=\\s))\\s*${ABOUT}(?<number>${NUMBER})\\s*(?<unit>${UNIT})?\\)?$`, 'iu');
/** Units that nobody uses for how thick or how strong something is: `wtryskarka 160 t` is a machine, not an amount. */
const SIZES: readonly Unit[] = ['mm', 'cm', 'cm2', 'min'];
const isAmountUnit = (unit: Unit): boolean => isWholeUnit(unit) || unit === 'tys_szt' || unit === 'kg' || unit === 'l';

interface Parts {
  amount: WrittenAmount;
  /** What stands where a unit would, a unit or not. */
  word: string;
  rest: string;
  /** What parts the amount from the name. */
  sign: string;
  /** Nothing stands between the number and the word. */
  joined: boolean;
}

function partsOf(pattern: RegExp, text: string): Parts | null {
  const groups = pattern.exec(text)?.groups;
  if (!groups) return null;
  const at = (name: string): string => groups[name] ?? '';
  return {
    amount: { quantity: at('number'), unit: unitWritten(at('unit')), about: at('about') !== '' },
    word: at('unit'), rest: at('rest').trim(), sign: at('sign').trim(), joined: groups['gap'] === '',
  };
}

/** A cell that is an amount and nothing else: `500`, `1 000 szt.`, `ok. 200 kg`; null otherwise. */
export function readAmount(cell: string): WrittenAmount | null {
  const parts = partsOf(AMOUNT, cell.trim());
  return parts && (parts.word === '' || parts.amount.unit) ? parts.amount : null;
}

const isSize = ({ unit }: WrittenAmount): boolean => unit !== null && SIZES.includes(unit);
/** 20 x 30 cm is a size too; 3D and 4mm are one word. */
const isPartOfName = ({ amount, word, rest, joined }: Parts): boolean =>
  isSize(amount) || (/^[x×]?$/.test(word) && /^[x×*]?\s*\d/.test(rest)) || (joined && word !== '' && !amount.unit);

/* 500 x przyłbice, 500 szt. przyłbic, 500 przyłbic, 200 kg granulat; not 20 x 30 cm folia, not 3 mm pleksi. */
function takeLeading(text: string): Taken<WrittenAmount> | null {
  const times = partsOf(LEADING_TIMES, text);
  if (times) return { rest: times.rest, found: times.amount };
  const parts = partsOf(LEADING, text);
  if (!parts || isPartOfName(parts)) return null;
  const { amount, word, rest } = parts;
  // The word after the number is the thing itself, unless it is a unit.
  const name = word && !amount.unit ? `${word} ${rest}` : rest;
  return /\p{L}{2}/u.test(name) ? { rest: name, found: amount } : null;
}

/* przyłbice 500 szt., przyłbice - 500, przyłbice: 500 szt., przyłbice (500 szt.), przyłbice x 500 */
function takeTrailing(text: string): Taken<WrittenAmount> | null {
  const parts = partsOf(TRAILING, text);
  if (!parts || (parts.word && !parts.amount.unit) || isSize(parts.amount)) return null;
  const { unit } = parts.amount;
  const isTold = parts.sign !== '' || (unit !== null && isAmountUnit(unit));
  return isTold ? { rest: parts.rest, found: parts.amount } : null;
}

/** The amount that stands before or behind the name of a thing in one piece of text; null when there is none. */
export const takeAmount = (text: string): Taken<WrittenAmount> | null => takeTrailing(text) ?? takeLeading(text);

const DATE_WORDS = 4;

/** The day at the end of a text, if words or a year tell that it is one: `przyłbice 500 szt. do 15.12`. */
export function takeDate(text: string, today: LocalDate): Taken<WrittenDate> | null {
  const words = text.split(' ');
  for (let count = Math.min(DATE_WORDS, words.length - 1); count > 0; count -= 1) {
    const tail = words.slice(-count).join(' ').replace(/^\(|\)$/g, '');
    // A day alone could be a size or a number.
    if (count === 1 && !/\d{4}/.test(tail)) continue;
    const found = readWrittenDate(tail, today);
    if (found) return { rest: words.slice(0, -count).join(' ').replace(/[\s,;:(–—-]+$/u, ''), found };
  }
  return null;
}
