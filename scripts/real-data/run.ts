import type { FreshDatabase } from '../support/database.ts';
import { startExchange } from '../support/exchange.ts';
import { time, until } from '../support/figures.ts';
import type { MailServer } from '../support/mail-server.ts';
import { watchMatches } from '../support/match-watch.ts';
import { ASSUMED_QUANTITY, enrol, postCommands, PUBLISHERS, publishAll, type Ready } from './publish.ts';
import { readRealData } from './read.ts';
import { report } from './report.ts';
import { sampleMatches } from './sample.ts';

export interface RealOptions {
  folder: string;
  /** The most needs that are imported; a spread over all of them. */
  limit: number | null;
  seed: number;
}

const SAMPLED = 20;

/* Every so many-th, so that a part looks like the whole. */
function part(all: readonly Ready[], limit: number | null): Ready[] {
  if (limit === null || limit >= all.length) return [...all];
  const chosen = Array.from({ length: limit }, (_, at) => all[Math.floor((at * all.length) / limit)]);
  return chosen.filter((one) => one !== undefined);
}

/** Publishes the real needs and offers of spring 2020 and prints what the exchange made of them. */
export async function runRealData(
  database: FreshDatabase,
  mail: MailServer,
  { folder, limit, seed }: RealOptions,
): Promise<void> {
  const data = readRealData(folder);
  const running = await startExchange(database.url, mail.url);
  const { exchange } = running;
  const watch = watchMatches(exchange.dataSource);
  try {
    const commands = postCommands(exchange);
    const offers = await enrol(exchange, data.offers);
    const needs = part(await enrol(exchange, data.needs), limit);
    console.log(`   ${data.needs.length} facilities and ${data.offers.length} maker groups, one person each`);
    console.log(
      `   the needs name no amounts: ${ASSUMED_QUANTITY} pcs are assumed for each; the offers name no radius: whole country`,
    );
    console.log(
      `   ${offers.length} offers, then ${needs.length} needs, ${PUBLISHERS} at once: each publisher waits for the matches of its post`,
    );
    const published = await publishAll(commands, watch, offers);
    const started = performance.now();
    const asked = await publishAll(commands, watch, needs);
    const seconds = (performance.now() - started) / 1_000;
    await until(async () => ((await running.isIdle()) ? true : null), 60_000, 100);
    console.log(`   all published and matched in ${time(seconds * 1_000)}\n`);
    for (const line of await report(exchange, mail, asked, published, seconds)) console.log(line);
    for (const fitsOnly of [false, true]) {
      const which = fitsOnly ? 'of the fits alone, which people are told at once' : 'of all';
      console.log(`\n${SAMPLED} matches at random (seed ${seed}), ${which}, to be judged by a person:\n`);
      for (const text of await sampleMatches(exchange, { count: SAMPLED, seed, fitsOnly })) console.log(text);
    }
  } finally {
    watch.stop();
    await running.stop();
  }
}
