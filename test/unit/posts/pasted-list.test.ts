import { readPastedList, type PastedRow } from '../../../src/features/posts/pasted-list.ts';
import { unitWritten } from '../../../src/features/posts/unit-words.ts';
import { readWrittenDate } from '../../../src/features/posts/written-dates.ts';

const TODAY = '2026-11-22'; // a Sunday
const read = (text: string, kind: 'need' | 'offer' = 'need'): PastedRow[] => readPastedList(text, { kind, today: TODAY });
const row = (title: string, quantity = '', unit = 'szt', date = '', note = '') => ({ title, quantity, unit, date, note });

describe('one line', () => {
  test.each<[string, ReturnType<typeof row>]>([
    ['maseczki FFP2; 500 szt.; do 15.12', row('maseczki FFP2', '500', 'szt', '2026-12-15')],
    ['maseczki FFP2\t500\tszt.\t15.12.2026', row('maseczki FFP2', '500', 'szt', '2026-12-15')],
    ['maseczki FFP2\t500 szt.\t2026-12-15 00:00:00\tbiałe', row('maseczki FFP2', '500', 'szt', '2026-12-15', 'białe')],
    ['500 x przyłbice', row('przyłbice', '500')],
    ['500x przyłbice', row('przyłbice', '500')],
    ['500 × przyłbice', row('przyłbice', '500')],
    ['przyłbice x 500', row('przyłbice', '500')],
    ['200 kg granulat PP', row('granulat PP', '200', 'kg')],
    ['granulat PP 200 kg', row('granulat PP', '200', 'kg')],
    ['Granulat PP: 1,5 t', row('Granulat PP', '1,5', 't')],
    ['10 czepków', row('czepków', '10')],
    ['12 marek', row('marek', '12')],
    ['500 wiader farby', row('wiader farby', '500')],
    ['rękawice nitrylowe 1 000 par', row('rękawice nitrylowe', '1 000', 'para')],
    ['2 500 maseczek FFP2', row('maseczek FFP2', '2 500')],
    ['maski 5 tys. szt.', row('maski', '5', 'tys_szt')],
    ['Przyłbice – 300 szt.', row('Przyłbice', '300')],
    ['przyłbice (300 szt.) do 15 grudnia', row('przyłbice', '300', 'szt', '2026-12-15')],
    ['500 szt. masek do piątku', row('masek', '500', 'szt', '2026-11-27')],
    ['gogle 30 szt do jutra', row('gogle', '30', 'szt', '2026-11-23')],
    ['fartuchy, rozmiar L, 50 szt., do piątku', row('fartuchy, rozmiar L', '50', 'szt', '2026-11-27')],
    ['maska, 5 szt, do 2026-12-01, pilne', row('maska', '5', 'szt', '2026-12-01', 'pilne')],
    ['Środki; 100 l; 5.01; bez zapachu', row('Środki', '100', 'l', '2027-01-05', 'bez zapachu')],
    ['| maska | 20 | szt. |', row('maska', '20')],
    ['15.12; gogle; 7', row('gogle', '7', 'szt', '2026-12-15')],
    ['Maski;dużo;kiedyś', row('Maski', '', 'szt', '', 'dużo; kiedyś')],
    ['maski; 20 szt.; 5 opak.', row('maski', '20', 'szt', '', '5 opak.')],
    ['maski; ok. 500 szt.', row('maski', '500', 'szt', '', 'ok. 500 szt.')],
    ['Maska ""A""\t5', row('Maska ""A""', '5')],
    ['"Maska ""A"";\nduża"\t5', row('Maska "A" duża', '5')],
    // What could be read in two ways is left to the form to ask about.
    ['1.000 masek', row('masek', '1.000')],
    ['500 szt. przyłbic x L', row('przyłbic x L', '500')],
    // Sizes are no amounts.
    ['wtryskarka 160 t', row('wtryskarka 160 t')],
    ['20 x 30 cm folia', row('20 x 30 cm folia')],
    ['folia 20 x 30 cm', row('folia 20 x 30 cm')],
    ['3 mm pleksi', row('3 mm pleksi')],
    ['rura PVC 50 mm - 20 szt', row('rura PVC 50 mm', '20')],
    ['norma EN 149', row('norma EN 149')],
    ['3D druk', row('3D druk')],
    ['Płyn 5l 20 szt.', row('Płyn 5l', '20')],
    // A date just over stays, to be corrected; one long over is of the next year.
    ['maski; 5; do 1.11', row('maski', '5', 'szt', '2026-11-01')],
    ['maski; 5; do 29.02', row('maski', '5')],
    // No amount, though it has digits only.
    ['maski; 31.02.2026', row('maski', '', 'szt', '', '31.02.2026')],
    ['Igły; na wczoraj', row('Igły', '', 'szt', '', 'na wczoraj')],
  ])('%j', (line, expected) => {
    const [found, ...more] = read(line);
    expect(more).toEqual([]);
    // What is no date is not lost.
    expect(found).toEqual(line.includes('29.02') ? { ...expected, note: 'do 29.02' } : expected);
  });

  test('an offer has no field for until when: it is said in words', () => {
    expect(read('maski; 20 szt.; do 15.12', 'offer')).toEqual([row('maski', '20', 'szt', '', 'do 15.12')]);
    expect(read('maski; 20 szt.; od 15.12', 'offer')).toEqual([row('maski', '20', 'szt', '2026-12-15')]);
  });
});

