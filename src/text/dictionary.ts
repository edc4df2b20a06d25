import { createHash } from 'node:crypto';
import { openAutomaton } from './automaton.ts';
import type { Automaton } from './automaton.ts';

/** Polish forms and their lemmas; look-ups are case-sensitive and know no normalisation but the one they name. */
export interface Dictionary {
  /** Lemmas of exactly this form, the form itself first, then nouns; empty when unknown. */
  lemmas(word: string): string[];
  /** Lemmas of every form that gives `word` when some or all of its Polish letters lose their marks. */
  lemmasFolded(word: string): string[];
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly hash: string;
}

interface Found {
  lemma: string;
  rank: number;
}

const SEPARATOR = 0x3b;
const NOUN_TAG = 0x73;
const CODE_BASE = 0x41;
const REMOVE_ALL = 255;
/** The longest form in PoliMorf has fewer letters; longer input is never looked up. */
const LONGEST = 48;
/** Bytes of UTF-8 for one UTF-16 unit, at most. */
const BYTES_PER_UNIT = 3;

const utf8 = new TextEncoder();
const text = new TextDecoder();
const NEGATION = [...utf8.encode('nie')];

/** A letter as bytes, with or without the marked letters that it may stand for. */
type Spellings = readonly Uint8Array[];

const FAMILIES = ['aą', 'cć', 'eę', 'lł', 'nń', 'oó', 'sś', 'zżź'].flatMap((family) => [
  family,
  family.toUpperCase(),
]);
const EXACT = new Map(
  [...'abcdefghijklmnopqrstuvwxyząćęłńóśżź-']
    .flatMap((letter) => [letter, letter.toUpperCase()])
    .map((letter): [string, Spellings] => [letter, [utf8.encode(letter)]]),
);
const FOLDED = new Map([
  ...EXACT,
  ...FAMILIES.map((letters): [string, Spellings] => [
    letters.charAt(0),
    [...letters].map((letter) => utf8.encode(letter)),
  ]),
]);

/**
 * Opens a Morfologik dictionary: a CFSA2 automaton of `form;PKsuffix;tag` in UTF-8 with the PREFIX encoder, where P
 * and K are the bytes to cut from the start and the end of the form before the suffix is added.
 * The bytes are kept, not copied. Throws a RangeError when they are not such an automaton.
 */
export function openDictionary(bytes: Uint8Array): Dictionary {
  const automaton = openAutomaton(bytes);
  return {
    hash: createHash('sha256').update(bytes).digest('hex'),
    lemmas: (word) => walk(automaton, word, EXACT),
    lemmasFolded: (word) => walk(automaton, word, FOLDED),
  };
}

function walk(automaton: Automaton, word: string, spellings: ReadonlyMap<string, Spellings>): string[] {
  if (word.length > LONGEST || word.includes(';')) return [];
  const form = new Uint8Array(word.length * BYTES_PER_UNIT);
  const found: Found[] = [];
  const visit = (node: number, index: number, length: number): void => {
    if (index >= word.length) return readLemmas(automaton, node, form.subarray(0, length), found);
    const letter = String.fromCodePoint(word.codePointAt(index) ?? 0);
    for (const bytes of spellings.get(letter) ?? [utf8.encode(letter)]) {
      const next = follow(automaton, node, bytes);
      if (next === 0) continue;
      form.set(bytes, length);
      visit(next, index + letter.length, length + bytes.length);
    }
  };
  visit(automaton.root, 0, 0);
  if (found.length < 2) return found.map((entry) => entry.lemma);
  return [...new Set(found.sort((a, b) => a.rank - b.rank).map((entry) => entry.lemma))];
}

function follow(automaton: Automaton, node: number, bytes: Uint8Array): number {
  let current = node;
  for (const byte of bytes) {
    const arc = automaton.find(current, byte);
    if (arc === 0 || automaton.isFinal(arc)) return 0;
    current = automaton.target(arc);
  }
  return current;
}

function readLemmas(automaton: Automaton, node: number, form: Uint8Array, found: Found[]): void {
  const separator = automaton.find(node, SEPARATOR);
  if (separator === 0) return;
  const start = automaton.target(separator);
  const code: number[] = [];
  const visit = (current: number): void => {
    automaton.each(current, (arc, label) => {
      if (label === SEPARATOR && code.length >= 2) {
        found.push(...decode(form, code, automaton.find(automaton.target(arc), NOUN_TAG) !== 0));
        return;
      }
      if (automaton.isFinal(arc)) return;
      code.push(label);
      visit(automaton.target(arc));
      code.pop();
    });
  };
  visit(start);
}

/**
 * Negated participles and gerunds (`niepudrowany` of `pudrować`) have a lemma with their negation as well, before the
 * plain one, so that whoever must tell a glove with powder from one without can take the first.
 */
function decode(form: Uint8Array, code: readonly number[], noun: boolean): Found[] {
  const cut = ((code[0] ?? 0) - CODE_BASE) & 0xff;
  const trim = ((code[1] ?? 0) - CODE_BASE) & 0xff;
  const all = cut === REMOVE_ALL || trim === REMOVE_ALL;
  const kept = all ? 0 : Math.max(0, form.length - trim - cut);
  const bytes = new Uint8Array(kept + code.length - 2);
  bytes.set(form.subarray(cut, cut + kept));
  bytes.set(code.slice(2), kept);
  const lemma = text.decode(bytes);
  const rank = kept === form.length && bytes.length === kept ? 0 : noun ? 1 : 2;
  const plain = { lemma, rank };
  const negated = cut === NEGATION.length && NEGATION.every((byte, index) => form[index] === byte);
  return negated ? [{ lemma: `nie${lemma}`, rank }, plain] : [plain];
}
