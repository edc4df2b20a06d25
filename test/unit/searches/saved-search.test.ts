import { findable, wordsFind } from '../../../src/features/searches/saved-search.ts';
import { analyserOf, concept } from '../text/analyser-with-dictionary.ts';

const analyser = analyserOf([concept('face-shield', ['przyłbica ochronna', 'przyłbica'], ['face shield', 'visor']), concept('mask', ['maska'], ['mask'])]);

/** A published post as its document describes it to the engines. */
function post(title: string, description = '') {
  const [head, body] = [analyser.analyse(title, 'pl'), analyser.analyse(description, 'pl')];
  return findable({ titleTokens: head.tokens, descriptionTokens: body.tokens, concepts: head.concepts });
}
const finds = (text: string, title: string, description?: string) => wordsFind(analyser, { text, language: 'pl' }, post(title, description));

test.each<[string, string, string, boolean]>([
  ['another case and number', 'przyłbice', 'Oddam 300 przyłbic', true],
  ['without Polish letters', 'przylbica', '1 000 przyłbic ochronnych', true],
  ['the other language, by the concept', 'face shields', 'Przyłbice ochronne od ręki', true],
  ['a word of the description', 'przyłbice Toruń', 'Przyłbice', true],
  ['one word of two is missing', 'przyłbice fioletowe', 'Przyłbice ochronne', false],
  ['another thing', 'maska', 'Przyłbice ochronne', false],
  ['stop words ask for nothing', 'dla do na', 'Cokolwiek', true],
  ['punctuation asks for nothing', '?!', 'Cokolwiek', true],
  ['a size stays whole', 'FFP2', 'Półmaski FFP3', false],
])('%s', (_, text, title, expected) => {
  expect(finds(text, title, 'Odbiór w Toruniu, od zaraz.')).toBe(expected);
});
