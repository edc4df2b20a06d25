import { createHash } from 'node:crypto';
import { createConceptFinder } from './concepts.ts';
import type { Dictionary } from './dictionary.ts';
import { cutRuns } from './highlight.ts';
import { LISTS_CONTENT } from './lists.ts';
import { placeTokens } from './sequence.ts';
import type { Placed } from './sequence.ts';
import { tokenise } from './tokens.ts';
import type { Analyser, Analysis, Concept, Language } from './types.ts';
import { createWordKeys } from './word-keys.ts';

/** Raise it whenever the code of this folder gives other keys or concepts for the same text. */
const RULES = 2;
const VERSION_LENGTH = 12;

export interface AnalyserParts {
  /** Null when there is none: a light stemmer stands in and {@link Analyser.warnings} says `dictionary-missing`. */
  dictionary: Dictionary | null;
  vocabulary: readonly Concept[];
}

/** Makes the one analyser of texts that search, matching and pages share. Pure: reads no file, keeps only a cache. */
export function createAnalyser({ dictionary, vocabulary }: AnalyserParts): Analyser {
  const wordKeys = createWordKeys(dictionary);
  const findConcepts = createConceptFinder(vocabulary, wordKeys);
  const place = (text: string): Placed[] => placeTokens(text, tokenise(text), wordKeys);
  return {
    version: versionOf(dictionary, vocabulary),
    warnings: dictionary ? [] : ['dictionary-missing'],
    analyse: (text: string, language: Language): Analysis => {
      const placed = place(text);
      const tokens = placed.map((entry) => entry.token);
      return { tokens, keys: keysOfTokens(tokens), concepts: findConcepts(placed, language) };
    },
    keysOf: (word) => [...new Set(place(word).flatMap((entry) => entry.token.keys))],
    highlight: (text, queryKeys) => {
      if (queryKeys.size === 0) return text === '' ? [] : [{ text, hit: false }];
      return cutRuns(text, place(text).map((entry) => entry.token), queryKeys);
    },
  };
}

function keysOfTokens(tokens: Analysis['tokens']): string[] {
  const keys = new Set<string>();
  for (const token of tokens) if (!token.stop) for (const key of token.keys) keys.add(key);
  return [...keys];
}

function versionOf(dictionary: Dictionary | null, vocabulary: readonly Concept[]): string {
  return createHash('sha256')
    .update(JSON.stringify([RULES, dictionary?.hash ?? null, vocabulary, LISTS_CONTENT]))
    .digest('hex')
    .slice(0, VERSION_LENGTH);
}
