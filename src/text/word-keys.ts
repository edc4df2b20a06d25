import type { Dictionary } from './dictionary.ts';
import { englishStem } from './english-stem.ts';
import { fold, normalise } from './fold.ts';
import { lightStem } from './light-stemmer.ts';
import { englishVote, isStop, SUPPLEMENT } from './lists.ts';

/** Everything the analyser knows of one word, whatever text it stands in. Lists are shared: never change them. */
export interface WordKeys {
  /** Normalised: lower case, NFC. */
  word: string;
  /** All keys, the preferred one first, also those of a word that this may be without its Polish letters. */
  keys: string[];
  /** Keys in a text whose author types Polish letters. */
  strict: string[];
  /** Keys in a text that is surely English. */
  inEnglish: string[];
  /** Keys of the Polish reading, for phrases of the vocabulary. */
  polish: string[];
  /** The English stem when it is one of the keys. */
  english: string | null;
  stop: boolean;
  /** Written with at least one Polish letter. */
  marked: boolean;
  /** 1 for a function word of English alone, -1 for one of Polish alone, else 0. */
  vote: number;
}

interface Lemmas {
  /** Of the form as typed. */
  typed: string[];
  /** Of the forms that it may be without its Polish letters. */
  folded: string[];
}

const CAPITALISED = /^\p{Lu}\p{Ll}/u;
/** Endings of Polish forms that few English words have which are also Polish. */
const POLISH_ENDING = /(?:[aiouy]|ach|[eoy]m|im|ych|ich|ej|ek)$/;
const POLISH_LETTER = /[ąćęłńóśźż]/;
const LONGEST_KEY = 64;
/** Of an endless word only the beginning is looked at. */
const LONGEST_READ = 256;
const LONGEST_CACHED = 32;
const GENERATION = 8192;

/** A function from one word as written (no spaces) to its keys, with a bounded cache. */
export function createWordKeys(dictionary: Dictionary | null): (surface: string) => WordKeys {
  let young = new Map<string, WordKeys>();
  let old = new Map<string, WordKeys>();
  return (surface) => {
    const cached = young.get(surface);
    if (cached) return cached;
    const known = old.get(surface) ?? analyseWord(dictionary, surface);
    if (surface.length > LONGEST_CACHED) return known;
    if (young.size >= GENERATION) {
      old = young;
      young = new Map();
    }
    young.set(surface, known);
    return known;
  };
}

function analyseWord(dictionary: Dictionary | null, surface: string): WordKeys {
  const word = normalise(surface.slice(0, LONGEST_READ));
  const lemmas = polishLemmas(dictionary, word, CAPITALISED.test(surface));
  const typed = keysOfLemmas(lemmas.typed);
  const folded = keysOfLemmas(lemmas.folded);
  const english = englishKey(dictionary, word, typed, folded);
  const stems = english === null ? [] : [english];
  const light = cut(lightStem(word));
  const polish = [typed, folded].find((keys) => keys.length > 0) ?? [light];
  const guessed = guessedKeys(word, light, english);
  const known = typed.length + folded.length > 0;
  const surelyPolish = typed.length > 0 || english === null;
  const stop = isStop(word);
  const own = stop ? [fold(word)] : [];
  const keys = unique([...own, ...(known ? [...typed, ...folded, ...stems] : guessed)]);
  // Of most words the lists are the same, and thousands of words are kept.
  const shared = (list: string[]): string[] => (sameAs(keys, list) ? keys : list);
  return {
    word,
    keys,
    strict: shared(unique([...own, ...(known ? [...polish, ...stems] : guessed)])),
    inEnglish: shared(unique([...own, ...(surelyPolish ? [...polish, ...stems] : guessed)])),
    polish: shared(polish),
    english,
    stop,
    marked: POLISH_LETTER.test(word),
    vote: englishVote(word),
  };
}

/** Keys of a word that no dictionary knows; a stem from which nothing was cut adds nothing to an English one. */
function guessedKeys(word: string, light: string, english: string | null): string[] {
  if (english === null) return [light];
  return light === word ? [english] : [english, light];
}

/**
 * The supplement goes first. Names (`Kraków`) and abbreviations are listed with capitals: a word written with a
 * capital may be the name as well as the common word, one in lower case only when it is no common word.
 */
function polishLemmas(dictionary: Dictionary | null, word: string, named: boolean): Lemmas {
  const added = SUPPLEMENT.get(word);
  if (added) return { typed: [added], folded: [] };
  if (!dictionary || /\d/.test(word)) return { typed: [], folded: [] };
  const common = lookUp(dictionary, word);
  if (common.folded.length > 0 && !named) return common;
  const names = lookUp(dictionary, word.charAt(0).toUpperCase() + word.slice(1));
  const folded = [...common.folded, ...names.folded];
  if (folded.length > 0) return { typed: [...common.typed, ...names.typed], folded };
  return { typed: dictionary.lemmas(word.toUpperCase()), folded };
}

/** The walk that ignores marks finds all that the exact one finds, so that most unknown words cost one walk. */
function lookUp(dictionary: Dictionary, word: string): Lemmas {
  const folded = dictionary.lemmasFolded(word);
  return { typed: folded.length > 0 ? dictionary.lemmas(word) : [], folded };
}

function keysOfLemmas(lemmas: readonly string[]): string[] {
  return unique(lemmas.map((lemma) => cut(fold(normalise(lemma)))));
}

/**
 * The English stem, unless the word is known in Polish and either ends like a Polish form, or the stem is the key of
 * another Polish word.
 */
function englishKey(
  dictionary: Dictionary | null,
  word: string,
  typed: readonly string[],
  folded: readonly string[],
): string | null {
  const stem = englishStem(word);
  if (stem === null || typed.includes(stem) || folded.includes(stem)) return stem;
  if (!dictionary || typed.length + folded.length === 0) return stem;
  if (typed.length > 0 && POLISH_ENDING.test(word)) return null;
  return dictionary.lemmasFolded(stem).some((lemma) => fold(normalise(lemma)) === stem) ? null : stem;
}

function cut(key: string): string {
  return key.slice(0, LONGEST_KEY);
}

const sameAs = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((key, at) => key === other[at]);

function unique(keys: readonly string[]): string[] {
  return [...new Set(keys)];
}
