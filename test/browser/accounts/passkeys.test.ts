import type { Browser, BrowserContext, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../../src/features/seeding/index.ts';
import { complaintsOf, describeWithBrowser, launch, openWindow, signInHere } from '../../support/browser.ts';
import { startExchange, type TestExchange } from '../../support/exchange.ts';
import { mailsTo } from '../../support/mails.ts';
import { CLINIC, ROLES } from '../../support/reader.ts';

/** A security key made of software: Chromium's own, so that every byte takes the real way. */
async function withKey(opened: BrowserContext): Promise<{ page: Page; key(verified: boolean): Promise<void> }> {
  const page = await opened.newPage();
  const chrome = await opened.newCDPSession(page);
  await chrome.send('WebAuthn.enable');
  const { authenticatorId } = await chrome.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  return {
    page,
    key: async (isUserVerified) => void (await chrome.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })),
  };
}

describeWithBrowser('passkeys', () => {
  let exchange: TestExchange;
  let browser: Browser;
  beforeAll(async () => {
    [exchange, browser] = await Promise.all([startExchange({ seed: 'demo', host: 'localhost' }), launch()]);
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    await exchange.close();
  });

  const addKey = async (page: Page, name: string, password = DEMO_PASSWORD) => {
    await page.goto('/account/passkeys');
    await page.fill('#new-name', name);
    await page.fill('#new-current', password);
    await page.click('[data-passkey-add] button');
  };

  test('are added after the password was given again, sign in without one, are named and removed', async () => {
    const opened = await openWindow(browser, exchange.url, { width: 360 });
    await signInHere(opened, CLINIC);
    const { page, key } = await withKey(opened);
    const complaints = complaintsOf(page);

    await addKey(page, 'telefon', 'not this one');
    await page.waitForSelector('[data-passkey-status]:not(:empty)');
    expect(await page.innerText('[data-passkey-status]')).toBe('To nie jest Twoje obecne hasło.');
    await addKey(page, 'telefon');
    await page.waitForSelector('.notice--success');
    expect(await page.innerText('main')).toContain('telefon');
    expect((await mailsTo(exchange, CLINIC)).map(({ subject }) => subject)).toContain('Dodano klucz dostępu');

    await page.click('.menu summary');
    await page.click('.menu button[type=submit]');
    await page.goto('/sign-in?next=%2Fpreferences');
    await key(false);
    await page.click('[data-passkey-sign-in] button');
    await page.waitForSelector('[data-passkey-status]:not(:empty)');
    await key(true);
    await page.click('[data-passkey-sign-in] button');
    await page.waitForURL('**/preferences');

    await page.goto('/account/sign-ins');
    expect(await page.innerText('main')).toContain('kluczem dostępu');
    await page.goto('/account/passkeys');
    await page.click('.match-row__dismiss summary');
    await page.fill('.match-row__dismiss [name=name]', 'telefon służbowy');
    await page.click('.match-row__dismiss form:first-of-type button');
    await page.waitForSelector('text=telefon służbowy');
    await page.click('.match-row__dismiss summary');
    await page.fill('.match-row__dismiss [name=current]', DEMO_PASSWORD);
    await page.click('.match-row__dismiss .button--danger');
    await page.waitForSelector('.notice--success');
    expect(await exchange.query('SELECT 1 FROM passkey')).toEqual([]);

    // The key still has it; the exchange knows it no more.
    await page.click('.menu summary');
    await page.click('.menu button[type=submit]');
    await page.goto('/sign-in');
    await page.click('[data-passkey-sign-in] button');
    await page.waitForSelector('.notice--error');
    expect((await page.goto('/dashboard'))?.url()).toContain('/sign-in');
    expect(complaints.filter((text) => !text.includes('422'))).toEqual([]);
    await opened.close();
  }, 90_000);

  test('an answer is good once, for its own session and its own site', async () => {
    const opened = await openWindow(browser, exchange.url, { width: 768 });
    await signInHere(opened, ROLES.member);
    const { page } = await withKey(opened);
    await addKey(page, 'laptop');
    await page.waitForSelector('.notice--success');
    await page.click('.menu summary');
    await page.click('.menu button[type=submit]');
    await page.goto('/sign-in');
    let answer = '';
    await page.route('**/sign-in/passkey', async (route) => {
      answer = route.request().postData() ?? '';
      await route.abort();
    });
    await page.click('[data-passkey-sign-in] button');
    for (let n = 0; answer === '' && n < 50; n += 1) await page.waitForTimeout(100);
    await page.unroute('**/sign-in/passkey');
    const response = new URLSearchParams(answer).get('response') ?? '';
    expect(JSON.parse(response)).toHaveProperty('response.signature');
    const post = (context: BrowserContext, token: string, text: string) =>
      context.request.post('/sign-in/passkey', { form: { _csrf: token, next: '', response: text }, maxRedirects: 0 });
    const tokenOf = async (one: Page) => (await one.goto('/sign-in'), await one.getAttribute('[data-passkey-sign-in] [name=_csrf]', 'value')) ?? '';

    const stranger = await openWindow(browser, exchange.url, { width: 768 });
    const strange = await stranger.newPage();
    expect((await post(stranger, await tokenOf(strange), response)).headers()['location']).toBe('/sign-in');
    const bent = response.replace(/"signature":"(.)/, (_, first: string) => `"signature":"${first === 'A' ? 'B' : 'A'}`);
    for (const text of ['', '[]', '{}', 'null', 'x'.repeat(30_000), bent]) {
      expect((await post(opened, await tokenOf(page), text)).headers()['location']).toBe('/sign-in');
    }
    // The challenge went with the first wrong answer.
    expect((await post(opened, await tokenOf(page), response)).headers()['location']).toBe('/sign-in');
    await stranger.close();
    await opened.close();
  }, 90_000);

  test('of a disabled account sign nobody in', async () => {
    const opened = await openWindow(browser, exchange.url, { width: 768 });
    await signInHere(opened, ROLES.unapproved);
    const { page } = await withKey(opened);
    await addKey(page, 'klucz');
    await page.waitForSelector('.notice--success');
    const signOut = async () => {
      await page.click('.menu summary');
      await page.click('.menu button[type=submit]');
    };
    const useKey = async () => {
      await page.goto('/sign-in?next=%2Fpreferences');
      await page.click('[data-passkey-sign-in] button');
    };
    await signOut();
    await useKey();
    await page.waitForURL('**/preferences');
    await signOut();
    await exchange.query(`UPDATE person SET state = 'disabled' WHERE email = $1`, [ROLES.unapproved]);
    await useKey();
    await page.waitForSelector('.notice--error');
    expect(await page.innerText('.notice--error')).toContain('Nie udało się użyć klucza dostępu');
    expect((await page.goto('/preferences'))?.url()).toContain('/sign-in');
    await opened.close();
  }, 60_000);
});
