import type { Concept } from '../../text/types.ts';
import { fold, normalise } from '../../text/fold.ts';

/** Ids of concepts with a phrase that the typed text begins, best first. */
export type FindConcepts = (typed: string, limit: number) => string[];

interface Phrase {
  id: string;
  /** Its words, folded, each behind a space: in one text they take a third of the memory of a list. */
  words: string;
  /** Place among the phrases of its language: the first one is the concept's name. */
  place: number;
}

/** Shorter beginnings fit too many words to mean one. */
const SHORTEST = 2;

const wordsOf = (text: string): string[] => fold(normalise(text)).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

const spaced = (word: string): string => ` ${word}`;

/* Where the typed words, each the beginning of one, stand in the phrase: in its order, gaps allowed. Null: they do not. */
function beginsAt({ words }: Phrase, typed: readonly string[]): number | null {
  let from = 0;
  let first: number | null = null;
  for (const part of typed) {
    const at = words.indexOf(part, from);
    if (at < 0) return null;
    first ??= at;
    from = at + part.length;
  }
  return first;
}

const lengthOf = (words: string): number => words.split(' ').length;

/**
 * Looks concepts up while their name is being typed, in either language, with or without Polish letters. Phrases that
 * begin with the text come before those in which it begins a later word, names before other phrases, shorter ones first.
 */
export function conceptFinder(concepts: readonly Concept[]): FindConcepts {
  const phrases = concepts.flatMap(({ id, pl, en }) =>
    [pl, en].flatMap((list) => list.map((text, place): Phrase => ({ id, words: wordsOf(text).map(spaced).join(''), place }))));
  return (text, limit) => {
    const typed = wordsOf(text);
    if (typed.join('').length < SHORTEST) return [];
    const parts = typed.map(spaced);
    const found = phrases.flatMap((phrase) => {
      const at = beginsAt(phrase, parts);
      return at === null ? [] : [{ ...phrase, at }];
    });
    found.sort((a, b) => Number(a.at > 0) - Number(b.at > 0) || Number(a.place > 0) - Number(b.place > 0)
      || lengthOf(a.words) - lengthOf(b.words) || a.place - b.place || (a.id < b.id ? -1 : 1));
    return [...new Set(found.map(({ id }) => id))].slice(0, limit);
  };
}
