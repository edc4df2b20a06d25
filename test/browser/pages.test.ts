import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import type { Browser, Page } from 'playwright-core';
import { complaintsOf, describeWithBrowser, launch, openWindow, overflowOf, signInHere } from '../support/browser.ts';
import { startExchange, type TestExchange } from '../support/exchange.ts';
import { placesOf, reach, type Place } from './places.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const html = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: {
    // Titles of posts are as long as people write them.
    'long-title': 'off',
    // Form fields of a row carry its id, and ids that begin with a digit are valid HTML.
    'valid-id': ['error', { relaxed: true }],
  },
});

/** Message keys that stand on a page instead of their words. */
function missingTexts(text: string): string[] {
  const words = text.split(/\s+/).filter((word) => /^[a-z][a-z-]*(\.[a-z0-9-]+)+$/.test(word));
  return words.filter((word) => !/\.(example|pl|eu|com|txt|html)$/.test(word)).map((word) => `a text without words: ${word}`);
}

interface Unreadable {
  nodes: { html: string; failureSummary?: string }[];
}

/** What cannot be read once the same page turns dark; axe is there already, from the look at the light one. */
async function inTheDark(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  const violations = await page.evaluate<Unreadable[]>(
    `axe.run({ runOnly: ['color-contrast'], resultTypes: ['violations'], preload: false }).then(({ violations }) => violations)`);
  await page.emulateMedia({ colorScheme: 'light' });
  return violations.flatMap(({ nodes }) => nodes.map(({ html: code, failureSummary }) => `dark: ${code} ${failureSummary ?? ''}`));
}

describeWithBrowser('every page', () => {
  let exchange: TestExchange;
  let browser: Browser;
  let places: Place[];
  beforeAll(async () => {
    [exchange, browser] = await Promise.all([startExchange({ seed: 'demo' }), launch()]);
    places = await placesOf(exchange);
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await exchange.close();
  });

  async function faultsOf(page: Page, place: Place, deep: boolean): Promise<string[]> {
    const faults: string[] = [];
    const answer = await reach(page, place);
    const status = answer?.status() ?? 0;
    if (status !== place.status) faults.push(`status ${status}, not ${place.status}`);
    const wide = await overflowOf(page);
    if (wide > 0) faults.push(`${wide} px wider than 320`);
    faults.push(...missingTexts(await page.innerText('body')));
    if (!deep) return faults;
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(WCAG).analyze();
    faults.push(...violations.map(({ id, nodes }) => `axe ${id}: ${nodes.slice(0, 2).map(({ html: code }) => code).join(' ')}`));
    faults.push(...(await inTheDark(page)));
    const report = await html.validateString((await answer?.text()) ?? '');
    faults.push(...report.results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `html ${ruleId}: ${message} (line ${line})`)));
    return faults;
  }

  async function lookAs(who: string | null, language: 'pl' | 'en', deep: boolean): Promise<[string, string[]][]> {
    const opened = await openWindow(browser, exchange.url, { width: 320, language });
    if (who !== null) await signInHere(opened, who);
    const page = await opened.newPage();
    page.setDefaultTimeout(20_000);
    const complaints = complaintsOf(page);
    const found: [string, string[]][] = [];
    for (const place of places.filter((one) => one.who === who)) {
      const faults = await faultsOf(page, place, deep).catch((error: unknown) => [String(error).slice(0, 300)]);
      found.push([place.name, [...complaints.splice(0), ...faults]]);
    }
    await opened.close();
    return found;
  }

  /** Deep: accessibility rules and HTML too, which the other language does not change. */
  async function faulty(language: 'pl' | 'en', deep: boolean): Promise<Record<string, string[]>> {
    const people = [...new Set(places.map(({ who }) => who))];
    const found = await Promise.all([0, 1].map(async (half) => {
      const seen: [string, string[]][] = [];
      for (const who of people.filter((_, i) => i % 2 === half)) seen.push(...(await lookAs(who, language, deep)));
      return seen;
    }));
    expect(found.flat().length).toBe(places.length);
    return Object.fromEntries(found.flat().filter(([, faults]) => faults.length > 0));
  }

  test('meets WCAG 2.2 AA, is valid HTML, fits 320 px and complains of nothing', async () => {
    expect(await faulty('pl', true)).toEqual({});
  }, 900_000);

  test('the checks see what is wrong', async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 600 } });
    const wrong = '<!DOCTYPE html><html lang="pl"><head><title>x</title></head><body><main><h1>x</h1><img src="/x"><p style="color:#ddd;width:400px">post.title-need<div></p></main></body></html>';
    await page.setContent(wrong);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(WCAG).analyze();
    expect(violations.map(({ id }) => id).sort()).toEqual(['color-contrast', 'image-alt']);
    expect((await html.validateString(wrong)).errorCount).toBeGreaterThan(0);
    expect(await overflowOf(page)).toBeGreaterThan(50);
    expect(missingTexts(await page.innerText('body'))).toHaveLength(1);
    await page.setContent('<style>p { color: #222 } @media (prefers-color-scheme: dark) { body { background: #111 } }</style><p>at night</p>');
    expect((await new AxeBuilder({ page }).setLegacyMode().withTags(WCAG).analyze()).violations.map(({ id }) => id)).not.toContain('color-contrast');
    expect(await inTheDark(page)).toHaveLength(1);
    expect(await page.evaluate(`matchMedia('(prefers-color-scheme: light)').matches`)).toBe(true);
    await page.close();
  });

  test('in English: the same statuses, widths and no texts missing', async () => {
    expect(await faulty('en', false)).toEqual({});
  }, 600_000);
});
