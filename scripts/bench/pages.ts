import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openBrowser } from '../support/browser.ts';
import { freshDatabase } from '../support/database.ts';
import { startMailServer } from '../support/mail-server.ts';
import type { Source } from './corpus.ts';
import { CLINIC, fill, PASSWORD } from './fill.ts';
import { againstFloor } from './pages/against-floor.ts';
import { mixedLoad, writerOf, type Writer } from './pages/mixed.ts';
import { record, type Asked } from './pages/record.ts';
import { inBrowser } from './pages/vitals.ts';
import type { Row } from './row.ts';
import { startArguments, startServer } from './server-process.ts';

const POSTS = 20_000;
const WRITERS = 10;
const READ = 500;
const SEARCH = `/?q=${encodeURIComponent('rękawice')}`;

type Settings = Readonly<Record<string, string>>;

const runProduct = (settings: Settings) => startServer(startArguments().bare, settings);

/* Started as the product is, with the same flags. */
const runFloor = (settings: Settings, file: string) =>
  startServer([...startArguments().bare.slice(0, -1), join('scripts', 'bench', 'pages', 'floor.ts'), file], settings);

/* People of other clinics who know the password too. */
async function admit(db: pg.Client): Promise<string[]> {
  const emails = Array.from({ length: WRITERS - 1 }, (_, at) => `need-${at}@bench.example`);
  await db.query(`UPDATE person SET password_hash = (SELECT password_hash FROM person WHERE email = $1) WHERE email = ANY($2)`, [CLINIC, emails]);
  return [CLINIC, ...emails];
}

async function signedIn(baseUrl: string, emails: readonly string[]): Promise<Writer[]> {
  const writers: Writer[] = [];
  for (const email of emails) {
    const browser = openBrowser(baseUrl);
    const page = await browser.signIn(email, PASSWORD);
    if (page.status !== 200) throw new Error(`${email} could not sign in: ${page.status}`);
    writers.push(await writerOf(browser));
  }
  return writers;
}

/* The board as people open it first, and a search with its facets. */
const boards = (cookie: string): { page: Asked; target: string }[] => [
  { page: { name: 'board-anonymous', path: '/', cookie: '' }, target: '≥ 0.7' },
  { page: { name: 'board-signed-in', path: '/', cookie }, target: '≥ 0.6' },
  { page: { name: 'search-anonymous', path: SEARCH, cookie: '' }, target: '≥ 0.7' },
  { page: { name: 'search-signed-in', path: SEARCH, cookie }, target: '≥ 0.6' },
];

async function boardsAgainstFloor(settings: Settings, product: string, cookie: string): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gielda-kooperacji-pages-'));
  try {
    const wanted = boards(cookie);
    const file = join(folder, 'pages.json');
    writeFileSync(file, JSON.stringify(await record(settings, folder, wanted.map(({ page }) => page))));
    const floor = await runFloor(settings, file);
    try {
      const rows: Row[] = [];
      for (const { page, target } of wanted) rows.push(...(await againstFloor(product, floor.baseUrl, page, target)));
      return rows;
    } finally {
      await floor.stop();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measured(source: Source, settings: Settings, db: pg.Client): Promise<Row[]> {
  const emails = await admit(db);
  const posts = await db.query<{ id: string }>('SELECT id FROM post ORDER BY id LIMIT $1', [READ]);
  const ids = posts.rows.map(({ id }) => id);
  const product = await runProduct(settings);
  try {
    const idle = product.memory();
    const writers = await signedIn(product.baseUrl, emails);
    const cookie = writers[0]?.cookie ?? '';
    const readers = [{ name: 'anonymous', cookie: '' }, { name: 'signed in', cookie }];
    return [
      ...(await boardsAgainstFloor(settings, product.baseUrl, cookie)),
      ...(await inBrowser(product.baseUrl, readers, `/posts/${ids[0] ?? ''}`)),
      ...(await mixedLoad(product.baseUrl, source, ids, writers)),
      { name: 'memory, web and worker, at the start', value: Math.round(idle), unit: 'MB', target: '≤ 200' },
      { name: 'memory, web and worker, after the load', value: Math.round(product.memory()), unit: 'MB', target: '≤ 200' },
    ];
  } finally {
    await product.stop();
  }
}

/** The board against the least it could take, what pages weigh and how soon they stand, and a mixed load, at 20 000 posts. */
export async function pages(source: Source): Promise<Row[]> {
  const database = await freshDatabase({ careless: false, server: process.env['DATABASE_URL'] });
  const mail = await startMailServer();
  const db = new pg.Client(database.url);
  try {
    await fill(database.url, source, POSTS);
    await db.connect();
    const secret = randomBytes(32).toString('hex');
    return await measured(source, { DATABASE_URL: database.url, SMTP_URL: mail.url, SECRET: secret, SEED: 'none' }, db);
  } finally {
    await db.end();
    await mail.stop();
    await database.stop();
  }
}
