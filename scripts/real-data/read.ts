import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from './csv.ts';
import { wantedItems } from './wanted-items.ts';

/** What one facility or maker group says in one post. */
export interface RealPost {
  kind: 'need' | 'offer';
  title: string;
  description: string;
}

export interface RealOrganisation {
  kind: 'health-care' | 'firm';
  name: string;
  town: { name: string; lat: number | null; lng: number | null };
  posts: RealPost[];
}

const NEEDS = 'needs-us-2020-03-27.csv';
const MAKERS = 'makers-us-2020-04.csv';
const LONGEST_TITLE = 120;

type Row = Record<string, string>;

/* Some say "N/A". */
const degrees = (text = ''): number | null => (/^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null);

const townOf = (row: Row, name: string) => ({
  name: name || 'unknown',
  lat: degrees(row['lat']),
  lng: degrees(row['lng']),
});

const bare = (text: string): string =>
  text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/* A title that is too long is cut at a word and stands in full in the description. */
function postOf(kind: RealPost['kind'], wanted: string, description = ''): RealPost[] {
  const title = bare(wanted);
  if (title.length < 3) return [];
  if (title.length <= LONGEST_TITLE) return [{ kind, title, description }];
  const cut = title.slice(0, LONGEST_TITLE - 1).replace(/\s+\S*$/, '');
  return [{ kind, title: `${cut}…`, description: [title, description].filter(Boolean).join('\n\n') }];
}

/* Several lines of one facility are one organisation; what it asks twice is one post. */
function facilities(rows: readonly Row[]): RealOrganisation[] {
  const found = new Map<string, RealOrganisation>();
  for (const row of rows) {
    const { facility = '', city = '', accepting = '' } = row;
    const key = `${facility}|${city}`.toLowerCase();
    const organisation = found.get(key) ?? {
      kind: 'health-care' as const,
      name: facility,
      town: townOf(row, city),
      posts: [],
    };
    found.set(key, organisation);
    const known = new Set(organisation.posts.map(({ title }) => title.toLowerCase()));
    const posts = wantedItems(accepting).flatMap((item) => postOf('need', item));
    organisation.posts.push(...posts.filter(({ title }) => !known.has(title.toLowerCase())));
  }
  return [...found.values()];
}

const list = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item && item !== 'Other');

/* The first sentence of what a group says of itself, with all of it below. */
function descriptionOf(text: string): RealPost[] {
  const sentence = /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
  return postOf('offer', sentence, text === sentence ? '' : text);
}

/* One offer per product and per capability, and one of what the group says of itself: a post is about one thing. */
function maker(row: Row): RealOrganisation {
  const {
    name = '',
    city = '',
    products,
    capabilities,
    other_product: product = '',
    other_capability: skill = '',
  } = row;
  const named = [...list(products), product, ...list(capabilities), skill].flatMap((item) => postOf('offer', item));
  const posts = [...named, ...descriptionOf(bare(row['description'] ?? ''))];
  return { kind: 'firm', name, town: townOf(row, city), posts };
}

/**
 * Reads the needs and makers of findthemasks from a folder.
 * @throws Error with what to do when the folder does not have them
 */
export function readRealData(folder: string): { needs: RealOrganisation[]; offers: RealOrganisation[] } {
  for (const file of [NEEDS, MAKERS]) {
    if (!existsSync(join(folder, file)))
      throw new Error(`There is no ${file} in ${folder}. Name the folder of the findthemasks data: --data DIR`);
  }
  const rows = (file: string) => parseCsv(readFileSync(join(folder, file), 'utf8'));
  return { needs: facilities(rows(NEEDS)), offers: rows(MAKERS).map(maker) };
}
