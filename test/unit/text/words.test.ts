import { createAnalyser } from '../../../src/text/analyser.ts';
import { fold, normalise } from '../../../src/text/fold.ts';
import { lightStem } from '../../../src/text/light-stemmer.ts';
import { analyserOf, share } from './analyser-with-dictionary.ts';

const analyser = analyserOf();

describe('folding', () => {
  test.each([
    ['Żółć', 'zolc'], ['ŁÓDŹ', 'lodz'], ['Straße', 'strasse'], ['m²', 'm2'], ['ﬁltr', 'filtr'],
    ['µm', 'um'], ['e\u0301', 'e'], ['abc', 'abc'],
  ])('%p becomes %p', (word, expected) => {
    expect(fold(normalise(word))).toBe(expected);
  });
});

describe('keys of words', () => {
  test.each([
    ['przyłbica', 'przyłbicami'], ['przyłbica', 'przylbic'], ['rękawiczka', 'rekawiczek'], ['żółty', 'zolta'],
    ['maseczka', 'maseczek'], ['wtryskarka', 'wtryskarce'], ['Kraków', 'krakowie'], ['Łódź', 'lodzi'],
    ['pudełko', 'pudelek'], ['koronawirus', 'koronawirusem'], ['covid', 'covidu'], ['pleksi', 'plexi'],
    ['regranulat', 'regranulatów'], ['filtrujący', 'filtrująca'], ['drukować', 'drukowanie'],
    ['Kowalplast', 'Kowalplastu'], ['headband', 'headbandów'], ['mask', 'masks'], ['glove', 'gloves'],
    ['valve', 'valves'], ['factory', 'factories'], ['printed', 'printing'], ['rope', 'ropes'], ['place', 'places'],
    ['film', 'filmu'], ['constructor', 'constructors'],
  ])('%p and %p are one', (left, right) => {
    expect(share(analyser, left, right)).toBe(true);
  });

  test.each([
    ['maska', 'masło'], ['szyba', 'szycie'], ['kask', 'kasa'], ['gaz', 'gazeta'], ['płyta', 'płyn'],
    ['rękaw', 'rękawica'], ['fartuch', 'fart'], ['igła', 'iglica'], ['filtr', 'film'], ['druk', 'drut'],
    ['sterylne', 'niesterylne'], ['forma', 'format'], ['laser', 'lasy'], ['pillow', 'pill'], ['window', 'wind'],
    ['factory', 'factor'], ['battery', 'batter'], ['tape', 'tap'], ['cape', 'cap'], ['glove', 'globe'],
    ['mask', 'masło'], ['covid', 'wideo'], ['petg', 'pet'], ['rod', 'road'],
  ])('%p and %p are not', (left, right) => {
    expect(share(analyser, left, right)).toBe(false);
  });

  test('a word that may lack Polish letters has both readings, unless its text shows that they are typed', () => {
    expect(analyser.keysOf('walki')).toEqual(expect.arrayContaining(['walka', 'walek']));
    expect(analyser.analyse('walki gumowe', 'pl').keys).toContain('walek');
    expect(analyser.analyse('walki sportów', 'pl').keys).not.toContain('walek');
  });

  test('an English text has no Polish readings of English words', () => {
    expect(analyser.keysOf('rope')).toContain('ropa');
    expect(analyser.analyse('rope for the masks', 'en').keys).toEqual(['rope', 'mask']);
  });

  test.each(['', ' ', '—', '\ud800', '\0'])('%p has no keys', (word) => {
    expect(analyser.keysOf(word)).toEqual([]);
  });

  test('keys have no capitals, no marks and no ł', () => {
    const { keys } = analyser.analyse('Łóżka, ŻÓŁTE rękawice i Straße ÆØ', 'pl');
    expect(keys.join('')).toMatch(/^[a-z]+$/);
  });
});

describe('light stemmer', () => {
  test.each([
    ['kowalplastami', 'kowalplast'], ['maseczek', 'maseczk'], ['maseczkami', 'maseczk'],
    ['flizelinowych', 'flizelinow'], ['flizelinowa', 'flizelinow'], ['window', 'window'],
    ['factory', 'factory'], ['tape', 'tape'], ['dom', 'dom'],
  ])('%p becomes %p', (word, expected) => {
    expect(lightStem(word)).toBe(expected);
  });
});

describe('without a dictionary', () => {
  const bare = createAnalyser({ dictionary: null, vocabulary: [] });

  test('says so and stems lightly', () => {
    expect(bare.warnings).toEqual(['dictionary-missing']);
    expect(analyser.warnings).toEqual([]);
    expect(share(bare, 'przyłbica', 'przylbicami')).toBe(true);
    expect(share(bare, 'gloves', 'glove')).toBe(true);
    expect(share(bare, 'maska', 'szyba')).toBe(false);
  });

  test('has another version', () => {
    expect(bare.version).toMatch(/^[0-9a-f]{12}$/);
    expect(bare.version).not.toBe(analyser.version);
    expect(analyserOf().version).toBe(analyser.version);
    expect(analyserOf([{ id: 'a', kind: 'product', pl: ['a'], en: ['a'] }]).version).not.toBe(analyser.version);
  });
});