describe('many lines', () => {
  test.each([
    ['bullets', '- maski 20 szt.\n• gogle 30 szt.\n* [ ] fartuchy 40 szt.'],
    ['numbers', '1. maski 20 szt.\n2) gogle 30 szt.\n(3) fartuchy 40 szt.'],
    ['blank lines and Windows line ends', '\r\n maski; 20\r\n\r\n  \r\ngogle; 30\r\n\u00a0\r\nfartuchy; 40\r\n'],
    ['a line that leads to the list, and rules', 'Potrzebujemy:\n---\nmaski - 20\ngogle - 30\nfartuchy - 40\n___'],
    ['numbered rows of a spreadsheet', '1\tmaski\t20\n2\tgogle\t30\n3\tfartuchy\t40'],
    ['columns in another order', '20\tszt.\tmaski\n30\tszt.\tgogle\n40\tszt.\tfartuchy'],
  ])('%s', (_what, text) => {
    expect(read(text)).toEqual([row('maski', '20'), row('gogle', '30'), row('fartuchy', '40')]);
  });

  test('a row of headings names the columns, whatever their order, and what has no field is said with its heading', () => {
    expect(read('Lp.\tTermin\tNazwa towaru\tJ.m.\tIlość\tUwagi\tCena\n1\t15.12\t3M 8835\top.\t5\tbiałe\t12 zł\n2\twkrótce\tGogle\tszt.\tdużo\t\t\n'))
      .toEqual([row('3M 8835', '5', 'opak', '2026-12-15', 'białe; Cena: 12 zł'), row('Gogle', 'dużo', 'szt', '', 'wkrótce')]);
    expect(read('Item;Qty;Unit;Needed by\nmask;20;pcs;15 Dec')).toEqual([row('mask', '20', 'szt', '2026-12-15')]);
  });

  test('a day in the column of amounts is a day, and what only begins like one is said in words', () => {
    expect(read('Nazwa;Ilość;Termin\nIgły;na wczoraj\nGogle;do piątku\nMaski;do ustalenia;15.12\nPłyn;2.05;31.02.2026\nFolia;15.12.2026')).toEqual([
      row('Igły', '', 'szt', '', 'na wczoraj'), row('Gogle', '', 'szt', '2026-11-27'),
      row('Maski', '', 'szt', '2026-12-15', 'do ustalenia'), row('Płyn', '2.05', 'szt', '', '31.02.2026'),
      row('Folia', '', 'szt', '2026-12-15'),
    ]);
  });

  test('a first line that names things is no heading', () => {
    expect(read('Nazwa produktu ABC\nmaski')).toHaveLength(2);
    expect(read('maski; gogle; 20')).toEqual([row('maski', '20', 'szt', '', 'gogle')]);
  });

  test('nothing that says something makes nothing', () => {
    expect(read('')).toEqual([]);
    expect(read(' \n\t\t\n - \n;;;\n')).toEqual([]);
  });

  const signsIn = (text: string): number => text.match(/[\p{L}\d]/gu)?.length ?? 0;

  test.each(['\n""a', '\n"', 'a ', '1 000 ', '5 x ', '( 5', '~~5', '\t"', ', 5', '- ', '1) '])('of %j over and over nothing is lost', (part) => {
    const text = part.repeat(10_000 / part.length);
    const kept = read(text).map(({ title, quantity, date, note }) => [title, quantity, date, note].join(' '));
    expect(signsIn(kept.join(' '))).toBe(signsIn(text));
  });
});

test.each([
  ['2026-12-15', '2026-12-15', false], ['15.12.2026', '2026-12-15', false], ['15.12.26 r.', '2026-12-15', false], ['15/12/2026', '2026-12-15', false],
  ['12/15/2026', '2026-12-15', false], ['do 15.12', '2026-12-15', true], ['do dnia 5.1', '2027-01-05', true], ['od 2.12', '2026-12-02', false],
  ['15 grudnia 2026 roku', '2026-12-15', false], ['December 15, 2027', '2027-12-15', false], ['by 15 Dec', '2026-12-15', true], ['na środę', '2026-11-25', false],
  ['niedziela', '2026-11-29', false], ['dziś', TODAY, false], ['until tomorrow', '2026-11-23', true],
])('the day %j', (text, date, until) => expect(readWrittenDate(text, TODAY)).toEqual({ date, until }));

test.each(['2.5', '31.02.2026', '15.13', '10 czepków', 'środki', 'maj', '500', '', 'do końca'])('%j is no day', (text) => {
  expect(readWrittenDate(text, TODAY)).toBeNull();
});

test.each([
  ['szt.', 'szt'], ['SZTUK', 'szt'], ['tys. szt.', 'tys_szt'], ['tysięcy sztuk', 'tys_szt'], ['m²', 'm2'], ['m kw.', 'm2'], ['mb', 'm'], ['op.', 'opak'],
  ['kpl', 'kpl'], ['zestawów', 'kpl'], ['godz.', 'h'], ['boxes', 'opak'], ['litrów', 'l'], ['wiader', null], ['', null], ['constructor', null],
])('the unit %j', (text, unit) => expect(unitWritten(text)).toBe(unit));
