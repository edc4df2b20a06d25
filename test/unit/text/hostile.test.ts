import { runInNewContext } from 'node:vm';
import { analyserOf, concept } from './analyser-with-dictionary.ts';

const analyser = analyserOf([concept('mask', ['maska', 'maska do szycia'], ['mask'])]);
const LENGTH = 100_000;
/**
 * Milliseconds after which the work is broken off. No measure of speed: it is done in a tenth of a second, on a busy
 * machine in two, while one step that is quadratic takes many minutes.
 */
const GIVEN_UP_AFTER = 60_000;

/** Does the work, and breaks it off when it does not end: a test's own time limit cannot stop what never waits. */
function ending<T>(work: () => T): T {
  return runInNewContext('work()', { work }, { timeout: GIVEN_UP_AFTER }) as T;
}

describe('hostile input', () => {
  test.each([
    'a', '1', '1 000 ', '000 ', '1x', '1a', 'PN ', 'PN-EN-', 'a-', 'nie-', 'bez maska ', 'maska i ', 'do ', '.', ' ',
    'a\u0301', '\ud800', '\udc00a', '\0a', '\u202eab ', 'FFP2/3', '1/2/', "a's", 'ﷺ', 'ﷺ ', 'a\u00ad',
    '😀', '口罩', '__proto__ ', 'constructor ', 'zazolcgeslajazn', ';', '1,', '1.1.', 'A1-', 'm2 ',
    '9'.repeat(70) + ' ',
  ])('%p for ever', (piece) => {
    const text = piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);
    const { tokens, keys } = ending(() => analyser.analyse(text, 'pl'));
    expect(keys.every((key) => key.length > 0 && key.length <= 64)).toBe(true);
    let end = 0;
    expect(tokens.every((token) => token.start >= end && (end = token.end) > token.start)).toBe(true);
  });

  test('many unknown words', () => {
    const text = Array.from({ length: 10_000 }, (_, index) => `q${(index * 7919).toString(36)}zx`).join(' ');
    expect(ending(() => analyser.analyse(text, 'en')).keys.length).toBeGreaterThan(0);
  });
});
