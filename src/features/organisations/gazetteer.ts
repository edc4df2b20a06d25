import { readFileSync } from 'node:fs';
import { REGIONS } from './town.ts';
import type { Town } from './town.ts';

/** First line of the gazetteer file: the names of its tab-separated columns. */
export const GAZETTEER_HEADER = ['id', 'name', 'lat', 'lng', 'population', 'region'].join('\t');

/**
 * Reads the gazetteer file.
 * @throws Error when the file cannot be read or a line is malformed
 */
export function loadGazetteer(path: string): Town[] {
  return parseGazetteer(readFileSync(path, 'utf8'));
}

/**
 * Towns of a tab-separated text with the columns of `GAZETTEER_HEADER`, in the order of the text.
 * @throws Error that names the line, when the header differs, a value is malformed or an id is repeated
 */
export function parseGazetteer(tsv: string): Town[] {
  const [header, ...lines] = tsv.trimEnd().split(/\r?\n/);
  if (header !== GAZETTEER_HEADER) throw new Error(`Gazetteer, line 1: expected "${GAZETTEER_HEADER}"`);
  const seen = new Set<number>();
  return lines.map((line, index) => {
    const town = parseTown(line);
    if (town === null || seen.has(town.id)) {
      throw new Error(`Gazetteer, line ${index + 2}: malformed or repeated: "${line}"`);
    }
    seen.add(town.id);
    return town;
  });
}

function parseTown(line: string): Town | null {
  const [id, name, lat, lng, population, regionId, ...rest] = line.split('\t');
  const region = REGIONS.find((candidate) => candidate.id === regionId)?.id;
  if (!name || region === undefined || rest.length > 0) return null;
  return checked({
    id: Number(id), name, lat: Number(lat), lng: Number(lng), population: Number(population), region,
  });
}

function checked(town: Town): Town | null {
  const whole = Number.isInteger(town.id) && town.id > 0 && Number.isInteger(town.population) && town.population > 0;
  return whole && Math.abs(town.lat) <= 90 && Math.abs(town.lng) <= 180 ? town : null;
}

/** One line of the gazetteer file, without the end of line. */
export function formatTown(town: Town): string {
  return [town.id, town.name, town.lat, town.lng, town.population, town.region].join('\t');
}
