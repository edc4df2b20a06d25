import { createAnalyser } from '../../../src/text/analyser.ts';
import { loadDictionary } from '../../../src/text/load.ts';
import type { Analyser, Concept } from '../../../src/text/types.ts';

const path = new URL('../../../data/morfologik/polish.dict', import.meta.url).pathname;

export const dictionary = loadDictionary(path);

/** An analyser over the shipped dictionary and the vocabulary of a test. */
export function analyserOf(vocabulary: readonly Concept[] = []): Analyser {
  return createAnalyser({ dictionary, vocabulary });
}

/** A concept with one kind and no relations. */
export function concept(id: string, pl: string[], en: string[]): Concept {
  return { id, kind: 'product', pl, en };
}

/** True when two words or texts share a key, whatever their language. */
export function share(analyser: Analyser, left: string, right: string): boolean {
  const keys = new Set(analyser.keysOf(left));
  return analyser.keysOf(right).some((key) => keys.has(key));
}
