import { COORDINATORS, CONTEXT_WORDS, NEGATIONS, NO_NEGATIONS, REFUSALS } from './lists.ts';
import { createPhraseFinder, toPhrase } from './phrases.ts';
import type { Match, PhraseFinder } from './phrases.ts';
import type { Placed } from './sequence.ts';
import type { WordKeys } from './word-keys.ts';

/** Words that may stand between a negation and what it denies: "nie mamy już białych maseczek". */
const NEGATION_REACH = 2;
const ADJECTIVE_KEY = /[yi]$/;
const NOBODY = -1;

/** Numbers of the concepts (in `matches`) that a text says it is not about. */
export type DenialFinder = (
  tokens: readonly Placed[],
  matches: readonly Match<string>[],
  english: boolean,
) => Set<number>;

/** Finds concepts after "nie mamy", "bez", "no", "except" and before "odpada", "is out"; see data/text/roles.json. */
export function createDenialFinder(keysOf: (word: string) => WordKeys): DenialFinder {
  const signs = (list: readonly string[], value: boolean) =>
    list.map((phrase) => toPhrase(phrase, keysOf, 'pl', value));
  const findNegations: PhraseFinder<boolean> = createPhraseFinder([
    ...signs(NEGATIONS, true),
    ...signs(NO_NEGATIONS, false),
  ]);
  const findRefusals: PhraseFinder<boolean> = createPhraseFinder(signs(REFUSALS, true));
  return (tokens, matches, english) => {
    const owners = new Int32Array(tokens.length).fill(NOBODY);
    matches.forEach((match, index) => owners.fill(index, match.from, match.to));
    const denied = new Set<number>();
    for (const sign of findNegations(tokens, 'pl')) {
      if (!sign.value || owners.subarray(sign.from, sign.to).some((owner) => owner !== NOBODY)) continue;
      const first = reached(tokens, owners, sign.to, english);
      if (first !== NOBODY) denyCoordinated(tokens, matches, first, denied);
    }
    for (const sign of findRefusals(tokens, 'pl')) {
      const before = refused(tokens, owners, sign.from);
      if (before !== NOBODY) denied.add(before);
    }
    return denied;
  };
}

function reached(tokens: readonly Placed[], owners: Int32Array, from: number, english: boolean): number {
  for (let at = from; at <= from + NEGATION_REACH; at++) {
    const placed = tokens[at];
    if (!placed || placed.breaks) return NOBODY;
    const owner = owners[at] ?? NOBODY;
    if (owner !== NOBODY) return owner;
    if (!modifies(placed, english)) return NOBODY;
  }
  return NOBODY;
}

/** In Polish only function words and adjectives stand before the denied noun; "bez opłat maseczki" denies no mask. */
function modifies({ token, word }: Placed, english: boolean): boolean {
  if (COORDINATORS.has(word) || CONTEXT_WORDS.has(word)) return false;
  return english || token.stop || token.keys.some((key) => ADJECTIVE_KEY.test(key));
}

/** "bez szybek i gumek" denies both. */
function denyCoordinated(
  tokens: readonly Placed[],
  matches: readonly Match<string>[],
  first: number,
  denied: Set<number>,
): void {
  denied.add(first);
  for (let index = first + 1; index < matches.length; index++) {
    const [last, next] = [matches[index - 1] as Match<string>, matches[index] as Match<string>];
    if (next.from !== last.to + 1 || !COORDINATORS.has(tokens[last.to]?.word ?? '')) return;
    denied.add(index);
  }
}

function refused(tokens: readonly Placed[], owners: Int32Array, from: number): number {
  if (from === 0 || tokens[from]?.breaks) return NOBODY;
  const before = owners[from - 1] ?? NOBODY;
  return before !== NOBODY || tokens[from - 1]?.breaks ? before : (owners[from - 2] ?? NOBODY);
}
