import type { Language } from '../../../src/text/types.ts';
import { analyserOf, concept } from './analyser-with-dictionary.ts';

const analyser = analyserOf([
  concept('film', ['folia'], ['film']),
  concept('visor', ['szybka', 'szybka do przyłbicy'], ['visor']),
  concept('face-shield', ['przyłbica', 'przyłbica ochronna'], ['face shield']),
  concept('headband', ['opaska'], ['headband']),
  concept('mask', ['maseczka', 'maska'], ['mask']),
  concept('sewing', ['szycie'], ['sewing']),
  concept('sewing-machine', ['maszyna do szycia'], ['sewing machine']),
  concept('hand-gel', ['płyn do rąk'], ['hand sanitiser']),
  concept('glove', ['rękawice'], ['gloves']),
  concept('powder-free-glove', ['rękawice bez pudru'], ['powder-free gloves']),
  concept('vinyl', ['winyl'], ['vinyl']),
  concept('elastic', ['gumka'], ['elastic band']),
  concept('rope', ['lina'], ['rope']),
  concept('glazing', ['szyba'], ['pane']),
  concept('petg', ['PET-G'], ['PETG']),
  concept('moulding', ['wtrysk'], ['injection moulding']),
  concept('mould', ['forma wtryskowa'], ['injection mould']),
  concept('norm-149', ['EN 149'], ['EN 149']),
]);

const found = (text: string, language: Language = 'pl'): string[] =>
  analyser.analyse(text, language).concepts.map((hit) => `${hit.id}${hit.role === 'context' ? '?' : ''}`);

describe('phrases', () => {
  test.each<[string, string[]]>([
    ['Maszyny do szycia', ['sewing-machine']],
    ['maszyn szycia', ['sewing']],
    ['maszyna jest do szycia', ['sewing-machine']],
    ['maszyna, do szycia', ['sewing']],
    ['płynu do rąk', ['hand-gel']],
    ['plynem do rak', ['hand-gel']],
    ['przyłbic z ochronną', ['face-shield']],
    ['przyłbica, ochronna maska', ['face-shield', 'mask']],
    ['filament pet g', ['petg']],
    ['maski EN149', ['mask', 'norm-149']],
    ['ropa naftowa', []],
    ['szybu kopalnianego', []],
    ['an injection mould', ['mould']],
    ['injection moulding', ['moulding']],
    ['injection moulds', ['mould']],
    ['rękawice bez pudru', ['powder-free-glove']],
    ['nic z tego', []],
  ])('%p', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test('offsets span the phrase in the raw text', () => {
    const text = 'Oddam: maszynę do szycia!';
    const [hit] = analyser.analyse(text, 'pl').concepts;
    expect(text.slice(hit?.start, hit?.end)).toBe('maszynę do szycia');
  });
});

describe('roles', () => {
  test.each<[string, Language, string[]]>([
    ['folia na szybki do przyłbic', 'pl', ['film', 'visor?']],
    ['folia na szybki do samych przyłbic', 'pl', ['film', 'visor?', 'face-shield?']],
    ['folia do przyłbic', 'pl', ['film', 'face-shield?']],
    ['do przyłbic potrzebna folia', 'pl', ['face-shield', 'film']],
    ['szycie maseczek', 'pl', ['sewing', 'mask']],
    ['folia do przyłbic i maseczki', 'pl', ['film', 'face-shield?', 'mask?']],
    ['folia do przyłbic, maseczki', 'pl', ['film', 'face-shield?', 'mask']],
    ['folia do przyłbic. Maseczki', 'pl', ['film', 'face-shield?', 'mask']],
    ['folia 500 szt. do przyłbic', 'pl', ['film', 'face-shield?']],
    ['folia - maseczki', 'pl', ['film', 'mask']],
    ['film for face shields', 'en', ['film', 'face-shield?']],
    ['face shield headbands', 'en', ['face-shield?', 'headband']],
    ['film for face shield headbands', 'en', ['film', 'face-shield?', 'headband?']],
    ['face shields, headbands', 'en', ['face-shield', 'headband']],
    ['przyłbice opaski', 'pl', ['face-shield', 'headband']],
  ])('%p', (text, language, expected) => {
    expect(found(text, language)).toEqual(expected);
  });
});

describe('negation', () => {
  test.each<[string, Language, string[]]>([
    ['nie mamy maseczek', 'pl', []],
    ['Nie mamy już białych maseczek, mamy przyłbice', 'pl', ['face-shield']],
    ['nie mam masek i rękawic, są gumki', 'pl', ['elastic']],
    ['nie mamy masek i potrzebujemy przyłbic', 'pl', ['face-shield']],
    ['przyłbice bez szybek i gumek', 'pl', ['face-shield']],
    ['oprócz masek', 'pl', []],
    ['winyl odpada, tylko rękawice', 'pl', ['glove']],
    ['maski. Odpada ta oferta', 'pl', ['mask']],
    ['poza tym mamy maski', 'pl', ['mask']],
    ['bez opłat maski', 'pl', ['mask']],
    ['nie tylko maski', 'pl', ['mask']],
    ['no masks, only gloves', 'en', ['glove']],
    ['without elastic bands', 'en', []],
    ['face shields except headbands', 'en', ['face-shield']],
    ["we don't have any masks", 'en', []],
    ['vinyl is out', 'en', []],
    ['not only masks', 'en', ['mask']],
  ])('%p', (text, language, expected) => {
    expect(found(text, language)).toEqual(expected);
  });
});
