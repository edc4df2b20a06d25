import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../src/features/seeding/index.ts';
import { findChromium } from './chromium.ts';
import { startExchange, type TestExchange } from './exchange.ts';

export const CHROMIUM = findChromium();

/** Journeys in a real browser; where none is found the run says loudly that they were not made. */
export const describeWithBrowser: (name: string, body: () => void) => void = (name, body) => {
  if (CHROMIUM !== null) return describe(name, body);
  console.warn('NOT TESTED: browser journeys (no Chromium found)');
  describe.skip(`${name} (NOT TESTED: no Chromium found)`, body);
};

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'] });
}

export interface Screen {
  width: number;
  language?: 'pl' | 'en';
  javaScript?: boolean;
  scheme?: 'light' | 'dark';
}

/** A window of its own. */
export function openWindow(browser: Browser, baseURL: string, screen: Screen): Promise<BrowserContext> {
  return browser.newContext({
    baseURL,
    viewport: { width: screen.width, height: 800 },
    locale: screen.language === 'en' ? 'en-GB' : 'pl-PL',
    javaScriptEnabled: screen.javaScript ?? true,
    colorScheme: screen.scheme ?? 'light',
    reducedMotion: 'reduce',
  });
}

/** A journey's surroundings: the demo, a browser, and every page's complaints. */
export interface BrowserSetting {
  exchange: TestExchange;
  browser: Browser;
  window(screen: Screen): Promise<BrowserContext>;
  /** Opens a page of the exchange; what it complained about until it was closed fails the test. */
  open(window: BrowserContext, path: string): Promise<Page>;
}

/** Starts the demo and a browser for the tests of this block, and ends them after it. */
export function browserSetting(): BrowserSetting {
  const complaints: string[] = [];
  const setting: BrowserSetting = {
    window: (screen: Screen) => openWindow(setting.browser, setting.exchange.url, screen),
    async open(window: BrowserContext, path: string) {
      const page = await window.newPage();
      page.setDefaultTimeout(10_000);
      const told = complaintsOf(page);
      page.on('close', () => complaints.push(...told));
      await page.goto(path);
      return page;
    },
  } as BrowserSetting;
  beforeAll(async () => {
    [setting.exchange, setting.browser] = await Promise.all([startExchange({ seed: 'demo' }), launch()]);
  }, 120_000);
  afterAll(async () => {
    await setting.browser.close();
    await setting.exchange.close();
  });
  afterEach(() => expect(complaints.splice(0)).toEqual([]));
  return setting;
}

/** Collects what a page complains about: script errors, refusals by the content security policy, answers of 500 and above. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // A status of 4xx is told here too, and is what some journeys want to see.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') complaints.push(`${why} ${request.url()}`);
  });
  return complaints;
}

/** Pixels by which a page is wider than its window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** Signs somebody of the demo in, through the form. */
export async function signInHere(opened: BrowserContext, email: string): Promise<void> {
  const page = await opened.newPage();
  await page.goto('/sign-in');
  await page.fill('#email', email);
  await page.fill('#password', DEMO_PASSWORD);
  await page.press('#password', 'Enter');
  await page.waitForURL('**/dashboard');
  await page.close();
}
