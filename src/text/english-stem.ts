import porter2 from 'wink-porter2-stemmer';

const LONGEST = 32;

/** The Porter2 stem of a normalised word of the letters a–z; null for any other word. */
export function englishStem(word: string): string | null {
  if (word.length > LONGEST || !/^[a-z]+$/.test(word)) return null;
  // The package looks words up in a plain object, so that "constructor" would give a function.
  const stem: unknown = word in Object.prototype ? word : porter2(word);
  return typeof stem === 'string' ? stem : word;
}
