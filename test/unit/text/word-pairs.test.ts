import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createAnalyser } from '../../../src/text/analyser.ts';
import { loadDictionary, loadVocabulary } from '../../../src/text/load.ts';
import type { Language } from '../../../src/text/types.ts';

interface Pair { a: string; b: string; language: string; expected: string }

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const analyser = createAnalyser({
  dictionary: loadDictionary(at('../../../data/morfologik/polish.dict')),
  vocabulary: loadVocabulary(at('../../../data/vocabulary')),
});

const pairs: Pair[] = readFileSync(at('./word-pairs.tsv'), 'utf8').trim().split('\n').slice(1).map((line) => {
  const [a = '', b = '', language = '', expected = ''] = line.split('\t');
  return { a, b, language, expected };
});

const shares = (a: readonly string[], b: readonly string[]): boolean => a.some((key) => b.includes(key));

function contentKeys(text: string, language: Language): string[][] {
  return analyser.analyse(text, language).tokens.filter((token) => !token.stop).map((token) => token.keys);
}

/** Whether every content token of the one phrase is found among those of the other, either way round. */
function phrasesMatch(a: string, b: string, language: Language): boolean {
  const left = contentKeys(a, language);
  const right = contentKeys(b, language);
  const within = (some: string[][], all: string[][]): boolean =>
    some.length > 0 && some.every((keys) => all.some((other) => shares(keys, other)));
  return within(left, right) || within(right, left);
}

function matches(pair: Pair): boolean {
  if (!/\s/.test(pair.a + pair.b)) return shares(analyser.keysOf(pair.a), analyser.keysOf(pair.b));
  const languages: Language[] = pair.language === 'both' ? ['pl', 'en'] : [pair.language === 'en' ? 'en' : 'pl'];
  return languages.every((language) => phrasesMatch(pair.a, pair.b, language));
}

const show = (list: readonly Pair[]): string[] =>
  list.map(({ a, b }) => `${a} [${analyser.keysOf(a).join(' ')}] | ${b} [${analyser.keysOf(b).join(' ')}]`);

describe('word pairs', () => {
  const same = pairs.filter((pair) => pair.expected === 'match');
  const different = pairs.filter((pair) => pair.expected === 'no');

  test('the table is large enough and well formed', () => {
    expect(same.length + different.length).toBe(pairs.length);
    expect(pairs.length).toBeGreaterThanOrEqual(450);
    expect(different.length).toBeGreaterThanOrEqual(180);
    expect(pairs.filter((pair) => !['pl', 'en', 'both'].includes(pair.language))).toEqual([]);
  });

  test('at least 98 % of the forms of one word meet in a key', () => {
    const missed = same.filter((pair) => !matches(pair));
    expect(show(missed).slice(Math.floor(same.length * 0.02))).toEqual([]);
  });

  test('different words never meet', () => {
    expect(show(different.filter(matches))).toEqual([]);
  });
});
