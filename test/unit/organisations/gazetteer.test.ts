import { readFileSync } from 'node:fs';
import { GAZETTEER_HEADER, formatTown, parseGazetteer } from '../../../src/features/organisations/gazetteer.ts';

const tsv = readFileSync(new URL('../../../data/gazetteer/towns-pl.tsv', import.meta.url), 'utf8');
const towns = parseGazetteer(tsv);
const line = '3102014\tBydgoszcz\t53.1235\t18.00762\t366452\tkujawsko-pomorskie';

describe('the shipped gazetteer', () => {
  test('is complete, sorted by id and reads back to the same text', () => {
    expect(towns.length).toBeGreaterThan(2300);
    expect(towns.map((town) => town.id)).toEqual(towns.map((town) => town.id).toSorted((a, b) => a - b));
    expect([GAZETTEER_HEADER, ...towns.map(formatTown), ''].join('\n')).toBe(tsv);
  });

  test('lies within Poland, has every voivodeship and no place below a thousand people', () => {
    for (const town of towns) {
      expect(town.lat > 49 && town.lat < 54.9 && town.lng > 14.1 && town.lng < 24.2).toBe(true);
      expect(town.population).toBeGreaterThanOrEqual(1000);
    }
    expect(new Set(towns.map((town) => town.region)).size).toBe(16);
  });

  test.each([
    ['Warszawa', 'mazowieckie'], ['Bielsko-Biała', 'slaskie'], ['Bydgoszcz', 'kujawsko-pomorskie'],
    ['Sulęcin', 'lubuskie'], ['Zawidów', 'dolnoslaskie'],
  ])('%s lies in %s', (name, region) => {
    expect(towns.filter((town) => town.name === name).map((town) => town.region)).toEqual([region]);
  });
});

describe('parseGazetteer', () => {
  test('reads a line, with either end of line', () => {
    const expected = {
      id: 3102014, name: 'Bydgoszcz', lat: 53.1235, lng: 18.00762, population: 366452, region: 'kujawsko-pomorskie',
    };
    expect(parseGazetteer(`${GAZETTEER_HEADER}\r\n${line}\r\n`)).toEqual([expected]);
  });

  test.each([
    ['another header', `id\tname\n${line}`, 'line 1'],
    ['an unknown voivodeship', `${GAZETTEER_HEADER}\n${line.replace('kujawsko-', '')}x`, 'line 2'],
    ['a missing column', `${GAZETTEER_HEADER}\n${line}\n1\tX\t53\t18\t1000`, 'line 3'],
    ['an extra column', `${GAZETTEER_HEADER}\n${line}\tx`, 'line 2'],
    ['a latitude that is no number', `${GAZETTEER_HEADER}\n${line.replace('53.1235', 'north')}`, 'line 2'],
    ['a repeated id', `${GAZETTEER_HEADER}\n${line}\n${line}`, 'line 3'],
  ])('refuses %s and names the line', (_what, text, named) => {
    expect(() => parseGazetteer(text)).toThrow(named);
  });
});
