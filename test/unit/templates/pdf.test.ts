import { join } from 'node:path';
import { runsOf, typefaceOf } from '../../../src/templates/pdf/fonts.ts';
import { linesOf } from '../../../src/templates/pdf/ink.ts';
import { coverageOf, sfntOf } from '../../../src/templates/pdf/sfnt.ts';

const typeface = typefaceOf(join(import.meta.dirname, '..', '..', '..', 'assets', 'fonts'))();
const parts = (text: string) => runsOf(text, typeface.regular).map((run) => `${run.face === typeface.regular[0] ? 'latin' : 'ext'}:${run.text}`);

test('every Polish letter is drawn by one of the two files, in both weights', () => {
  for (const faces of [typeface.regular, typeface.bold]) {
    for (const letter of 'aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż AĄBCĆDEĘFGHIJKLŁMNŃOÓPQRSŚTUVWXYZŹŻ 0123456789 „”–—…€µ²\u00a0') {
      expect([letter, faces.some((face) => face.draws(letter))]).toEqual([letter, true]);
    }
  }
});

test('a word is cut only where the other file has to draw, and spaces cut nothing', () => {
  expect(parts('dwa słowa')).toEqual(['latin:dwa s', 'ext:ł', 'latin:owa']);
  expect(parts('ąć ęł')).toEqual(['ext:ąć ęł']);
  expect(parts('')).toEqual([]);
});

test('letters that neither has become question marks; composed letters are found', () => {
  expect(parts('Ω и')).toEqual(['latin:? ?']);
  expect(parts('z\u0307')).toEqual(['ext:ż']);
});

test('lines never exceed their width and lose nothing', () => {
  const widthOf = (text: string): number => text.length;
  expect(linesOf('ala ma kota', 6, widthOf)).toEqual(['ala ma', 'kota']);
  expect(linesOf('  ala\nma  ', 20, widthOf)).toEqual(['ala ma']);
  expect(linesOf('a abcdefghij b', 4, widthOf)).toEqual(['a ab', 'cdef', 'ghij', 'b']);
  expect(linesOf('', 4, widthOf)).toEqual([]);
});

test('what is no font of the web is refused', () => {
  for (const bytes of ['', 'wOFF', 'wOF2'.padEnd(60, '0')]) expect(() => sfntOf(Buffer.from(bytes))).toThrow(RangeError);
});

test('the font inside is whole: its tables lie where its directory says', () => {
  const sfnt = typeface.regular[0]?.sfnt ?? Buffer.alloc(0);
  const tags = Array.from({ length: sfnt.readUInt16BE(4) }, (_, at) => sfnt.toString('latin1', 12 + at * 16, 16 + at * 16));
  expect(tags).toEqual(expect.arrayContaining(['cmap', 'glyf', 'head', 'hmtx', 'loca']));
  const head = tags.indexOf('head');
  expect(sfnt.readUInt32BE(sfnt.readUInt32BE(12 + head * 16 + 8) + 12)).toBe(0x5f0f3cf5);
  expect(coverageOf(sfnt).some(([from, to]) => from <= 0x41 && to >= 0x5a)).toBe(true);
});
