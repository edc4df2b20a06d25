import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import { browserSetting, describeWithBrowser, overflowOf } from '../support/browser.ts';
import type { TestExchange } from '../support/exchange.ts';
import { CLINIC, filledForm, ROLES, signedIn, visitorOf } from '../support/reader.ts';

interface Mail {
  why: string;
  language: string;
  html: string;
  text: string;
}

/** One mail of each kind and language that the demo has sent. */
const OF_EACH_KIND = `
  SELECT DISTINCT ON (m.why, m.language) m.why, m.language, b.body_html AS html, b.body_text AS text
  FROM mail m JOIN mailbox b ON b.message_id = m.message_id ORDER BY m.why, m.language, m.id`;
/* Layout by tables and attributes is what mail programs understand; a mail is no page of ours. */
const html = new HtmlValidate({ root: true, extends: ['html-validate:document'], rules: { 'require-sri': 'off', 'long-title': 'off' } });
/** No picture is needed to understand a mail, and none is loaded. */
const LOADED = /(?:<img|<link|<script|url\(|@import)[^>]*https?:/i;

/* What makes the exchange write to people, besides what the demo tells them of. */
async function causeMails(exchange: TestExchange): Promise<void> {
  const visitor = visitorOf(exchange);
  await visitor.post('/forgotten-password', { email: CLINIC });
  const [need] = await exchange.query<{ id: string }>(`SELECT id FROM post WHERE title = '1 000 przyłbic ochronnych'`);
  const report = await visitor.get(`/posts/${need?.id}/report`);
  await visitor.post(`/posts/${need?.id}/reports`, { ...filledForm(report.text, `/posts/${need?.id}/reports`), reason: 'unsafe', text: 'Bez certyfikatu' });
  const clinic = await signedIn(exchange, CLINIC);
  const form = (await clinic.get('/posts/new?kind=need')).text;
  await clinic.post('/posts', { ...filledForm(form, '/posts'), title: 'Kapelusze słomkowe', quantity: '7', town: 'Bydgoszcz', intent: 'publish' });
  const [proposed] = await exchange.query<{ id: string }>(
    `SELECT id FROM commitment WHERE state = 'proposed' AND supplier_yes AND need_id = $1 ORDER BY id LIMIT 1`, [need?.id]);
  const path = `/commitments/${proposed?.id}/refusal`;
  const page = (await clinic.get(`/commitments/${proposed?.id}`)).text;
  const refused = await clinic.post(path, { ...filledForm(page, path), reason: 'other', text: 'Mamy już z innego źródła' });
  if (refused.status !== 303) throw new Error(`the proposal was not refused: ${refused.status}`);
  const administrator = await signedIn(exchange, ROLES.administrator);
  const [firm] = await exchange.query<{ id: string }>(`SELECT id FROM organisation WHERE name LIKE '%Prosta Folia'`);
  await administrator.post(`/organisations/${firm?.id}/suspension`, { reason: 'Do wyjaśnienia' });
  await exchange.runJobs();
}

describeWithBrowser('mails', () => {
  const setting = browserSetting();
  beforeAll(() => causeMails(setting.exchange), 60_000);

  test.each(['light', 'dark'] as const)('every kind is readable on a phone without loading anything (%s)', async (scheme) => {
    const mails = await setting.exchange.query<Mail>(OF_EACH_KIND);
    expect(new Set(mails.map(({ why }) => why.split('.')[0])).size).toBeGreaterThanOrEqual(5);
    const phone = await setting.window({ width: 360, scheme });
    const asked: string[] = [];
    await phone.route('**/*', (route) => {
      asked.push(route.request().url());
      return route.abort();
    });
    const page = await phone.newPage();
    const faults: string[] = [];
    for (const mail of mails) {
      await page.setContent(mail.html);
      const wide = await overflowOf(page);
      if (wide > 0) faults.push(`${mail.why} ${mail.language}: ${wide} px too wide`);
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().withRules(['color-contrast', 'link-name', 'image-alt', 'html-has-lang']).analyze();
      faults.push(...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${mail.why} ${mail.language}: ${id} ${node.html}`)));
    }
    expect([faults, asked]).toEqual([[], []]);
    await phone.close();
  }, 120_000);

  test('each is valid, loads nothing, and says the same as text', async () => {
    const faults: string[] = [];
    for (const mail of await setting.exchange.query<Mail>(OF_EACH_KIND)) {
      const { results } = await html.validateString(mail.html);
      faults.push(...results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${mail.why}: ${ruleId} ${message} (line ${line})`)));
      if (LOADED.test(mail.html)) faults.push(`${mail.why}: loads ${LOADED.exec(mail.html)?.[0]}`);
      const links = [...mail.html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
      faults.push(...links.filter((href) => !mail.text.includes(href)).map((href) => `${mail.why}: the text lacks ${href}`));
      if (/<[a-z]|&[a-z]+;/.test(mail.text)) faults.push(`${mail.why}: the text has marks of HTML`);
    }
    expect(faults).toEqual([]);
  });
});
