import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../support/exchange.ts';

export const LANGUAGES = ['pl', 'en'] as const;
export const WIDTHS = [360, 768, 1280] as const;
export const SCHEMES = ['light', 'dark'] as const;

/** Which pictures are taken, and where they go. */
export interface ShotOptions {
  folder: string;
  /** Part of a page's name, or the beginning of its address; null: every page. */
  only: string | null;
  languages: readonly (typeof LANGUAGES)[number][];
  widths: readonly (typeof WIDTHS)[number][];
  schemes: readonly (typeof SCHEMES)[number][];
}

/** All values, or those of a list such as `360,768`. @throws Error naming what is not one of them */
function chosen<T extends string | number>(name: string, all: readonly T[], text: string | undefined): readonly T[] {
  if (text === undefined) return all;
  const words = text.split(',').map((word) => word.trim());
  const unknown = words.find((word) => !all.some((one) => String(one) === word));
  if (unknown !== undefined) throw new Error(`--${name} knows ${all.join(', ')}, not ${unknown}`);
  return all.filter((one) => words.includes(String(one)));
}

/** Reads the command line: `[folder] --only board --lang pl --width 360,768 --scheme dark`. */
export function shotOptions(given: readonly string[]): ShotOptions {
  const { values, positionals } = parseArgs({
    args: [...given],
    allowPositionals: true,
    options: { only: { type: 'string' }, lang: { type: 'string' }, width: { type: 'string' }, scheme: { type: 'string' } },
  });
  return {
    folder: positionals[0] ?? join(ROOT, 'var', 'screenshots'),
    only: values.only ?? null,
    languages: chosen('lang', LANGUAGES, values.lang),
    widths: chosen('width', WIDTHS, values.width),
    schemes: chosen('scheme', SCHEMES, values.scheme),
  };
}

/** A page's name as part of a file's name: `board-with-filters`. */
export const slugOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

/** Whether this page was asked for. */
export const isWanted = ({ only }: Pick<ShotOptions, 'only'>, place: { name: string; path: string }): boolean =>
  only === null || place.path.startsWith(only) || slugOf(place.name).includes(slugOf(only));
