import type { DataSource } from 'typeorm';
import type { Clock } from '../../kernel/clock.ts';
import { siteWarnings } from './site-text.ts';
import { siteTextQueries } from './site-texts.queries.ts';

export interface SiteSignal {
  name: string;
  values: Record<string, number>;
}

/** What the office's page says of the site's texts, and of mails that a restore has held. */
export const siteSignals = (dataSource: DataSource, clock: Clock, securityExpires: string | null) => async (): Promise<SiteSignal[]> => {
  const { texts } = await siteTextQueries(dataSource).texts();
  const [row] = await dataSource.query<{ held: number }[]>(`SELECT count(*)::int AS held FROM mail WHERE held_at IS NOT NULL`);
  return [
    ...siteWarnings(texts, clock.now(), securityExpires).map((warning) => ({ name: `site-${warning}`, values: {} })),
    ...(row?.held ? [{ name: 'mails-held', values: { count: row.held } }] : []),
  ];
};
