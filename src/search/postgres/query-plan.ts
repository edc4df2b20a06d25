import type { Analyser, Language, Token } from '../../text/types.ts';
import { anyOf, conceptLexeme, joined, lexemesOf } from './literals.ts';

/** Longer texts are cut before they are analysed; of the rest the first 32 different words are looked for. */
const LONGEST_TEXT = 4_000;
const MOST_WORDS = 32;
/** Longer chains of neighbouring words are not worth looking for. */
const LONGEST_CHAIN = 8;
const SHORTEST_PREFIX = 3;
const QUOTED = /["„”“«»]([^"„”“«»]+)["„”“«»]/g;

/** A word to look for. */
export interface Word {
  /** As typed, with its place in the text. */
  text: string;
  start: number;
  end: number;
  /** Place among all words of the text, stop words included: what phrases measure distance in. */
  position: number;
  lexemes: string[];
}

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
  tokens.forEach(({ text, start, end, keys, stop }, position) => {
    const lexemes = lexemesOf(keys);
    const id = lexemes.join(' ');
    if (stop || lexemes.length === 0 || seen.has(id) || words.length === MOST_WORDS) return;
    seen.add(id);
    words.push({ text, start, end, position, lexemes });
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

/** How the open word may go on: a tsquery that stands beside the word itself. */
export interface Completion {
  word: Word;
  query: string;
}

/** tsquery of a unit: all its words, or one of its concepts. */
export function unitQuery(unit: Unit, completion: Completion | null = null): string | null {
  const words = unit.words.map((word) => joined([anyOf(word.lexemes), completionOf(word, completion)], '|'));
  return joined([joined(words, '&'), anyOf(unit.concepts.map(conceptLexeme))], '|');
}

function completionOf(word: Word, completion: Completion | null): string | null {
  return completion?.word === word ? completion.query : null;
}

/** tsquery that wants every unit and every phrase; null when the text holds nothing to look for. */
export function strictQuery(plan: QueryPlan, completion: Completion | null = null): string | null {
  return joined([...plan.units.map((unit) => unitQuery(unit, completion)), ...plan.phrases.map(chain)], '&');
}

/** tsquery of the words side by side, worth a bonus; null when there are too few or too many. */
export function neighbours(units: readonly Unit[]): string | null {
  const words = units.flatMap((unit) => unit.words).sort((a, b) => a.position - b.position);
  return words.length > 1 && words.length <= LONGEST_CHAIN ? chain(words) : null;
}

/** tsquery of words that follow one another at the distances in which they were typed. */
function chain(words: readonly Word[]): string {
  const links = words.map((word, index) => {
    const before = words[index - 1];
    return `${before ? `<${word.position - before.position}> ` : ''}${anyOf(word.lexemes)}`;
  });
  return `(${links.join(' ')})`;
}

/** Every lexeme of the units, for ranking: a flat OR. */
export function rankQuery(units: readonly Unit[], completion: Completion | null = null): string | null {
  const parts = units.flatMap((unit) => [
    ...unit.words.map((word) => anyOf(word.lexemes)),
    anyOf(unit.concepts.map(conceptLexeme)),
  ]);
  return joined([...parts, completion?.query ?? null], '|');
}
