import { csv, withoutFormula } from '../../../src/templates/csv.ts';

test.each([
  ['=1+1', "'=1+1"], ['+48 52 123 45 67', "'+48 52 123 45 67"], ['@SUM(A1)', "'@SUM(A1)"], ['-2+3', "'-2+3"], ['\t=1', "'\t=1"], [' =1', "' =1"], ['＝1', "'＝1"],
  ['-12', '-12'], ['-12,50', '-12,50'], ['+7', '+7'], ['12 345', '12 345'], ['Ławka', 'Ławka'], ['', ''],
])('%j becomes %j', (text, safe) => {
  expect(withoutFormula(text)).toBe(safe);
});

test('opens in a Polish spreadsheet and in an English one', () => {
  const rows = [{ a: -1.5, b: 'x;y' }, { a: null, b: '"q"\nz' }];
  expect(csv('pl', ['a', 'b'], rows)).toBe('\ufeffa;b\r\n-1.5;"x;y"\r\n;"""q""\nz"\r\n');
  expect(csv('en', ['a', 'b'], rows.slice(0, 1))).toBe('\ufeffa,b\r\n-1.5,x;y\r\n');
});
