import type { Analyser, Language, Token } from '../text/types.ts';
import { allOf, anyOf, keyed, searchableKeys } from './match.ts';
import type { Match, Word } from './match.ts';

/** Longer texts are cut before they are analysed; of the rest the first 32 different words are looked for. */
const LONGEST_TEXT = 4_000;
const MOST_WORDS = 32;
const SHORTEST_PREFIX = 3;
const QUOTED = /["„”“«»]([^"„”“«»]+)["„”“«»]/g;

/** What a post must have: the words, or the concept that they name. */
export interface Unit {
  words: Word[];
  concepts: string[];
}

/** A text made ready for looking. */
export interface QueryPlan {
  text: string;
  units: Unit[];
  /** Runs of words that stood in quotation marks. */
  phrases: Word[][];
  /** The last word while it may still be being typed: letters only, at the very end of the text. */
  open: Word | null;
}

/** How the open word may go on: what stands beside the word itself. */
export interface Completion {
  word: Word;
  match: Match;
}

/** What a text was turned into: what finds, and what ranks. */
export interface TextQuery {
  match: Match;
  units: readonly Unit[];
  completion: Completion | null;
}

/** Cuts a text in units: one per concept that it names and one per remaining word. */
export function planQuery(analyser: Analyser, typed: string, language: Language): QueryPlan {
  const text = typed.slice(0, LONGEST_TEXT);
  const analysis = analyser.analyse(text, language);
  const words = wordsOf(analysis.tokens);
  const units = new Map<string, Unit>();
  for (const word of words) {
    const hit = analysis.concepts.find(({ start, end }) => word.start >= start && word.end <= end);
    const id = hit ? `${hit.start}` : `word ${word.start}`;
    const unit = units.get(id) ?? { words: [], concepts: hit ? [hit.id] : [] };
    unit.words.push(word);
    units.set(id, unit);
  }
  return { text, units: [...units.values()], phrases: phrasesOf(text, words), open: openWord(text, words) };
}

function wordsOf(tokens: readonly Token[]): Word[] {
  const seen = new Set<string>();
  const words: Word[] = [];
  tokens.forEach((token, position) => {
    const keys = searchableKeys(token.keys);
    const id = keys.join(' ');
    if (token.stop || keys.length === 0 || seen.has(id) || words.length === MOST_WORDS) return;
    seen.add(id);
    words.push({ text: token.text, start: token.start, end: token.end, position, keys });
  });
  return words;
}

function phrasesOf(text: string, words: readonly Word[]): Word[][] {
  return [...text.matchAll(QUOTED)]
    .map(({ index, 0: all }) => words.filter(({ start, end }) => start >= index && end <= index + all.length))
    .filter((phrase) => phrase.length > 1);
}

function openWord(text: string, words: readonly Word[]): Word | null {
  const last = words.at(-1);
  if (!last || last.end !== text.length || last.text.length < SHORTEST_PREFIX) return null;
  return /^\p{L}+$/u.test(last.text) ? last : null;
}

/** A unit: all its words, or one of its concepts. */
export function unitMatch(unit: Unit, completion: Completion | null = null): Match | null {
  const words = unit.words.map((word) => anyOf([keyed(word.keys), completion?.word === word ? completion.match : null]));
  return anyOf([allOf(words), ...unit.concepts.map((concept) => ({ concept }))]);
}

/** Every unit and every phrase; null when the text holds nothing to look for. */
export function strictMatch(plan: QueryPlan, completion: Completion | null = null): Match | null {
  return allOf([...plan.units.map((unit) => unitMatch(unit, completion)), ...plan.phrases.map((chain) => ({ chain }))]);
}
