import type { Page } from 'playwright-core';
import { browserSetting, describeWithBrowser, overflowOf, signInHere } from '../support/browser.ts';
import { CLINIC } from '../support/reader.ts';

describeWithBrowser('what a script adds', () => {
  const setting = browserSetting();
  const { open } = setting;
  const narrow = async (page: Page) => expect([page.url(), await overflowOf(page)]).toEqual([page.url(), 0]);

  test('a form sent without a connection stays where it is, with everything typed', async () => {
    const phone = await setting.window({ width: 360 });
    await signInHere(phone, CLINIC);
    const page = await open(phone, '/posts/new?kind=need');
    await page.fill('#title', 'Fartuchy na jutro');
    await page.locator('[data-understood-box]', { hasText: 'Rozumiemy' }).waitFor();
    await phone.setOffline(true);
    await page.click('button[value="publish"]');
    await page.locator('[role="alert"]', { hasText: 'Brak połączenia z internetem' }).waitFor();
    expect([new URL(page.url()).pathname, await page.inputValue('#title')]).toEqual(['/posts/new', 'Fartuchy na jutro']);
    await narrow(page);
    await phone.setOffline(false);
    await page.locator('[role="alert"]').waitFor({ state: 'detached' });
    await page.close();
    await phone.close();
  }, 60_000);

  test.each([['pl', 'Nie udało się połączyć z giełdą'], ['en', 'The exchange cannot be reached']] as const)(
    'a page that cannot be fetched is explained, with a telephone, and comes by itself later (%s)', async (language, title) => {
      const phone = await setting.window({ width: 360, language });
      const page = await phone.newPage();
      await page.goto('/');
      await page.evaluate('navigator.serviceWorker.ready');
      await page.goto('/about');
      await phone.setOffline(true);
      await page.click('.wordmark');
      await page.getByRole('heading', { name: title }).waitFor();
      expect([new URL(page.url()).pathname, await page.getAttribute('main a[href^="tel:"]', 'href')]).toEqual(['/', 'tel:525550100']);
      await narrow(page);
      await phone.setOffline(false);
      await page.locator('input[name="q"]').waitFor();
      // Nothing but that page is kept, and it is a visitor's.
      const kept: string = await page.evaluate(`(async () => {
        const requests = await (await caches.open('offline')).keys();
        return requests.map(({ url }) => new URL(url).pathname).join();
      })()`);
      expect([kept, await page.evaluate('caches.keys()')]).toEqual(['/offline', ['offline']]);
      await phone.close();
    }, 60_000);

  test('a field that counts only beside another answer is there when it does, and sent only then', async () => {
    const desk = await setting.window({ width: 1280 });
    await signInHere(desk, CLINIC);
    const page = await open(desk, '/posts/new?kind=need');
    await page.fill('#title', 'Parawany na salę');
    await page.fill('#quantity', '3');
    await page.check('[name="terms"][value="price"]');
    await page.fill('#priceAmount', '120');
    await page.check('[name="terms"][value="at-cost"]');
    expect(await page.isVisible('#priceAmount')).toBe(false);
    await page.check('[name="terms"][value="price"]');
    await page.click('button[formaction$="/preview"]');
    await page.waitForURL('**/posts/preview');
    // Back from a look at it, everything is as it was.
    await page.goBack();
    await page.locator('#priceAmount').waitFor();
    expect([await page.inputValue('#title'), await page.inputValue('#quantity'), await page.inputValue('#priceAmount')]).toEqual(['Parawany na salę', '3', '120']);
    await page.check('[name="terms"][value="at-cost"]');
    await page.click('button[value="draft"]');
    await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
    expect(await page.innerText('main')).toContain('po kosztach');
    await page.close();
    await desk.close();
  }, 60_000);
});
