import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { today } from '../../src/kernel/dates.ts';
import { toDecimal } from '../../src/kernel/quantity.ts';
import { openBrowser, type Browser } from '../support/browser.ts';
import { freshDatabase } from '../support/database.ts';
import { quantile, until } from '../support/figures.ts';
import { startMailServer, type MailServer } from '../support/mail-server.ts';
import { randomFrom } from '../support/random.ts';
import { contentOf, type Source } from './corpus.ts';
import { CLINIC, fill, PASSWORD } from './fill.ts';
import type { Row } from './row.ts';
import { startArguments, startServer } from './server-process.ts';

const POSTS = 20_000;
/** More than any cluster publishes: 1 800 needs an hour, each told to some 17 people at once. */
const STEADY: Pace = { needs: 40, every: 2_000 };
/** What happens when all come at once; mails then wait for each other. */
const RUSH: Pace = { needs: 40, every: 500 };
const MATCHED = 400;
const PATIENCE = 120_000;

const DUE = `SELECT count(*)::int AS n FROM graphile_worker._private_jobs WHERE run_at <= now() AND attempts < max_attempts`;
const MATCHING = `SELECT count(*)::int AS n FROM graphile_worker._private_jobs WHERE key LIKE 'match:%'`;

const gone = (db: pg.Client, count: string): Promise<boolean | null> =>
  until(async () => ((await db.query<{ n: number }>(count)).rows[0]?.n === 0 ? true : null), PATIENCE, 20);

/** The form of a need, as it was typed. */
export function fieldsOf(source: Source, at: number): Record<string, string> {
  const town = source.towns.find(({ name }) => name === 'Bydgoszcz');
  if (!town) throw new Error('no Bydgoszcz');
  const content = contentOf(randomFrom(1_000 + at), source, 'need', town, today(new Date()));
  return {
    title: content.title,
    description: content.description,
    language: content.language,
    town: 'Bydgoszcz',
    unit: 'szt',
    quantity: content.quantity === null ? '10' : toDecimal(content.quantity),
    neededBy: content.neededBy ?? '',
    submissionKey: randomUUID(),
    intent: 'publish',
  };
}

interface Pace {
  needs: number;
  /** Milliseconds from one to the next. */
  every: number;
}

/* One need after the other at a steady pace, through the form; the moment of each button by the id of its post. */
async function publishAll(browser: Browser, source: Source, { needs, every }: Pace, first: number): Promise<Map<string, number>> {
  const pressed = new Map<string, number>();
  const form = await browser.get('/posts/new?kind=need');
  for (let at = first; at < first + needs; at += 1) {
    const pressedAt = performance.now();
    const page = await browser.submit(form, '/posts', fieldsOf(source, at));
    const id = /[0-9a-f-]{36}/.exec(page.path)?.[0];
    if (page.status !== 200 || id === undefined)
      throw new Error(`a need was not published: ${page.status} ${page.text.slice(0, 300)}`);
    pressed.set(id, pressedAt);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, every - (performance.now() - pressedAt))));
  }
  return pressed;
}

async function latencies(db: pg.Client, mail: MailServer, pressed: ReadonlyMap<string, number>): Promise<number[]> {
  const { rows } = await db.query<{ need_id: string; message_id: string }>(
    `SELECT DISTINCT m.need_id, mail.message_id FROM alert a JOIN match m ON m.id = a.match_id JOIN mail ON mail.id = a.mail_id
     WHERE m.need_id = ANY($1::uuid[])`,
    [[...pressed.keys()]],
  );
  const accepted = new Map(mail.mails.map(({ messageId, acceptedAt }) => [messageId, acceptedAt]));
  return rows.map(
    ({ need_id: id, message_id: message }) => (accepted.get(message) ?? Infinity) - (pressed.get(id) ?? 0),
  );
}

/* Publishes at this pace and waits until all is out: seconds that 19 of 20 mails took from the button to the mail server. */
async function mailed(
  { db, mail, browser, source }: { db: pg.Client; mail: MailServer; browser: Browser; source: Source }, pace: Pace, first: number,
): Promise<number> {
  const pressed = await publishAll(browser, source, pace, first);
  await gone(db, DUE);
  const times = await latencies(db, mail, pressed);
  const [median, slowest] = [quantile(times, 0.5), quantile(times, 1)].map(Math.round);
  console.log(`  ${pace.needs} needs published, one every ${pace.every} ms, ${times.length} mails, median ${median} ms, slowest ${slowest} ms`);
  return Number((quantile(times, 0.95) / 1_000).toFixed(2));
}

/*
 * Match jobs for posts that were never matched, all at once. Nobody wants to hear of it: what mails take is not the
 * matching's, and more than five a day nobody gets anyway.
 */
async function matchedPerSecond(db: pg.Client): Promise<number> {
  await db.query(
    `INSERT INTO alert_preference (person_id, organisation_id, fits, maybe, overflow, updated_at)
     SELECT person_id, organisation_id, 'never', 'never', false, now() FROM membership`,
  );
  const started = performance.now();
  await db.query(
    `SELECT graphile_worker.add_job('match-post', payload := json_build_object('postId', id), job_key := 'match:' || id, priority := -2)
     FROM (SELECT id FROM post p WHERE NOT EXISTS (SELECT FROM match m WHERE p.id IN (m.need_id, m.offer_id)) ORDER BY md5(title) LIMIT $1) AS chosen`,
    [MATCHED],
  );
  if (!(await gone(db, MATCHING))) throw new Error('the matching did not end');
  return MATCHED / ((performance.now() - started) / 1_000);
}

/** Publishing, matching and mailing by the real server at 20 000 posts, and the memory it takes. */
export async function load(source: Source): Promise<Row[]> {
  const database = await freshDatabase({ careless: false, server: process.env['DATABASE_URL'] });
  const mail = await startMailServer();
  const db = new pg.Client(database.url);
  try {
    await fill(database.url, source, POSTS);
    await db.connect();
    const start = () => startServer(startArguments().bare, {
      DATABASE_URL: database.url,
      SMTP_URL: mail.url,
      SECRET: randomBytes(32).toString('hex'),
      SEED: 'none',
    });
    // The first start of a checkout keeps what it has compiled, and the compiler in its memory; measured is any later one.
    await (await start()).stop();
    const server = await start();
    try {
      const browser = openBrowser(server.baseUrl);
      await browser.signIn(CLINIC, PASSWORD);
      const steady = await mailed({ db, mail, browser, source }, STEADY, 0);
      const rush = await mailed({ db, mail, browser, source }, RUSH, STEADY.needs);
      const matched = await matchedPerSecond(db);
      await gone(db, DUE);
      return [
        { name: 'publish → mail accepted, p95', value: steady, unit: 's', target: '≤ 2' },
        { name: 'the same at 2 needs a second', value: rush, unit: 's', target: null },
        { name: 'posts matched', value: Number(matched.toFixed(1)), unit: 'posts/s', target: '≥ 20' },
        { name: 'memory, web and worker', value: Math.round(server.memory()), unit: 'MB', target: '≤ 200' },
      ];
    } finally {
      await server.stop();
    }
  } finally {
    await db.end();
    await mail.stop();
    await database.stop();
  }
}
