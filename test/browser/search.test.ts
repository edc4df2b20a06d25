import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { browserSetting, describeWithBrowser, overflowOf, signInHere } from '../support/browser.ts';
import { CLINIC } from '../support/reader.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

describeWithBrowser('the board\'s search', () => {
  const setting = browserSetting();
  const { open } = setting;
  const active = (page: Page) => page.evaluate<string>(`document.getElementById(document.querySelector('#q').getAttribute('aria-activedescendant'))?.textContent ?? ''`);
  const expanded = (page: Page) => page.getAttribute('#q', 'aria-expanded');
  const listed = (page: Page) => page.waitForSelector('#q-list:not([hidden]) [role="option"]');
  const faults = async (page: Page) =>
    (await new AxeBuilder({ page }).setLegacyMode().withTags(WCAG).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);

  test('with the keyboard alone: suggestions, results while typing, back to the field, away', async () => {
    const opened = await setting.window({ width: 1280 });
    const page = await open(opened, '/');
    const before = await page.locator('#q').boundingBox();
    await page.focus('#q');
    await page.keyboard.type('przylb', { delay: 20 });
    await listed(page);
    expect([await expanded(page), await active(page)]).toEqual(['true', '']);
    // The results follow, where they are, under their own address; nothing above them moves.
    await page.waitForURL(/\?q=przylb$/);
    await page.locator('#found [role="status"]').filter({ hasText: /\d+\sogłosze/ }).filter({ hasNotText: /^\s*70\s/ }).waitFor();
    expect(await page.locator('#q').boundingBox()).toEqual(before);
    expect(await page.innerText('[data-search-status]')).toMatch(/Pasuj/);
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    expect(await active(page)).toContain('przyłbica ochronna');
    await page.keyboard.press('ArrowUp');
    expect(await active(page)).toBe('');
    await page.keyboard.press('ArrowUp');
    expect(await active(page)).not.toBe('');
    await page.keyboard.press('Escape');
    expect([await expanded(page), await page.inputValue('#q')]).toEqual(['false', 'przylb']);
    await page.keyboard.press('ArrowDown');
    await listed(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/concept=face-shield/);
    expect(await page.innerText('.chips')).toContain('przyłbica ochronna');
    await page.close();
    await opened.close();
  }, 60_000);

  test('Enter without a choice searches as typed; Tab leaves the list', async () => {
    const opened = await setting.window({ width: 1280, language: 'en' });
    const page = await open(opened, '/?kind=offer');
    await page.focus('#q');
    await page.keyboard.type('face shield', { delay: 10 });
    await listed(page);
    await page.keyboard.press('Tab');
    expect(await expanded(page)).toBe('false');
    await page.focus('#q');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === 'face shield' && url.searchParams.get('kind') === 'offer');
    expect(await page.inputValue('#q')).toBe('face shield');
    await page.close();
    await opened.close();
  }, 60_000);

  test('only the last answer counts: what comes late changes nothing', async () => {
    const opened = await setting.window({ width: 1280 });
    const page = await open(opened, '/');
    await page.route(/\/suggestions\?q=mas&/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await route.continue().catch(() => undefined);
    });
    await page.focus('#q');
    await page.keyboard.type('mas');
    await page.waitForTimeout(300);
    await page.keyboard.type('eczki');
    await listed(page);
    const shown = await page.innerText('#q-list');
    await page.waitForTimeout(2_000);
    expect(await page.innerText('#q-list')).toBe(shown);
    await page.close();
    await opened.close();
  }, 60_000);

  test('recent searches stay on the device, come back in the empty field, and can be cleared', async () => {
    const opened = await setting.window({ width: 360 });
    const page = await open(opened, '/');
    await page.fill('#q', 'fartuchy');
    await page.press('#q', 'Enter');
    await page.waitForURL(/q=fartuchy/);
    await page.goto('/');
    await page.click('#q');
    await listed(page);
    expect(await page.innerText('#q-list')).toContain('fartuchy');
    expect(await overflowOf(page)).toBe(0);
    expect(await faults(page)).toEqual([]);
    await page.click('#q-list [role="option"] >> nth=0');
    await page.waitForURL(/q=fartuchy/);
    await page.goto('/');
    await page.click('#q');
    await listed(page);
    await page.click('#q-list [role="option"] >> nth=-1');
    await page.click('#q');
    expect(await page.evaluate('localStorage.getItem("recent-searches")')).toBeNull();
    await page.close();
    await opened.close();
  }, 60_000);

  test('without a script the same: words, a region on the map, its removal, being told', async () => {
    const opened = await setting.window({ width: 1280, javaScript: false });
    await signInHere(opened, CLINIC);
    const page = await open(opened, '/');
    await page.fill('#q', 'maseczki');
    await page.press('#q', 'Enter');
    await page.waitForURL(/q=maseczki/);
    await page.focus('.region-map a >> nth=0');
    await page.keyboard.press('Enter');
    await page.waitForURL(/region=/);
    expect(page.url()).toContain('q=maseczki');
    expect(await page.locator('.region-map__tile--chosen').count()).toBe(1);
    await page.click('a[href^="/saved-searches/new"]');
    await page.click('main button[type="submit"]');
    await page.waitForURL(/preferences/);
    expect(await page.innerText('#searches')).toContain('maseczki');
    await page.close();
    await opened.close();
  }, 60_000);

  test('inside the cluster\'s own site: framed, as tall as its posts, links in a new tab, no cookie', async () => {
    const opened = await setting.window({ width: 900 });
    const page = await opened.newPage();
    page.setDefaultTimeout(10_000);
    const instructions = await open(opened, '/embed/instructions?kind=need&region=lodzkie&theme=light');
    const snippet = (await instructions.inputValue('#snippet')).replace('loading="lazy"', '');
    await instructions.close();
    await opened.clearCookies();
    // Another origin: the same machine, another port.
    const site = createServer((_req, res) => res.setHeader('Content-Type', 'text/html').end(`<!DOCTYPE html><title>Klaster</title>${snippet}`));
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/kooperacja`);
    const board = page.frameLocator('iframe');
    await board.locator('.post-row').first().waitFor();
    await page.waitForFunction(`document.querySelector('iframe').offsetHeight < 700`);
    const inside = await page.frames()[1]?.evaluate<number>('document.body.getBoundingClientRect().height');
    expect(Math.abs(await page.evaluate<number>(`document.querySelector('iframe').offsetHeight`) - (inside ?? 0))).toBeLessThan(8);
    expect(await opened.cookies()).toEqual([]);
    const [tab] = await Promise.all([opened.waitForEvent('page'), board.locator('.post-row a').first().click()]);
    await tab.waitForURL(/\/posts\//);
    expect(await tab.evaluate('window.opener')).toBeNull();
    await page.close();
    await opened.close();
    site.close();
  }, 60_000);
});
