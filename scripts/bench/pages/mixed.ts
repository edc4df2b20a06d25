import { randomUUID } from 'node:crypto';
import type { Browser, SeenPage } from '../../support/browser.ts';
import { quantile } from '../../support/figures.ts';
import { formsOf } from '../../support/html.ts';
import { randomFrom, type Random } from '../../support/random.ts';
import type { Source } from '../corpus.ts';
import { fieldsOf } from '../load.ts';
import type { Row } from '../row.ts';
import { drive, keptAlive, pace, type Shot } from './drive.ts';

/** Somebody who is signed in, with the form of a need open. */
export interface Writer {
  cookie: string;
  form: readonly [string, string][];
}

const CONNECTIONS = 16;
const WARM_UP = 5;
const SECONDS = 30;
const SEED = 7;
const FORM = '/posts/new?kind=need';

/** Opens the form of a need; its hidden fields and token are sent with every post. */
export async function writerOf(browser: Browser): Promise<Writer> {
  const page: SeenPage = await browser.get(FORM);
  const form = formsOf(page.html).find(({ action, names }) => action.endsWith('/posts') && names.has('title'));
  if (!form) throw new Error(`no form of a need: ${page.status}`);
  return { cookie: browser.cookie(), form: form.fields };
}

const isPage = (status: number): boolean => status === 200;

/* Half of the readers are signed in. Everything is packed, as browsers ask for it. */
function headersOf(random: Random, writers: readonly Writer[]): Record<string, string> {
  const cookie = random.next() < 0.5 ? { cookie: random.pick(writers).cookie } : {};
  return { 'accept-language': 'pl', 'accept-encoding': 'gzip, deflate, br', 'sec-fetch-site': 'same-origin', ...cookie };
}

function listOrPost(random: Random, ids: readonly string[], regions: readonly string[]): string {
  const turn = random.next();
  if (turn < 0.5) return `/posts/${random.pick(ids)}`;
  if (turn < 0.7) return '/';
  return turn < 0.85 ? `/?page=${2 + random.below(20)}` : `/?region=${random.pick(regions)}&kind=${random.pick(['need', 'offer'])}`;
}

function written(random: Random, source: Source, writers: readonly Writer[]): Shot {
  const { cookie, form } = random.pick(writers);
  const fields = { ...fieldsOf(source, random.below(10_000)), submissionKey: randomUUID(), intent: random.next() < 0.5 ? 'draft' : 'publish' };
  const kept = form.filter(([name]) => !(name in fields));
  const body = new URLSearchParams([...kept, ...Object.entries(fields)]).toString();
  const headers = { 'accept-language': 'pl', 'sec-fetch-site': 'same-origin', cookie };
  return { name: 'write', path: '/posts', headers, body, isRight: (status) => status === 303 };
}

/** 70 % lists and posts, 20 % searches, 10 % posts written by people who are signed in, half of them published at once. */
function shots(source: Source, ids: readonly string[], writers: readonly Writer[]): () => Shot {
  const random = randomFrom(SEED);
  const regions = [...new Set(source.towns.map(({ region }) => region))];
  return () => {
    const turn = random.next();
    if (turn >= 0.9) return written(random, source, writers);
    const headers = headersOf(random, writers);
    if (turn < 0.7) return { name: 'list or post', path: listOrPost(random, ids, regions), headers, body: null, isRight: isPage };
    const phrase = random.pick(random.pick(source.vocabulary).pl);
    return { name: 'search', path: `/?q=${encodeURIComponent(phrase)}`, headers, body: null, isRight: isPage };
  };
}

/** Reading, searching and writing at once, as fast as so many connections go. */
export async function mixedLoad(baseUrl: string, source: Source, ids: readonly string[], writers: readonly Writer[]): Promise<Row[]> {
  const next = shots(source, ids, writers);
  const agent = keptAlive(CONNECTIONS);
  try {
    await drive(baseUrl, agent, WARM_UP, next);
    const driven = await drive(baseUrl, agent, SECONDS, next);
    for (const error of new Set(driven.errors.slice(0, 5))) console.log(`  ${error}`);
    for (const [name, times] of driven.times) {
      console.log(`  ${name}: ${times.length}, median ${Math.round(quantile(times, 0.5))} ms, p95 ${Math.round(quantile(times, 0.95))} ms`);
    }
    return [
      { name: 'mixed load, requests', value: Number(pace(driven).toFixed(1)), unit: '/s', target: '≥ 250' },
      { name: 'mixed load, p95', value: Math.round(quantile([...driven.times.values()].flat(), 0.95)), unit: 'ms', target: '≤ 200' },
      { name: 'mixed load, errors', value: driven.errors.length, unit: '', target: '≤ 0' },
    ];
  } finally {
    agent.destroy();
  }
}
