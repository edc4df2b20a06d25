import { conceptFinder } from '../../../src/features/vocabulary/index.ts';
import { concept } from '../text/analyser-with-dictionary.ts';

const find = conceptFinder([
  concept('headband', ['opaska do przyłbicy'], ['face shield headband']),
  concept('face-shield', ['przyłbica ochronna', 'osłona twarzy'], ['face shield', 'visor']),
  concept('gloves', ['rękawice nitrylowe'], ['nitrile gloves']),
]);

test.each<[string, string[]]>([
  ['przył', ['face-shield', 'headband']],
  ['PRZYLB', ['face-shield', 'headband']],
  ['osł', ['face-shield']],
  ['face sh', ['face-shield', 'headband']],
  ['rekawice nit', ['gloves']],
  ['nitr glo', ['gloves']],
  ['glo nitr', []],
  ['ochronna przyłbica', []],
  ['p', []],
  ['', []],
  ['  ?! ', []],
  ['xyz', []],
])('%s', (typed, expected) => {
  expect(find(typed, 5)).toEqual(expected);
});

test('gives no more than asked for, and survives anything typed', () => {
  expect(find('przył', 1)).toEqual(['face-shield']);
  expect(find(`${'a '.repeat(5_000)}\u0000\ud800`, 5)).toEqual([]);
});
