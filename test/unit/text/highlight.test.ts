import { analyserOf } from './analyser-with-dictionary.ts';

const analyser = analyserOf();
const marked = (text: string, query: string): string =>
  analyser
    .highlight(text, new Set(analyser.keysOf(query)))
    .map((run) => (run.hit ? `[${run.text}]` : run.text))
    .join('');

describe('highlight', () => {
  test.each([
    ['Oddam przyłbice i maski', 'przylbica', 'Oddam [przyłbice] i maski'],
    ['Maski do szpitala', 'maska do', '[Maski] do szpitala'],
    ['FFP2/FFP3', 'ffp3', 'FFP2/[FFP3]'],
    ['<b>maska</b> & "gumka"', 'maska', '<b>[maska]</b> & "gumka"'],
    ['nic', 'maska', 'nic'],
    ['', 'maska', ''],
  ])('%p by %p', (text, query, expected) => {
    expect(marked(text, query)).toBe(expected);
  });

  test('runs together are the raw text', () => {
    const text = 'Mas\u0301ki \ud800 maska\0 \u202emaski 😀 1 000 szt.';
    expect(analyser.highlight(text, new Set(['maska'])).map((run) => run.text).join('')).toBe(text);
    expect(analyser.highlight(text, new Set())).toEqual([{ text, hit: false }]);
  });
});
