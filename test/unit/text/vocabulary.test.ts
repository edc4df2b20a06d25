import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createAnalyser } from '../../../src/text/analyser.ts';
import { loadDictionary, loadVocabulary } from '../../../src/text/load.ts';
import type { Concept, Language } from '../../../src/text/types.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const vocabulary: Concept[] = loadVocabulary(at('../../../data/vocabulary'));
const ids = new Set(vocabulary.map((concept) => concept.id));
const RELATIONS = ['canMake', 'materialFor', 'partOf', 'broader'] as const;

/** Spelling differences that make no other phrase: case, hyphens, spaces. */
const plain = (phrase: string): string => phrase.toLowerCase().replace(/[\s-]+/g, ' ');

function relationsOf(concept: Concept): string[] {
  return RELATIONS.flatMap((relation) => concept[relation] ?? []);
}

/** Phrases of one language that two concepts claim, as `phrase: one, other`. */
function claimedTwice(language: Language): string[] {
  const owner = new Map<string, string>();
  const clashes: string[] = [];
  for (const concept of vocabulary) {
    for (const phrase of concept[language].map(plain)) {
      const other = owner.get(phrase);
      if (other !== undefined && other !== concept.id) clashes.push(`${phrase}: ${other}, ${concept.id}`);
      owner.set(phrase, concept.id);
    }
  }
  return clashes;
}

describe('the vocabulary', () => {
  test('is large enough and every id is unique', () => {
    expect(vocabulary.length).toBeGreaterThanOrEqual(150);
    expect(ids.size).toBe(vocabulary.length);
  });

  test('every relation points to another concept', () => {
    const broken = vocabulary.flatMap((concept) => relationsOf(concept)
      .filter((id) => !ids.has(id) || id === concept.id).map((id) => `${concept.id} -> ${id}`));
    expect(broken).toEqual([]);
  });

  test('no concept is a kind of itself, however far round', () => {
    const parents = new Map(vocabulary.map((concept) => [concept.id, concept.broader ?? []]));
    const above = (id: string, seen: Set<string>): Set<string> => {
      for (const parent of parents.get(id) ?? []) {
        if (!seen.has(parent)) above(parent, seen.add(parent));
      }
      return seen;
    };
    expect([...ids].filter((id) => above(id, new Set()).has(id))).toEqual([]);
  });

  test('every concept has a Polish and an English phrase', () => {
    expect(vocabulary.filter((concept) => concept.pl.length === 0 || concept.en.length === 0)).toEqual([]);
  });

  test.each(['pl', 'en'] as const)('no phrase in %s belongs to two concepts', (language) => {
    expect(claimedTwice(language)).toEqual([]);
  });
});

const analyser = createAnalyser({
  dictionary: loadDictionary(at('../../../data/morfologik/polish.dict')),
  vocabulary,
});

describe('phrases', () => {
  const unmarked = (phrase: string): string =>
    phrase.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l').replaceAll('Ł', 'L');

  /** Phrases of one language that are not understood as their concept and nothing else. */
  function misread(language: Language, write: (phrase: string) => string): string[] {
    return vocabulary.flatMap(({ id, [language]: phrases }) => phrases.map(write).filter((phrase) => {
      const found = analyser.analyse(phrase, language).concepts.map((hit) => hit.id);
      return found.length !== 1 || found[0] !== id;
    }).map((phrase) => `${id}: ${phrase}`));
  }

  test.each(['pl', 'en'] as const)('every phrase in %s is understood as its own concept', (language) => {
    expect(misread(language, (phrase) => phrase)).toEqual([]);
  });

  test('at least 99 % also when typed without Polish letters', () => {
    const all = vocabulary.flatMap((concept) => concept.pl).length;
    expect(misread('pl', unmarked).length / all).toBeLessThanOrEqual(0.01);
  });
});

/** What a title says of a concept: a role, or `none` when it is not found. */
function roleIn(title: string, language: Language, id: string): string {
  return analyser.analyse(title, language).concepts.find((hit) => hit.id === id)?.role ?? 'none';
}

/** `id:role`, or `!id` for a concept that must not be found. */
function parseExpectation(word: string): { id: string; role: string } {
  if (word.startsWith('!')) return { id: word.slice(1), role: 'none' };
  const [id = '', role = ''] = word.split(':');
  return { id, role };
}

const titles = readFileSync(at('./vocabulary-titles.tsv'), 'utf8').trim().split('\n').slice(1).map((line) => {
  const [language = '', title = '', expected = ''] = line.split('\t');
  return { language: language as Language, title, expected: expected.split(' ').map(parseExpectation) };
});

describe('titles of posts', () => {
  test('the table names only concepts that exist', () => {
    expect(titles.length).toBeGreaterThanOrEqual(80);
    expect(titles.flatMap((row) => row.expected).filter(({ id }) => !ids.has(id))).toEqual([]);
  });

  test.each(titles)('$language: $title', ({ language, title, expected }) => {
    expect(expected.map(({ id }) => ({ id, role: roleIn(title, language, id) }))).toEqual(expected);
  });
});
