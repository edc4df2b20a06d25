import { loadGazetteer } from '../../../src/features/organisations/gazetteer.ts';
import { REGIONS, distanceKm, findTowns } from '../../../src/features/organisations/town.ts';
import type { Town } from '../../../src/features/organisations/town.ts';

const towns = loadGazetteer(new URL('../../../data/gazetteer/towns-pl.tsv', import.meta.url).pathname);
const names = (query: string, limit?: number) => findTowns(towns, query, limit).map((town) => town.name);

function town(query: string): Town {
  const found = findTowns(towns, query, 1)[0];
  if (found === undefined) throw new Error(`no ${query}`);
  return found;
}

describe('REGIONS', () => {
  test('are sixteen, with the even TERYT codes from 02 to 32', () => {
    expect(REGIONS.map((region) => Number(region.teryt))).toEqual(Array.from({ length: 16 }, (_, i) => 2 * (i + 1)));
  });

  test('have slugs that are their Polish names without diacritics', () => {
    for (const region of REGIONS) {
      expect(region.pl.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l')).toBe(region.id);
    }
  });
});

describe('distanceKm', () => {
  test.each([
    ['Bydgoszcz', 'Toruń', 41], ['Bydgoszcz', 'Lipno', 84], ['Bydgoszcz', 'Gdańsk', 143],
    ['Warszawa', 'Kraków', 252],
  ])('%s – %s is about %d km', (from, to, km) => {
    expect(Math.round(distanceKm(town(from), town(to)))).toBe(km);
    expect(distanceKm(town(from), town(to))).toBe(distanceKm(town(to), town(from)));
  });

  test('one degree of a meridian, no distance, half the globe', () => {
    expect(distanceKm({ lat: 52, lng: 18 }, { lat: 53, lng: 18 })).toBeCloseTo(111.195, 3);
    expect(distanceKm({ lat: 53, lng: 18 }, { lat: 53, lng: 18 })).toBe(0);
    expect(distanceKm({ lat: 10, lng: 20 }, { lat: -10, lng: -160 })).toBeCloseTo(Math.PI * 6371.0088, 3);
  });
});

describe('findTowns', () => {
  test.each([
    ['bydg', 'Bydgoszcz'], ['TORUN', 'Toruń'], ['lodz', 'Łódź'], ['nakło nad', 'Nakło nad Notecią'],
    ['bielsko biala', 'Bielsko-Biała'], ['solec kuj', 'Solec Kujawski'],
  ])('%s finds %s first', (query, name) => {
    expect(names(query)[0]).toBe(name);
  });

  test('an exact name comes before a larger town that begins with it', () => {
    const [exact, ...longer] = findTowns(towns, 'Nowe');
    expect(exact?.name).toBe('Nowe');
    expect(Math.max(...longer.map((one) => one.population))).toBeGreaterThan(exact?.population ?? Infinity);
  });

  test('namesakes: the larger first, the voivodeship chooses', () => {
    const found = findTowns(towns, 'Lipno');
    expect(found.slice(0, 2).map((one) => one.name)).toEqual(['Lipno', 'Lipno']);
    expect(found[0]?.population).toBeGreaterThan(found[1]?.population ?? Infinity);
    expect(findTowns(towns, 'Lipno, wielkopolskie').map((one) => one.region)).toEqual(['wielkopolskie']);
  });

  test('a region alone, nothing, and an unknown word find nothing; the limit is kept', () => {
    expect([names('mazowieckie, zzz'), names('  ,'), names('Xyzzy')]).toEqual([[], [], []]);
    expect(names('b', 3)).toHaveLength(3);
  });
});
