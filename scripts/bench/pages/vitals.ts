import { get } from 'node:http';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findChromium } from '../../../test/support/chromium.ts';
import { median } from '../../support/figures.ts';
import type { Row } from '../row.ts';

/** Who looks: `cookie` is the header of their session, empty for a visitor. */
interface Reader {
  name: string;
  cookie: string;
}

const PHONE = { width: 360, height: 780 };
/** A slow phone on a slow net: a processor four times slower, 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. */
const SLOW = { cpu: 4, net: { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 } };
const ROUNDS = 5;
const SETTLED = 1_500;

/* `without`: the worker would take the pages through itself, where their bytes are not counted. */
async function open(browser: Browser, baseURL: string, { cookie }: Reader, worker: 'with' | 'without'): Promise<BrowserContext> {
  const serviceWorkers = worker === 'with' ? 'allow' : 'block';
  const context = await browser.newContext({ baseURL, viewport: PHONE, locale: 'pl-PL', isMobile: true, hasTouch: true, serviceWorkers });
  const pairs = cookie === '' ? [] : cookie.split('; ').map((pair) => pair.split(/=(.*)/s));
  await context.addCookies(pairs.map(([name = '', value = '']) => ({ name, value, url: baseURL })));
  return context;
}

/* Every byte that came through the net, heads of answers included; what lay in the browser's own store is none. */
async function weighing(page: Page): Promise<() => number> {
  const session = await page.context().newCDPSession(page);
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => void (bytes += encodedDataLength));
  await session.send('Network.enable');
  return () => bytes;
}

/* As it comes through the net, packed; the head of the answer is not counted. */
const sizeOf = (address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const asked = get(address, { headers: { 'Accept-Encoding': 'gzip, deflate, br' } }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length)).on('end', () => resolve(bytes)).on('error', reject);
    });
    asked.on('error', reject);
  });

async function weights(browser: Browser, baseUrl: string, reader: Reader): Promise<Row[]> {
  const context = await open(browser, baseUrl, reader, 'without');
  try {
    const page = await context.newPage();
    const weight = await weighing(page);
    const row = (what: string, bytes: number, target: string): Row =>
      ({ name: `${what}, ${reader.name}`, value: Number((bytes / 1_000).toFixed(1)), unit: 'kB', target });
    await page.goto('/', { waitUntil: 'networkidle' });
    const first = weight();
    const worker = (await page.getAttribute('body', 'data-offline-worker')) ?? '';
    const offline = (await sizeOf(new URL(worker, baseUrl).href)) + (await sizeOf(new URL('/offline?language=pl', baseUrl).href));
    await page.locator('.post-row__title a').first().click();
    await page.waitForURL('**/posts/**', { waitUntil: 'networkidle' });
    return [row('first visit weighs', first + offline, '≤ 60'), row('second page weighs', weight() - first, '≤ 15')];
  } finally {
    await context.close();
  }
}

/** Told by the browser itself: when the largest thing was painted, and how much moved after it was shown. */
const VITALS = `new Promise((resolve) => {
  const seen = { lcp: 0, cls: 0 };
  const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch('largest-contentful-paint', (entry) => { seen.lcp = entry.startTime; });
  watch('layout-shift', (entry) => { if (!entry.hadRecentInput) seen.cls += entry.value; });
  setTimeout(() => resolve(seen), ${SETTLED});
})`;

async function onSlowPhone(browser: Browser, baseUrl: string, reader: Reader, path: string): Promise<{ lcp: number; cls: number }> {
  const context = await open(browser, baseUrl, reader, 'with');
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', SLOW.net);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW.cpu });
    await page.goto(path, { waitUntil: 'networkidle' });
    return await page.evaluate<{ lcp: number; cls: number }>(VITALS);
  } finally {
    await context.close();
  }
}

async function vitals(browser: Browser, baseUrl: string, reader: Reader, [what, path]: readonly [string, string]): Promise<Row[]> {
  const seen = [];
  for (let round = 0; round < ROUNDS; round += 1) seen.push(await onSlowPhone(browser, baseUrl, reader, path));
  const of = (unit: string, name: string, value: number, target: string): Row => ({ name: `${what}, ${name}, ${reader.name}`, value, unit, target });
  return [
    of('s', 'largest paint', Number((median(seen.map(({ lcp }) => lcp)) / 1_000).toFixed(2)), '≤ 1.5'),
    of('', 'layout shift', Number(Math.max(...seen.map(({ cls }) => cls)).toFixed(3)), '≤ 0'),
  ];
}

/** What a browser weighs and sees; nothing, said loudly, where there is none. */
export async function inBrowser(baseUrl: string, readers: readonly Reader[], post: string): Promise<Row[]> {
  const program = findChromium();
  if (program === null) {
    console.warn('NOT MEASURED: weight and vitals of pages (no Chromium found)');
    return [];
  }
  const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'] });
  try {
    const rows: Row[] = [];
    for (const reader of readers) rows.push(...(await weights(browser, baseUrl, reader)));
    for (const reader of readers) {
      for (const page of [['board', '/'], ['post', post]] as const) rows.push(...(await vitals(browser, baseUrl, reader, page)));
    }
    return rows;
  } finally {
    await browser.close();
  }
}
