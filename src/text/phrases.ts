import { fold } from './fold.ts';
import type { Placed } from './sequence.ts';
import { tokenise } from './tokens.ts';
import type { Language } from './types.ts';
import type { WordKeys } from './word-keys.ts';

/** One way to write a thing: the accepted keys of every token, and its words as written in lower case. */
export interface Phrase<T> {
  tokens: readonly (readonly string[])[];
  spelling: string;
  language: Language;
  value: T;
}

/** A phrase found at tokens `from` to `to` (exclusive). */
export interface Match<T> {
  value: T;
  from: number;
  to: number;
}

/** What of a phrase is needed once it is found. */
type Ending<T> = Omit<Phrase<T>, 'tokens'>;

interface Node<T> {
  next: Map<string, Node<T>>;
  /** Phrases that end here. */
  ends: readonly Ending<T>[];
}

/* Most nodes have no way on: thousands of empty maps of their own would take half of the memory of the tree. */
const NOWHERE = new Map<string, never>();
const NONE: readonly never[] = [];

type KeysOf = (word: string) => WordKeys;

/** Less than one letter: the language decides only between phrases spelt alike. */
const FOREIGN = 0.5;

export type PhraseFinder<T> = (tokens: readonly Placed[], language: Language) => Match<T>[];

/**
 * Finds phrases in tokens: longest first, then leftmost, without overlap, in order of text. A token matches by any
 * shared key; one stop word may stand inside a phrase of several tokens, but no punctuation. Among phrases with the
 * same keys the one spelt most like the text wins (`mould`, `moulding`), then the one in the language of the text
 * (`respirator`), then the first.
 */
export function createPhraseFinder<T>(phrases: readonly Phrase<T>[]): PhraseFinder<T> {
  const root: Node<T> = { next: NOWHERE, ends: NONE };
  for (const { tokens, ...ending } of phrases) if (tokens.length > 0) insert(root, tokens, ending);
  return (tokens, language) => {
    const found: Match<T>[] = [];
    for (let from = 0; from < tokens.length; from++) {
      if (!begins(root, tokens[from] as Placed)) continue;
      const best = longest(root, tokens, from, from, false);
      if (best) found.push({ value: closest(best.ends, tokens.slice(from, best.to), language), from, to: best.to });
    }
    return found.length > 0 ? withoutOverlap(found, tokens.length) : found;
  };
}

function begins<T>(root: Node<T>, placed: Placed): boolean {
  for (const key of placed.token.keys) if (root.next.has(key)) return true;
  return false;
}

function insert<T>(node: Node<T>, [keys, ...others]: Phrase<T>['tokens'], ending: Ending<T>): void {
  if (!keys) {
    node.ends = [...node.ends, ending];
    return;
  }
  if (node.next === NOWHERE) node.next = new Map();
  for (const key of keys) {
    const child: Node<T> = node.next.get(key) ?? { next: NOWHERE, ends: NONE };
    node.next.set(key, child);
    insert(child, others, ending);
  }
}

interface End<T> {
  ends: readonly Ending<T>[];
  to: number;
}

type Found<T> = End<T> | null;

function longest<T>(node: Node<T>, tokens: readonly Placed[], from: number, at: number, gap: boolean): Found<T> {
  const here = node.ends.length === 0 ? null : { ends: node.ends, to: at };
  const placed = tokens[at];
  const inside = at > from;
  if (!placed || (inside && placed.breaks)) return here;
  let best: Found<T> = here;
  for (const key of placed.token.keys) {
    const child = node.next.get(key);
    if (child) best = further(best, longest(child, tokens, from, at + 1, gap));
  }
  return inside && !gap && placed.token.stop ? further(best, skip(node, tokens, from, at)) : best;
}

/** Goes on after the stop word at `at`; the phrase must not end with it. */
function skip<T>(node: Node<T>, tokens: readonly Placed[], from: number, at: number): Found<T> {
  const end = longest({ next: node.next, ends: NONE }, tokens, from, at + 1, true);
  return end && end.to > at + 1 ? end : null;
}

function further<T>(left: Found<T>, right: Found<T>): Found<T> {
  if (!left || !right) return left ?? right;
  if (left.to !== right.to) return right.to > left.to ? right : left;
  return left.ends === right.ends ? left : { ends: [...left.ends, ...right.ends], to: left.to };
}

function closest<T>(ends: readonly Ending<T>[], tokens: readonly Placed[], language: Language): T {
  const [first, ...others] = ends as [Ending<T>, ...Ending<T>[]];
  if (others.every((other) => other.value === first.value)) return first.value;
  const written = tokens.map((placed) => placed.word).join(' ');
  const distances = ends.map(
    (phrase) => difference(phrase.spelling, written) + (phrase.language === language ? 0 : FOREIGN),
  );
  return (ends[distances.indexOf(Math.min(...distances))] ?? first).value;
}

/** How many letters of both are left behind the beginning that they share. */
function difference(left: string, right: string): number {
  let shared = 0;
  while (shared < left.length && left[shared] === right[shared]) shared++;
  return left.length + right.length - 2 * shared;
}

function withoutOverlap<T>(found: readonly Match<T>[], length: number): Match<T>[] {
  const taken = new Uint8Array(length);
  const chosen: Match<T>[] = [];
  for (const match of [...found].sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)) {
    if (taken[match.from] || taken[match.to - 1]) continue;
    taken.fill(1, match.from, match.to);
    chosen.push(match);
  }
  return chosen.sort((a, b) => a.from - b.from);
}

/**
 * A phrase from its text. A Polish word that is a lemma is that lemma only (`szyba` is not the genitive of `szyb`); an
 * English word is its stem only (`rope` is not `ropę` without its mark). A Polish word that no dictionary knows is its
 * English stem too, which is the key that it has in texts (`ekstruder`).
 */
export function toPhrase<T>(text: string, keysOf: KeysOf, language: Language, value: T): Phrase<T> {
  const spelling: string[] = [];
  const tokens = tokenise(text).map(({ literals, words: [word] }) => {
    const known = word === undefined ? null : keysOf(word);
    spelling.push(known?.word ?? '');
    return literals[0] !== undefined || !known ? literals.slice(0, 1) : phraseKeys(known, language);
  });
  return { tokens, spelling: spelling.join(' '), language, value };
}

function phraseKeys(known: WordKeys, language: Language): string[] {
  const own = fold(known.word);
  if (known.stop) return [own];
  if (language === 'en') return known.english === null ? known.keys : [known.english];
  const inTexts = known.polish.filter((key) => known.keys.includes(key));
  if (inTexts.length === 0) return [...known.polish, ...known.keys];
  return inTexts.includes(own) ? [own] : known.polish;
}
