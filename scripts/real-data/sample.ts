import { join } from 'node:path';
import type { Exchange } from '../../src/compose.ts';
import { chipsOf, type Reason } from '../../src/features/matches/index.ts';
import { createVocabulary } from '../../src/features/vocabulary/index.ts';
import { loadMessages } from '../../src/templates/i18n.ts';
import { loadVocabulary } from '../../src/text/load.ts';
import { ROOT } from '../support/exchange.ts';
import { randomFrom } from '../support/random.ts';

interface Pair {
  verdict: string;
  reasons: Reason[];
  need: string;
  facility: string;
  city: string;
  offer: string;
  description: string;
  maker: string;
  makerCity: string;
}

/* In an order that does not depend on the ids, which are new in every run. */
const PAIRS = `
  SELECT m.verdict, m.reasons, n.title AS need, no.name AS facility, n.town_name AS city, f.title AS offer, f.description,
         s.name AS maker, f.town_name AS "makerCity"
  FROM match m JOIN post n ON n.id = m.need_id JOIN organisation no ON no.id = n.organisation_id
  JOIN post f ON f.id = m.offer_id JOIN organisation s ON s.id = m.supplier_id
  WHERE m.verdict <> 'no' ORDER BY n.title, no.name, n.town_name, f.title, s.name, f.description`;

export interface Sampling {
  count: number;
  seed: number;
  /** Only those of which people are told at once. */
  fitsOnly: boolean;
}

/** Matches chosen at random, the same ones for the same seed, as text for a person to judge. */
export async function sampleMatches({ dataSource }: Exchange, { count, seed, fitsOnly }: Sampling): Promise<string[]> {
  const all = await dataSource.query<Pair[]>(PAIRS);
  const pairs = fitsOnly ? all.filter(({ verdict }) => verdict === 'fits') : all;
  const random = randomFrom(seed);
  const chosen = new Set<Pair>();
  while (chosen.size < Math.min(count, pairs.length)) chosen.add(random.pick(pairs));
  const t = loadMessages(join(ROOT, 'locales')).translate('en');
  const vocabulary = createVocabulary(loadVocabulary(join(ROOT, 'data', 'vocabulary')));
  return [...chosen].map((pair, at) => {
    const reasons = chipsOf(pair.reasons, t, 'en', vocabulary)
      .map(({ text }) => text)
      .join(' · ');
    const about = pair.description.replace(/\s+/g, ' ').slice(0, 160);
    return [
      `${at + 1}. ${pair.verdict}: ${pair.need} (${pair.facility}, ${pair.city})`,
      `      ← ${pair.offer} (${pair.maker}, ${pair.makerCity})${about ? `: ${about}` : ''}`,
      `      ${reasons}`,
    ].join('\n');
  });
}
