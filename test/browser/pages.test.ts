import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import type { Browser, BrowserContext, Page, Response } from 'playwright-core';
import { complaintsOf, describeWithBrowser, launch, openWindow, overflowOf, signInHere } from '../support/browser.ts';
import { startExchange, type TestExchange } from '../support/exchange.ts';
import { placesOf, type Place } from './places.ts';

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

describeWithBrowser('every page', () => {
  let exchange: TestExchange;
  let browser: Browser;
  let places: Place[];
  const windows = new Map<string, BrowserContext>();
  beforeAll(async () => {
    [exchange, browser] = await Promise.all([startExchange({ seed: 'demo' }), launch()]);
    places = await placesOf(exchange);
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    await exchange.close();
  });

  async function windowOf(who: string | null, language: 'pl' | 'en'): Promise<BrowserContext> {
    const key = `${who ?? ''} ${language}`;
    const known = windows.get(key);
    if (known) return known;
    const opened = await openWindow(browser, exchange.url, { width: 320, language });
    if (who !== null) await signInHere(opened, who);
    windows.set(key, opened);
    return opened;
  }

  async function reach(page: Page, place: Place): Promise<Response | null> {
    const shown = await page.goto(place.path);
    if (!place.press) return shown;
    for (const [name, value] of Object.entries(place.fill ?? {})) await page.fill(`main [name="${name}"]`, value);
    const [answer] = await Promise.all([page.waitForResponse((response) => response.request().method() === 'POST'), page.click(place.press)]);
    await page.waitForLoadState();
    return answer;
  }

  async function faultsOf(place: Place, language: 'pl' | 'en', deep: boolean): Promise<string[]> {
    const page = await (await windowOf(place.who, language)).newPage();
    page.setDefaultTimeout(10_000);
    const faults = complaintsOf(page);
    try {
      const answer = await reach(page, place);
      const status = answer?.status() ?? 0;
      if (status !== place.status) faults.push(`status ${status}, not ${place.status}`);
      const wide = await overflowOf(page);
      if (wide > 0) faults.push(`${wide} px wider than 320`);
      const text = await page.innerText('body');
      for (const [key] of text.matchAll(/\b[a-z-]+\.[a-z-]+(?:\.[a-z-]+)*\b(?!@)/g)) {
        if (!/example|@|\.(pl|eu|com)$/.test(key) && !text.includes(`@${key}`)) faults.push(`a text without words: ${key}`);
      }
      if (!deep) return faults;
      const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
      faults.push(...violations.map(({ id, nodes }) => `axe ${id}: ${nodes.slice(0, 2).map(({ html: code }) => code).join(' ')}`));
      const report = await html.validateString((await answer?.text()) ?? '');
      faults.push(...report.results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `html ${ruleId}: ${message} (line ${line})`)));
      return faults;
    } finally {
      await page.close();
    }
  }

  /** Deep: accessibility rules and HTML too, which the other language does not change. */
  async function lookAt(language: 'pl' | 'en', deep: boolean): Promise<Record<string, string[]>> {
    const found: Record<string, string[]> = {};
    const rest = [...places];
    const worker = async () => {
      for (let place = rest.shift(); place; place = rest.shift()) {
        const faults = await faultsOf(place, language, deep).catch((error: unknown) => [String(error).slice(0, 300)]);
        if (faults.length > 0) found[place.name] = faults;
      }
    };
    for (const who of new Set(places.map(({ who: one }) => one))) await windowOf(who, language);
    await Promise.all([worker(), worker()]);
    return found;
  }

  test('meets WCAG 2.2 AA, is valid HTML, fits 320 px and complains of nothing', async () => {
    expect(await lookAt('pl', true)).toEqual({});
  }, 180_000);

  test('in English: the same statuses, widths and no texts missing', async () => {
    expect(await lookAt('en', false)).toEqual({});
  }, 120_000);
});
