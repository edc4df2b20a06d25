import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { reach, type Place } from '../../test/browser/places.ts';
import { complaintsOf, openWindow, overflowOf, signInHere } from '../../test/support/browser.ts';
import type { TestExchange } from '../../test/support/exchange.ts';
import type { Shot } from './contact-sheet.ts';
import { slugOf, type ShotOptions } from './options.ts';

/** One window: a reader, a language and a width. */
interface Sitting {
  who: string | null;
  language: ShotOptions['languages'][number];
  width: ShotOptions['widths'][number];
}

/** A place with its number among all, whether they are wanted or not. */
export type Numbered = Place & { number: number };

/** Everybody × language × width that is asked for. */
const sittings = ({ languages, widths }: ShotOptions, places: readonly Place[]): Sitting[] =>
  languages.flatMap((language) => widths.flatMap((width) => [...new Set(places.map(({ who }) => who))].map((who) => ({ who, language, width }))));

async function faultsOf(page: Page, place: Place): Promise<string[]> {
  const answer = await reach(page, place);
  const status = answer?.status() ?? 0;
  const wide = await overflowOf(page);
  return [
    ...(status === place.status ? [] : [`status ${status}, not ${place.status}`]),
    ...(wide > 0 ? [`${wide} px wider than the window`] : []),
  ];
}

/* A picture of the whole page has what a reader would scroll to. */
const LOAD_PICTURES = `Promise.all([...document.images].map((image) => {
  image.loading = 'eager';
  return image.decode().catch(() => null);
})).then(() => null)`;

interface Sheet {
  exchange: TestExchange;
  browser: Browser;
  options: ShotOptions;
  onShot(shot: Shot): void;
}

async function shootPlace(sheet: Sheet, sitting: Sitting, page: Page, place: Numbered): Promise<Shot[]> {
  const { folder, schemes } = sheet.options;
  const faults = await faultsOf(page, place).catch((error: unknown) => [String(error).slice(0, 300)]);
  await page.evaluate(LOAD_PICTURES);
  const shots: Shot[] = [];
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme });
    const group = `${sitting.language}-${sitting.width}-${scheme}`;
    const file = join(group, `${String(place.number).padStart(3, '0')}-${slugOf(place.name)}.png`);
    await page.screenshot({ path: join(folder, file), fullPage: true, animations: 'disabled' });
    shots.push({ file, name: place.name, group, faults });
  }
  return shots;
}

async function sit(sheet: Sheet, sitting: Sitting, places: readonly Numbered[]): Promise<Shot[]> {
  // Forms sent with wrong passwords in every language and width are one reader's too many tries.
  await sheet.exchange.query('DELETE FROM rate_limit');
  const opened: BrowserContext = await openWindow(sheet.browser, sheet.exchange.url, sitting);
  if (sitting.who !== null) await signInHere(opened, sitting.who);
  const page = await opened.newPage();
  const complaints = complaintsOf(page);
  const taken: Shot[] = [];
  for (const place of places.filter(({ who }) => who === sitting.who)) {
    const shots = await shootPlace(sheet, sitting, page, place);
    const told = complaints.splice(0);
    for (const shot of shots.map((one) => ({ ...one, faults: [...one.faults, ...told] }))) {
      sheet.onShot(shot);
      taken.push(shot);
    }
  }
  await opened.close();
  return taken;
}

/* Pictures of an earlier run are of other pages by now; those of pages that nobody asked for stay. */
async function makeFolders({ folder, languages, widths, schemes, only }: ShotOptions): Promise<void> {
  const groups = languages.flatMap((language) => widths.flatMap((width) => schemes.map((scheme) => `${language}-${width}-${scheme}`)));
  for (const group of groups) {
    if (only === null) await rm(join(folder, group), { recursive: true, force: true });
    await mkdir(join(folder, group), { recursive: true });
  }
}

/** Takes every picture, two windows at a time; in the order of the groups and pages. */
export async function shootAll(sheet: Sheet, places: readonly Numbered[]): Promise<Shot[]> {
  await makeFolders(sheet.options);
  const waiting = sittings(sheet.options, places);
  const taken: Shot[] = [];
  await Promise.all([1, 2].map(async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) taken.push(...(await sit(sheet, next, places)));
  }));
  return taken.toSorted((a, b) => (a.file < b.file ? -1 : 1));
}
