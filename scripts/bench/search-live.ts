import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createMeilisearch, initialise, type MeilisearchSearch } from '../../src/search/meilisearch/index.ts';
import type { EngineName } from '../../src/search/port.ts';
import { searchServerOrigin, startOwnServer } from '../../test/support/meilisearch.ts';
import { openBrowser, type Browser } from '../support/browser.ts';
import { freshDatabase } from '../support/database.ts';
import { quantile, until } from '../support/figures.ts';
import type { Source } from './corpus.ts';
import { CLINIC, fill, PASSWORD } from './fill.ts';
import { fieldsOf } from './load.ts';
import type { Row } from './row.ts';
import { startArguments, startServer } from './server-process.ts';

const PUBLISHED = 40;
const PATIENCE = 60_000;
/** Building the index of a hundred thousand posts on a slow machine. */
const BUILT_WITHIN = 1_800_000;

interface Times {
  findable: number[];
  matched: number[];
}

/** When the post can be found, and when its matches are stored, after the button was pressed; in milliseconds. */
async function publishOne(browser: Browser, source: Source, at: number, db: pg.Client, server: MeilisearchSearch | null): Promise<[number, number]> {
  const form = await browser.get('/posts/new?kind=need');
  const pressed = performance.now();
  const page = await browser.submit(form, '/posts', fieldsOf(source, at));
  const id = /[0-9a-f-]{36}/.exec(page.path)?.[0];
  if (page.status !== 200 || id === undefined) throw new Error(`a need was not published: ${page.status}`);
  const after = async (is: () => Promise<boolean>): Promise<number> => {
    if (!(await until(async () => ((await is()) ? true : null), PATIENCE, 10))) throw new Error('a post was never found');
    return performance.now() - pressed;
  };
  const found = async (): Promise<boolean> => server
    ? (await server.held([id])).length === 1
    : (await db.query('SELECT FROM search_document WHERE id = $1', [id])).rowCount === 1;
  const matched = async (): Promise<boolean> =>
    (await db.query(`SELECT FROM graphile_worker._private_jobs WHERE key = 'match:' || $1`, [id])).rowCount === 0;
  return Promise.all([after(found), after(matched)]);
}

async function published(url: string, source: Source, settings: Record<string, string>, server: MeilisearchSearch | null): Promise<Times> {
  const db = new pg.Client(url);
  await db.connect();
  const exchange = await startServer(startArguments().bare, { DATABASE_URL: url, SECRET: randomBytes(32).toString('hex'), SEED: 'none', ...settings });
  try {
    const ready = async (): Promise<true | null> =>
      (await db.query('SELECT FROM search_index WHERE signature IS NOT NULL')).rowCount === 1 ? true : null;
    if (server && !(await until(ready, BUILT_WITHIN, 200))) throw new Error('the index was not built');
    const browser = openBrowser(exchange.baseUrl);
    await browser.signIn(CLINIC, PASSWORD);
    const times: Times = { findable: [], matched: [] };
    for (let at = 0; at < PUBLISHED; at += 1) {
      const [findable, matched] = await publishOne(browser, source, at, db, server);
      times.findable.push(findable);
      times.matched.push(matched);
    }
    return times;
  } finally {
    await exchange.stop();
    await db.end();
  }
}

function rowsOf(engine: EngineName, size: number, { findable, matched }: Times): Row[] {
  const row = (what: string, value: number, target: string | null): Row =>
    ({ name: `${engine}, ${size / 1_000} k: ${what}`, value: Math.round(value), unit: 'ms', target });
  return [
    row('publish → findable, p95', quantile(findable, 0.95), '≤ 2000'),
    row('publish → match stored, p95', quantile(matched, 0.95), null),
  ];
}

/** Publishing through the form of the real server and its worker, with each engine. */
export async function searchLive(source: Source, sizes: readonly number[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const size of sizes) {
    const database = await freshDatabase({ careless: false, server: process.env['DATABASE_URL'] });
    try {
      await fill(database.url, source, size);
      rows.push(...rowsOf('postgres', size, await published(database.url, source, {}, null)));
      const origin = searchServerOrigin();
      if (origin === null || !('program' in origin)) continue;
      const program = await startOwnServer();
      try {
        const { key } = await initialise(program.address);
        const address = { host: program.address.host, apiKey: key };
        const server = createMeilisearch({ address, analyser: source.analyser });
        const settings = { MEILI_HOST: address.host, MEILI_API_KEY: key };
        rows.push(...rowsOf('meilisearch', size, await published(database.url, source, settings, server)));
      } finally {
        await program.stop();
      }
    } finally {
      await database.stop();
    }
  }
  return rows;
}
