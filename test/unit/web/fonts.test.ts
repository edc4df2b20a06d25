import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const css = readFileSync(join(import.meta.dirname, '..', '..', '..', 'assets', 'css', 'app.css'), 'utf8');

interface Face {
  file: string;
  weight: string;
  letters: ReadonlySet<number>;
}

function lettersIn(ranges: string): Set<number> {
  const spans = ranges.split(',').map((range) => {
    const [from = '', to = from] = range.trim().slice(2).split('-');
    return [parseInt(from, 16), parseInt(to, 16)] as const;
  });
  return new Set(spans.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => from + at)));
}

const faces: Face[] = [...css.matchAll(/@font-face\{([^}]*)\}/g)].map(([, rule = '']) => ({
  file: /fonts\/([\w-]+)\.woff2/.exec(rule)?.[1] ?? '',
  weight: /font-weight:(\d+)/.exec(rule)?.[1] ?? '',
  letters: lettersIn(/unicode-range:([^;]*)/.exec(rule)?.[1] ?? ''),
}));

test('every weight has its small face and the whole ones', () => {
  expect(faces.map(({ file }) => file).sort()).toEqual([400, 600].flatMap((weight) =>
    [`exchange-sans-${weight}`, `ibm-plex-sans-latin-${weight}-normal`, `ibm-plex-sans-latin-ext-${weight}-normal`]).sort());
});

// A browser that has waited too long for one face goes on to the next with the same letter, and fetches that as well.
test('no letter is in two faces of a weight', () => {
  const twice = faces.flatMap((face, at) => faces.slice(at + 1).filter(({ weight }) => weight === face.weight)
    .flatMap((other) => [...face.letters].filter((letter) => other.letters.has(letter)).map((letter) => `${face.file} ${other.file} U+${letter.toString(16)}`)));
  expect(twice).toEqual([]);
});

test.each(['400', '600'])('at weight %s the letters of Polish and English are in the small face, other European ones in the whole ones', (weight) => {
  const ofWeight = faces.filter((face) => face.weight === weight);
  const faceOf = (letter: string) => ofWeight.find(({ letters }) => letters.has(letter.codePointAt(0) ?? 0))?.file;
  for (const letter of 'aZ09ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”–…²€\u00a0') expect([letter, faceOf(letter)]).toEqual([letter, `exchange-sans-${weight}`]);
  for (const letter of 'äßéñøŒ†') expect([letter, faceOf(letter)]).toEqual([letter, `ibm-plex-sans-latin-${weight}-normal`]);
  for (const letter of 'čřšőĞș') expect([letter, faceOf(letter)]).toEqual([letter, `ibm-plex-sans-latin-ext-${weight}-normal`]);
});
