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
const NEGATION = 'nie';

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** Every letter as bytes with the marked letters that it may stand for. */
const VARIANTS = new Map<string, Uint8Array[]>(
  ['aą', 'cć', 'eę', 'lł', 'nń', 'oó', 'sś', 'zżź']
    .flatMap((letters) => [letters, letters.toUpperCase()])
    .map((letters) => [letters.charAt(0), [...letters].map((letter) => utf8.encode(letter))]),
);

/**
 * Opens a Morfologik dictionary: a CFSA2 automaton of `form;PKsuffix;tag` in UTF-8 with the PREFIX encoder, where P
 * and K are the bytes to cut from the start and the end of the form before the suffix is added.
 * The bytes are kept, not copied. Throws a RangeError when they are not such an automaton.
 */
export function openDictionary(bytes: Uint8Array): Dictionary {
  const automaton = openAutomaton(bytes);
  return {
    hash: createHash('sha256').update(bytes).digest('hex'),
    lemmas: (word) => walk(automaton, word, (letter) => [utf8.encode(letter)]),
    lemmasFolded: (word) => walk(automaton, word, (letter) => VARIANTS.get(letter) ?? [utf8.encode(letter)]),
  };
}

function walk(automaton: Automaton, word: string, spellings: (letter: string) => Uint8Array[]): string[] {
  if (word === '' || word.length > LONGEST || word.includes(';')) return [];
  const letters = [...word].map(spellings);
  const found: Found[] = [];
  const form: number[] = [];
  const visit = (node: number, index: number): void => {
    const choices = letters[index];
    if (!choices) return readLemmas(automaton, node, Uint8Array.from(form), found);
    for (const choice of choices) {
      const next = follow(automaton, node, choice);
      if (next === 0) continue;
      form.push(...choice);
      visit(next, index + 1);
      form.length -= choice.length;
    }
  };
  visit(automaton.root, 0);
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
  const start = follow(automaton, node, Uint8Array.of(SEPARATOR));
  if (start === 0) return;
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
  const [cut, trim] = [code[0], code[1]].map((byte) => ((byte ?? 0) - CODE_BASE) & 0xff) as [number, number];
  const all = cut === REMOVE_ALL || trim === REMOVE_ALL;
  const kept = all ? new Uint8Array() : form.subarray(cut, form.length - trim);
  const stem = text.decode(Uint8Array.of(...kept, ...code.slice(2)));
  const negated = cut === NEGATION.length && text.decode(form.subarray(0, cut)) === NEGATION;
  const rank = stem === text.decode(form) ? 0 : noun ? 1 : 2;
  const plain = { lemma: stem, rank };
  return negated ? [{ lemma: NEGATION + stem, rank }, plain] : [plain];
}
