import type { DataSource } from 'typeorm';
import { EMPTY, SITE_TEXT_NAMES, type SiteTexts } from './site-text.ts';

/** Reads of what the office has written about itself. */
export interface SiteTextQueries {
  texts(): Promise<{ texts: SiteTexts; seen: string }>;
}

interface Row {
  name: string;
  value: string;
  at: string;
}

const TEXTS = `SELECT name, value, (SELECT max(updated_at)::text FROM site_text) AS at FROM site_text`;

export const siteTextQueries = (dataSource: DataSource): SiteTextQueries => ({
  async texts() {
    const rows = await dataSource.query<Row[]>(TEXTS);
    const known = rows.filter(({ name }) => (SITE_TEXT_NAMES as string[]).includes(name));
    return { texts: { ...EMPTY, ...Object.fromEntries(known.map(({ name, value }) => [name, value])) }, seen: rows[0]?.at ?? '' };
  },
});
