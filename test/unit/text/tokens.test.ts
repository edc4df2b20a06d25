import { analyserOf, share } from './analyser-with-dictionary.ts';

const analyser = analyserOf();
const tokens = (text: string): [string, string][] =>
  analyser.analyse(text, 'pl').tokens.map((token) => [token.text, token.keys.join(' ')]);

describe('tokens', () => {
  test.each<[string, [string, string][]]>([
    ['FFP2/FFP3', [['FFP2', 'ffp2'], ['FFP3', 'ffp3']]],
    ['FFP2/3', [['FFP2', 'ffp2'], ['3', 'ffp3 3']]],
    ['EN 149', [['EN 149', 'en149 149']]],
    ['PN-EN 149:2001+A1:2009', [['PN-EN 149:2001+A1:2009', 'en149 149']]],
    ['EN ISO 374-1', [['EN ISO 374-1', 'en374 en374-1 iso374 iso374-1 374 374-1']]],
    ['PET-G', [['PET-G', 'petg']]],
    ['3-D', [['3-D', '3d']]],
    ['0,5 mm', [['0,5 mm', '0.5mm']]],
    ['1 000', [['1 000', '1000']]],
    ['12\u00a0000\u00a0000', [['12\u00a0000\u00a0000', '12000000']]],
    ['1,500', [['1,500', '1500']]],
    ['0,125', [['0,125', '0.125']]],
    ['5/6', [['5/6', '5/6']]],
    ['500szt', [['500', '500'], ['szt', 'sztuka szt']]],
    ['20×30 cm', [['20×30 cm', '20x30cm 20x30']]],
    ['30 g/m²', [['30 g/m²', '30gsm']]],
    ['230V', [['230V', '230v']]],
    ['COVID-19', [['COVID-19', 'covid']]],
    ["women's", [["women's", 'women']]],
    ['x-ray', [['x-ray', 'xray']]],
    ['non-woven', [['non', 'nona nony non nonwoven'], ['woven', 'woven nonwoven']]],
    ['EN 149 200 m', [['EN 149', 'en149 149'], ['200 m', '200m']]],
    ['', []],
    [' ,.-/ ', []],
  ])('%p', (text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  test.each([
    ['PET-G', 'PETG'], ['PET-G', 'pet g'], ['3D', '3-D'], ['3D', '3 d'], ['0,5 mm', '0.5mm'], ['EN 149', 'en149'],
    ['EN-149', 'PN-EN 149:2001'], ['1 000', '1\u202f000'], ['FFP-2', 'ffp 2'], ['KN95', 'KN 95'], ['m²', 'm2'],
    ['PCR-em', 'PCR'], ['ADM-ach', 'ADM'], ['10 ml', '10ml'], ['100x50 mm', '100 x 50 mm'], ['nonwoven', 'non-woven'],
    ['poli-węglan', 'poliwęglanu'], ['COVID-19', 'covidu'], ['przył\u00adbica', 'przyłbica'],
    ['przy\u0142bica rękawica'.normalize('NFD'), 'rękawica'],
  ])('%p and %p are one', (left, right) => {
    expect(share(analyser, left, right)).toBe(true);
  });

  test.each([
    ['PET', 'PET-G'], ['FFP2', 'FFP3'], ['0,5 mm', '0,5 ml'], ['EN 149', 'EN 166'], ['5/6', '5'], ['1 000', '1'],
    ['3D', '3'], ['KN95', '95'],
  ])('%p and %p are not', (left, right) => {
    expect(share(analyser, left, right)).toBe(false);
  });

  test('offsets point into the raw text', () => {
    const text = 'Ża\u0301dne «maski», 1 000 szt. (PET-G) 😀 koniec';
    for (const token of analyser.analyse(text, 'pl').tokens) {
      expect(text.slice(token.start, token.end)).toBe(token.text);
    }
  });

  test('keys leave stop words out and name each key once', () => {
    const { keys, tokens: all } = analyser.analyse('Maski i maska dla szpitali', 'pl');
    expect(all.filter((token) => token.stop).map((token) => token.text)).toEqual(['i', 'dla']);
    expect(keys).toEqual([...new Set(keys)]);
    expect(keys).toEqual(expect.arrayContaining(['maska', 'szpital']));
    expect(keys).not.toContain('dla');
  });
});
