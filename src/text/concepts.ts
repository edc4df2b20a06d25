import { CONTEXT_WORDS, COORDINATORS } from './lists.ts';
import { createDenialFinder } from './negation.ts';
import { createPhraseFinder, toPhrase } from './phrases.ts';
import type { Match } from './phrases.ts';
import type { Placed } from './sequence.ts';
import type { Concept, ConceptHit, Language } from './types.ts';
import type { WordKeys } from './word-keys.ts';

export type ConceptFinder = (tokens: readonly Placed[], language: Language) => ConceptHit[];

/** How far the reading of a noun phrase has come. */
type Reading = 'start' | 'after-head' | 'after-preposition';
const START: Reading = 'start';

/** Finds the concepts of a vocabulary in a text, without those that the text denies, each as head or context. */
export function createConceptFinder(
  vocabulary: readonly Concept[],
  keysOf: (word: string) => WordKeys,
): ConceptFinder {
  const make = () => createPhraseFinder(
    vocabulary.flatMap((concept) => [
      ...concept.pl.map((phrase) => toPhrase(phrase, keysOf, 'pl', concept.id)),
      ...concept.en.map((phrase) => toPhrase(phrase, keysOf, 'en', concept.id)),
    ]),
  );
  // Takes long to make: only when there is a first text.
  let find: ReturnType<typeof make> | undefined;
  const denials = createDenialFinder(keysOf);
  return (tokens, language) => {
    if (tokens.length === 0) return [];
    find ??= make();
    const matches = find(tokens, language);
    if (matches.length === 0) return [];
    const denied = denials(tokens, matches, language === 'en');
    return assignRoles(tokens, matches.filter((_, index) => !denied.has(index)), language);
  };
}

/**
 * A concept is context when, since the last punctuation or coordinating word, a head came before it and then a word
 * such as "do", "na", "for", "of"; in English also when another concept follows it directly ("face shield headbands").
 * A coordinating word that joins it directly to such a concept joins it to the context ("gumka do maseczek i przyłbic").
 */
function assignRoles(tokens: readonly Placed[], matches: readonly Match<string>[], language: Language): ConceptHit[] {
  let state: Reading = START;
  let at = 0;
  let context: Match<string> | null = null;
  return matches.map((match, index) => {
    state = readTo(tokens, at, match.from, state);
    if (context && isJoined(tokens, context, match)) state = 'after-preposition';
    const modifier = language === 'en' && isAdjacent(tokens, match, matches[index + 1]);
    const inContext = state === 'after-preposition';
    const role = inContext || modifier ? 'context' : 'head';
    if (role === 'head') state = 'after-head';
    context = inContext ? match : null;
    at = match.to;
    return { id: match.value, role, start: startOf(tokens, match), end: endOf(tokens, match) };
  });
}

function readTo(tokens: readonly Placed[], from: number, to: number, before: Reading): Reading {
  const state = tokens.slice(from, to).reduce(readBetween, before);
  return tokens[to]?.breaks ? START : state;
}

function readBetween(state: Reading, placed: Placed): Reading {
  if (COORDINATORS.has(placed.word)) return START;
  const since = placed.breaks ? START : state;
  return since === 'after-head' && CONTEXT_WORDS.has(placed.word) ? 'after-preposition' : since;
}

function isAdjacent(tokens: readonly Placed[], match: Match<string>, next: Match<string> | undefined): boolean {
  return next?.from === match.to && !tokens[next.from]?.breaks;
}

function isJoined(tokens: readonly Placed[], before: Match<string>, match: Match<string>): boolean {
  const between = tokens[before.to];
  return match.from === before.to + 1 && between !== undefined && COORDINATORS.has(between.word)
    && !between.breaks && !tokens[match.from]?.breaks;
}

function startOf(tokens: readonly Placed[], match: Match<string>): number {
  return (tokens[match.from] as Placed).token.start;
}

function endOf(tokens: readonly Placed[], match: Match<string>): number {
  return (tokens[match.to - 1] as Placed).token.end;
}
