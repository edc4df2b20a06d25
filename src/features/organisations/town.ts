/** The sixteen voivodeships. `teryt` is the first part of every TERYT code; `id` is the slug used in addresses. */
export const REGIONS = [
  { id: 'dolnoslaskie', teryt: '02', pl: 'dolnośląskie', en: 'Lower Silesia' },
  { id: 'kujawsko-pomorskie', teryt: '04', pl: 'kujawsko-pomorskie', en: 'Kuyavia-Pomerania' },
  { id: 'lubelskie', teryt: '06', pl: 'lubelskie', en: 'Lublin region' },
  { id: 'lubuskie', teryt: '08', pl: 'lubuskie', en: 'Lubusz region' },
  { id: 'lodzkie', teryt: '10', pl: 'łódzkie', en: 'Łódź region' },
  { id: 'malopolskie', teryt: '12', pl: 'małopolskie', en: 'Lesser Poland' },
  { id: 'mazowieckie', teryt: '14', pl: 'mazowieckie', en: 'Mazovia' },
  { id: 'opolskie', teryt: '16', pl: 'opolskie', en: 'Opole region' },
  { id: 'podkarpackie', teryt: '18', pl: 'podkarpackie', en: 'Subcarpathia' },
  { id: 'podlaskie', teryt: '20', pl: 'podlaskie', en: 'Podlasie' },
  { id: 'pomorskie', teryt: '22', pl: 'pomorskie', en: 'Pomerania' },
  { id: 'slaskie', teryt: '24', pl: 'śląskie', en: 'Silesia' },
  { id: 'swietokrzyskie', teryt: '26', pl: 'świętokrzyskie', en: 'Holy Cross region' },
  { id: 'warminsko-mazurskie', teryt: '28', pl: 'warmińsko-mazurskie', en: 'Warmia-Masuria' },
  { id: 'wielkopolskie', teryt: '30', pl: 'wielkopolskie', en: 'Greater Poland' },
  { id: 'zachodniopomorskie', teryt: '32', pl: 'zachodniopomorskie', en: 'West Pomerania' },
] as const;

export type Region = (typeof REGIONS)[number];
export type RegionId = Region['id'];

/** The region's name in the reader's language; the id itself for one that is not known. */
export const regionName = (id: string, lang: 'pl' | 'en'): string => REGIONS.find((region) => region.id === id)?.[lang] ?? id;

/** A point on the globe, in decimal degrees (WGS 84). */
export interface Coordinates {
  lat: number;
  lng: number;
}

/** A place of the gazetteer; `id` is its GeoNames number. */
export interface Town extends Coordinates {
  id: number;
  name: string;
  population: number;
  region: RegionId;
}

/** IUGG mean radius of the Earth, in kilometres. */
const EARTH_RADIUS_KM = 6371.0088;

/**
 * Great-circle distance in kilometres, unrounded.
 * Haversine formula: R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (2), 1984, p. 159.
 */
export function distanceKm(a: Coordinates, b: Coordinates): number {
  const halfLat = radians(b.lat - a.lat) / 2;
  const halfLng = radians(b.lng - a.lng) / 2;
  const h = Math.sin(halfLat) ** 2
    + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(halfLng) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/**
 * Towns whose name a person may mean by `query`, best first: the exact name, then names that begin with it,
 * then the others; larger towns first among equals. Case and Polish letters do not matter. Every typed word must
 * begin a word of the name, or of the voivodeship for telling namesakes apart ("Dobra, łódzkie").
 * @param limit the most towns returned
 */
export function findTowns(towns: readonly Town[], query: string, limit = 10): Town[] {
  const typed = words(query);
  const first = typed[0];
  if (first === undefined) return [];
  const found: { town: Town; rank: number }[] = [];
  for (const { town, name, known } of indexOf(towns).get(first.charAt(0)) ?? []) {
    if (!name.some((word) => word.startsWith(first))) continue;
    if (!typed.every((part) => known.some((word) => word.startsWith(part)))) continue;
    found.push({ town, rank: rank(name.join(' '), typed.join(' '), first) });
  }
  found.sort((a, b) => a.rank - b.rank || b.town.population - a.town.population || a.town.id - b.town.id);
  return found.slice(0, limit).map((entry) => entry.town);
}

/** The town that a text names and nothing else; null for the beginning of a name. */
export function townCalled(towns: readonly Town[], text: string): Town | null {
  const [found] = findTowns(towns, text, 1);
  return found && words(found.name).join(' ') === words(text).join(' ') ? found : null;
}

function rank(name: string, query: string, first: string): number {
  if (name === query || query.startsWith(`${name} `)) return 0;
  return name.startsWith(first) ? 1 : 2;
}

interface TownWords {
  town: Town;
  /** Of the name alone. */
  name: string[];
  /** Of the name and the voivodeship. */
  known: string[];
}

/** The towns of a gazetteer by the letters that words of their names begin with: folding 2,400 names takes 10 ms, walking them all 0.1 ms. */
const indexes = new WeakMap<readonly Town[], Map<string, TownWords[]>>();

function indexOf(towns: readonly Town[]): Map<string, TownWords[]> {
  const kept = indexes.get(towns);
  if (kept) return kept;
  const made = new Map<string, TownWords[]>();
  for (const town of towns) {
    const name = words(town.name);
    const entry = { town, name, known: [...name, ...words(town.region)] };
    for (const letter of new Set(name.map((word) => word.charAt(0)))) {
      const those = made.get(letter);
      if (those) those.push(entry);
      else made.set(letter, [entry]);
    }
  }
  indexes.set(towns, made);
  return made;
}

function words(text: string): string[] {
  return fold(text).split(/[^a-z0-9]+/).filter((word) => word !== '');
}

/** Lower case without diacritics; ł has no canonical decomposition and is replaced by hand. */
function fold(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l');
}
