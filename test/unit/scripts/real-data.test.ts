import { parseCsv } from '../../../scripts/real-data/csv.ts';
import { wantedItems } from '../../../scripts/real-data/wanted-items.ts';

describe('wantedItems', () => {
  test.each([
    ['N95s, Surgical masks', ['N95s', 'Surgical masks']],
    ['Gloves (vinyl, nitrile), gowns', ['Gloves (vinyl, nitrile)', 'gowns']],
    [
      'PAPR hoods (personal air purifiers) (with batteries, motors)',
      ['PAPR hoods (personal air purifiers) (with batteries, motors)'],
    ],
    ['(N95s, gowns/aprons, wipes)', ['N95s', 'gowns/aprons', 'wipes']],
    ['machines and disposables; flocked swabs', ['machines and disposables', 'flocked swabs']],
    ['Gowns, gowns,  , ', ['Gowns']],
    ['Masks (any, please', ['Masks (any', 'please']],
    ['', []],
  ])('%j', (list, items) => {
    expect(wantedItems(list)).toEqual(items);
  });
});

describe('parseCsv', () => {
  test('quotes, commas, line breaks and empty fields', () => {
    const text = '\ufeffid,what,note\r\n1,"a, b","he said ""yes""\nand left"\r\n2,,\r\n';
    expect(parseCsv(text)).toEqual([
      { id: '1', what: 'a, b', note: 'he said "yes"\nand left' },
      { id: '2', what: '', note: '' },
    ]);
  });

  test('a missing last line break and missing last fields', () => {
    expect(parseCsv('a,b\n1')).toEqual([{ a: '1', b: '' }]);
  });

  test('text after a closing quote is refused', () => {
    expect(() => parseCsv('a\n"1"2')).toThrow('malformed CSV');
  });
});
