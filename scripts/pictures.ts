/**
 * The pictures of the README and the guides, taken of the demo as its readers see it: `npm run pictures` writes
 * `docs/images/<language>-<name>.webp`. To be run again when these pages have changed; needs Chromium.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { placesOf, reach, type Place } from '../test/browser/places.ts';
import { CHROMIUM, launch, openWindow, signInHere } from '../test/support/browser.ts';
import { startExchange, type TestExchange } from '../test/support/exchange.ts';
import startCluster from '../test/support/global-setup.ts';
import stopCluster from '../test/support/global-teardown.ts';
import { ROOT } from './support/exchange.ts';

interface Picture {
  name: string;
  /** The page by its name in the browser tests. */
  place: string;
  width: number;
  height: number;
  /** What stands at the top of the picture; the page's beginning when not given. */
  from?: string;
}

const PICTURES: readonly Picture[] = [
  { name: 'board', place: 'board', width: 1280, height: 800 },
  { name: 'need', place: 'need for its owner', width: 1024, height: 700 },
  { name: 'matches', place: 'need for its owner', width: 1024, height: 640, from: 'section:has(> .rows > .match-row)' },
  { name: 'answer', place: 'answer', width: 480, height: 760 },
  { name: 'form', place: 'new need', width: 1024, height: 760 },
  { name: 'commitment', place: 'commitment, accepted', width: 1024, height: 700 },
  { name: 'preferences', place: 'preferences', width: 1024, height: 640 },
  { name: 'office', place: 'desk', width: 1024, height: 760 },
  { name: 'office-need', place: 'need for the office', width: 1024, height: 700 },
  { name: 'mail-trail', place: 'mail trail', width: 1024, height: 640 },
];

const FOLDER = join(ROOT, 'docs', 'images');

async function take(exchange: TestExchange, browser: Browser, { name, width, height, from }: Picture, place: Place): Promise<void> {
  for (const language of ['pl', 'en'] as const) {
    const window = await openWindow(browser, exchange.url, { width, language });
    if (place.who !== null) await signInHere(window, place.who);
    const page = await window.newPage();
    await page.setViewportSize({ width, height });
    await reach(page, place);
    if (from !== undefined) await page.evaluate(`document.querySelector('${from}').scrollIntoView()`);
    const file = join(FOLDER, `${language}-${name}.webp`);
    await sharp(await page.screenshot({ animations: 'disabled' })).webp({ quality: 82 }).toFile(file);
    console.log(file);
    await window.close();
  }
}

async function takeAll(): Promise<void> {
  const exchange = await startExchange({ seed: 'demo' });
  const browser = await launch();
  try {
    const places = await placesOf(exchange);
    for (const picture of PICTURES) {
      const place = places.find(({ name }) => name === picture.place);
      if (!place) throw new Error(`no page is called ${picture.place}`);
      await take(exchange, browser, picture, place);
    }
  } finally {
    await browser.close();
    await exchange.close();
  }
}

if (CHROMIUM === null) throw new Error('no Chromium found: put one on the path, or name it in CHROMIUM');
await mkdir(FOLDER, { recursive: true });
await startCluster();
try {
  await takeAll();
} finally {
  await stopCluster();
}
