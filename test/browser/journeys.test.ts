import type { Page } from 'playwright-core';
import { browserSetting, describeWithBrowser, overflowOf, signInHere } from '../support/browser.ts';
import { CLINIC, ROLES } from '../support/reader.ts';

/** What a person reads and presses, by language. */
const WORDS = {
  pl: {
    title: 'Przyłbice ochronne dla rejestracji', understood: 'Rozumiemy to jako: przyłbica ochronna', offer: 'Przyłbice z wtrysku', mail: 'Potrzebne: ',
    accept: 'Zgadzam się', figures: 'Potrzeba 80 · obiecano 80', received: 'odebrano 80',
  },
  en: {
    title: 'Protective face shields for the front desk', understood: 'Understood as: face shield', offer: 'Przyłbice z wtrysku', mail: 'Potrzebne: ',
    accept: 'Agree', figures: '80 needed · 80 promised', received: '80 received',
  },
} as const;

describeWithBrowser('journeys', () => {
  const setting = browserSetting();
  const { open } = setting;
  const narrow = async (page: Page) => expect([page.url(), await overflowOf(page)]).toEqual([page.url(), 0]);
  const text = (page: Page) => page.innerText('main').then((words) => words.replaceAll('\u00a0', ' '));

  test.each(['pl', 'en'] as const)('a nurse with a phone gets face shields (%s)', async (language) => {
    const words = WORDS[language];
    const phone = await setting.window({ width: 360, language });
    await signInHere(phone, CLINIC);

    // She posts a need; the line under the title says how it is understood.
    const page = await open(phone, '/posts/new?kind=need');
    await page.fill('#title', words.title);
    await page.locator('[data-understood-box]', { hasText: words.understood }).waitFor();
    await page.fill('#quantity', '80');
    await page.click('[data-date] >> nth=2');
    expect(await page.inputValue('#neededBy')).toMatch(/^\d{4}-\d\d-\d\d$/);
    await narrow(page);
    await page.click('button[value="publish"]');
    await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
    const need = new URL(page.url()).pathname;
    await setting.exchange.runJobs();
    await page.reload();
    expect(await text(page)).toContain(words.offer);
    await narrow(page);

    // The firm answers from the mail, signed in nowhere.
    const firm = await setting.window({ width: 1280, language });
    const mailbox = await open(firm, `/mailbox?to=${encodeURIComponent(ROLES.member)}`);
    await mailbox.click(`a:has-text("${words.title}")`);
    await mailbox.click('section a[href*="/a/"]');
    await mailbox.fill('[name="quantity"]', '80');
    await mailbox.click('main form .button--primary >> nth=0');
    await mailbox.waitForLoadState();
    expect(await text(mailbox)).toContain('80');
    await mailbox.close();

    // She accepts.
    await page.goto(need);
    await page.click('main a[href^="/commitments/"]');
    const commitment = new URL(page.url()).pathname;
    await narrow(page);
    await page.click('form[action$="/acceptance"] button, details:has(form[action$="/acceptance"]) summary');
    if (await page.isVisible('details[open] form[action$="/acceptance"] button')) await page.click('details[open] form[action$="/acceptance"] button');
    await page.waitForLoadState();
    await page.goto(need);
    expect(await text(page)).toContain(words.figures);

    // The firm sends, signed in.
    await signInHere(firm, ROLES.member);
    const supplier = await open(firm, commitment);
    await supplier.click('details:has(form[action$="/deliveries"]) > summary');
    await supplier.fill('form[action$="/deliveries"] [name="sent"]', '80');
    await supplier.click('form[action$="/deliveries"] button[type="submit"]');
    await supplier.waitForLoadState();
    await supplier.close();

    // She confirms what came.
    await page.goto(commitment);
    await page.click('details:has(form[action$="/receipt"]) > summary');
    await page.fill('form[action$="/receipt"] [name="quantity"]', '80');
    await page.fill('form[action$="/receipt"] [name="receivedBy"]', 'A. Lipka');
    await page.click('form[action$="/receipt"] button[type="submit"]');
    await page.waitForLoadState();
    await page.goto(need);
    expect(await text(page)).toContain(words.received);
    await narrow(page);
    await page.close();
    await phone.close();
    await firm.close();
  }, 90_000);

  test('a need takes at most twelve steps and two minutes on a phone', async () => {
    const phone = await setting.window({ width: 360 });
    await signInHere(phone, CLINIC);
    const page = await open(phone, '/dashboard');
    // Seconds by the Keystroke-Level Model (Card, Moran, Newell 1983): to think 1.35, to point 1.1, to type a letter on glass 0.4.
    const spent = { steps: 0, seconds: 0 };
    const step = (letters = 0): void => {
      spent.steps += 1;
      spent.seconds += 1.35 + 1.1 + 0.4 * letters;
    };
    const tap = async (target: string): Promise<void> => {
      await page.click(target);
      step();
    };
    const type = async (target: string, text: string): Promise<void> => {
      await page.fill(target, text);
      step(text.length);
    };
    await tap('main a[href^="/posts/new"] >> nth=0');
    await page.waitForURL(/\/posts\/new/);
    if (!(await page.isVisible('#neededBy'))) await tap('a[href*="kind=need"]');
    await type('#title', 'Maseczki medyczne dla oddziału dziecięcego');
    await type('#quantity', '2000');
    await tap('[data-date] >> nth=1');
    await tap('button[value="publish"]');
    await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
    expect(await text(page)).toContain('2 000');
    expect(spent.steps).toBeLessThanOrEqual(12);
    expect(spent.seconds).toBeLessThanOrEqual(120);
    await page.close();
    await phone.close();
  }, 60_000);

  test('a letter face that comes late, as on a slow net, does not call for the whole ones', async () => {
    const phone = await setting.window({ width: 360 });
    const page = await phone.newPage();
    const asked: string[] = [];
    page.on('request', (request) => void (request.url().includes('/fonts/') && asked.push(request.url().replace(/.*\//, ''))));
    let late = 0;
    await page.route('**/exchange-sans*', async (route) => {
      await page.waitForTimeout(500);
      await route.continue();
      late += 1;
    });
    await page.goto('/', { waitUntil: 'networkidle' });
    expect([late, asked.sort()]).toEqual([2, ['exchange-sans-400.woff2', 'exchange-sans-600.woff2']]);
    await phone.close();
  }, 60_000);

  test('the board works without a script: search, filters, pages', async () => {
    const opened = await setting.window({ width: 360, javaScript: false });
    const page = await open(opened, '/');
    await page.fill('input[name="q"]', 'fartuchy');
    await page.click('form[role="search"] button, .search-box button, main form button >> nth=0');
    await page.waitForURL(/q=fartuchy/);
    expect(await text(page)).toContain('Fartuchy');
    await page.click('details[data-filters] > summary');
    await page.check('input[name="region"] >> nth=0');
    await page.click('.filters__body button[type="submit"]');
    await page.waitForURL(/region=/);
    expect(page.url()).toContain('q=fartuchy');
    await page.goto('/?kind=offer');
    await page.click('a[rel="next"]');
    await page.waitForURL(/page=2/);
    expect(page.url()).toContain('kind=offer');
    await page.close();
    await opened.close();
  }, 60_000);

  test('a post can be written without a script', async () => {
    const opened = await setting.window({ width: 360, javaScript: false });
    await signInHere(opened, CLINIC);
    const page = await open(opened, '/posts/new?kind=need');
    // Every field is there, and no word behind a label is broken in two.
    const broken = `[...document.querySelectorAll('label .soft')].filter((word) => word.getClientRects().length > 1).map((word) => word.parentElement.textContent)`;
    expect(await page.evaluate<string[]>(broken)).toEqual([]);
    await page.fill('#title', 'Rękawice nitrylowe M');
    await page.fill('#quantity', '12');
    await page.click('button[value="publish"]');
    await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
    expect(await text(page)).toContain('Rękawice nitrylowe M');
    await page.close();
    await opened.close();
  }, 60_000);

  test('search and sign-in with the keyboard alone, and the focus can be seen', async () => {
    const opened = await setting.window({ width: 1280 });
    const page = await open(opened, '/');
    const focused = () => page.evaluate<string>('document.activeElement.getAttribute("name") ?? document.activeElement.getAttribute("href") ?? document.activeElement.tagName');
    const seen = () => page.evaluate<boolean>(`(() => {
      const style = getComputedStyle(document.activeElement);
      return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none';
    })()`);
    const tabTo = async (wanted: string) => {
      for (let n = 0; n < 40 && (await focused()) !== wanted; n += 1) {
        await page.keyboard.press('Tab');
        expect([await focused(), await seen()]).toEqual([await focused(), true]);
      }
      expect(await focused()).toBe(wanted);
    };
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('#main');
    await tabTo('q');
    await page.keyboard.type('maseczki');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=maseczki/);
    await tabTo('/sign-in');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/sign-in');
    await tabTo('email');
    await page.keyboard.type(CLINIC);
    await page.keyboard.press('Tab');
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.govuk-error-summary');
    await page.close();
    await opened.close();
  }, 60_000);
});
