import { openDictionary } from '../../../src/text/dictionary.ts';
import { dictionary } from './analyser-with-dictionary.ts';

const lemmas = (word: string): string[] => dictionary?.lemmas(word) ?? [];
const folded = (word: string): string[] => dictionary?.lemmasFolded(word) ?? [];

describe('dictionary', () => {
  test('is shipped', () => {
    expect(dictionary).not.toBeNull();
    expect(dictionary?.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ['przyłbicami', ['przyłbica']],
    ['rękawiczek', ['rękawiczka']],
    ['najlepszych', ['dobry']],
    ['Krakowie', ['Krak', 'Kraków']],
    ['regranulat', []],
    ['', []],
    ['a;b', []],
    ['przyłbi', []],
    ['\ud800', []],
    ['a'.repeat(1000), []],
  ])('lemmas of %p', (word, expected) => {
    expect(lemmas(word).sort()).toEqual(expected);
  });

  test('puts the form itself first, then nouns', () => {
    expect(lemmas('drukowane')[0]).toBe('drukowane');
    expect(lemmas('szycia')[0]).toBe('szycie');
  });

  test('keeps the negation of participles before the plain lemma', () => {
    expect(lemmas('niepudrowanych')).toEqual(['niepudrować', 'pudrować']);
  });

  test('finds words typed without Polish letters', () => {
    expect(folded('przylbicami')).toEqual(['przyłbica']);
    expect(folded('zolty')).toEqual(['żółty']);
    expect(folded('lodz')).toContain('łódź');
    expect(lemmas('zolty')).toEqual([]);
  });

  test('a typed mark must be there', () => {
    expect(folded('żolty')).toEqual(['żółty']);
    expect(folded('zólty')).toEqual(['żółty']);
    expect(folded('żólty')).toEqual(['żółty']);
    expect(folded('źolty')).toEqual([]);
  });

  test('refuses bytes that are no automaton', () => {
    expect(() => openDictionary(new Uint8Array(20))).toThrow(RangeError);
    expect(() => openDictionary(new Uint8Array())).toThrow(RangeError);
    expect(() => openDictionary(Uint8Array.of(0x5c, 0x66, 0x73, 0x61, 0xc6, 1, 0, 0))).toThrow(/numbers/);
  });
});
