import notation from '../../data/text/notation.json' with { type: 'json' };
import roles from '../../data/text/roles.json' with { type: 'json' };
import stopwords from '../../data/text/stopwords.json' with { type: 'json' };
import supplement from '../../data/text/supplement.json' with { type: 'json' };
import { fold, normalise } from './fold.ts';

/** Stop words of both languages, also typed without Polish letters. */
const STOP = new Set([...stopwords.pl, ...stopwords.pl.map(fold), ...stopwords.en]);
const POLISH_STOP = new Set(stopwords.pl);
const ENGLISH_STOP = new Set(stopwords.en);

/** Names of units, normalised. */
export const UNITS: ReadonlySet<string> = new Set(notation.units.map(normalise));
export const ENDINGS: ReadonlySet<string> = new Set(notation.endings);
export const ABBREVIATIONS: ReadonlySet<string> = new Set(notation.abbreviations);
export const PAIRS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(notation.pairs));

export const CONTEXT_WORDS: ReadonlySet<string> = new Set(roles.context.flatMap((word) => [word, fold(word)]));
export const COORDINATORS: ReadonlySet<string> = new Set(roles.coordinators);
export const NEGATIONS: readonly string[] = roles.negations;
/** Idioms that begin like a negation and deny nothing. */
export const NO_NEGATIONS: readonly string[] = roles.noNegations;
export const REFUSALS: readonly string[] = roles.refusals;

/** Lemmas of words that the dictionary lacks, by form and by form without Polish letters. */
export const SUPPLEMENT: ReadonlyMap<string, string> = new Map(
  Object.entries(supplement).flatMap(([lemma, forms]) =>
    [lemma, ...forms].flatMap((form): [string, string][] => [
      [form, lemma],
      [fold(form), lemma],
    ]),
  ),
);

/** The content of every list, for the version of the analyser. */
export const LISTS_CONTENT = JSON.stringify([notation, roles, stopwords, supplement]);

/** True for a function word of Polish or English, given normalised. */
export function isStop(word: string): boolean {
  return STOP.has(word);
}

/** 1 for a function word of English alone, -1 for one of Polish alone, else 0; given normalised. */
export function englishVote(word: string): number {
  return Number(ENGLISH_STOP.has(word)) - Number(POLISH_STOP.has(word));
}
