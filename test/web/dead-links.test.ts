import { startExchange, type TestExchange } from '../support/exchange.ts';
import { linkTokens } from '../../src/mail/tokens.ts';
import { newId } from '../../src/kernel/ids.ts';
import { readable, visitorOf } from '../support/reader.ts';

let exchange: TestExchange;
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
}, 90_000);
afterAll(() => exchange.close());

const PAGES: [string, string][] = [
  ['new-password', '/forgotten-password'], ['new-address', '/account'], ['old-address', '/account'], ['provider-link', '/sign-in'],
  ['invitations', '/sign-in'], ['application', '/join'], ['recommendation', '/dashboard'], ['profile-confirmation', '/dashboard'],
  ['a', '/dashboard'], ['u', '/preferences'],
];

test.each(PAGES)('an unknown link of /%s speaks of links, not of posts, and leads to %s', async (page, wayOn) => {
  for (const token of ['skrocony', linkTokens('another secret').tokenOf(newId())]) {
    const answer = await visitorOf(exchange).get(`/${page}/${token}`);
    expect(answer.status).toBe(404);
    const main = /<main[\s\S]*<\/main>/.exec(answer.text)?.[0] ?? '';
    expect(main).toContain(`<a class="button button--primary" href="${wayOn}">`);
    expect(readable(main)).toContain('Ten odnośnik nie działa');
    expect(readable(main)).not.toContain('Ogłoszenie mogło wygasnąć');
  }
});

test('a page of no link stays what it was', async () => {
  const answer = await visitorOf(exchange).get('/nie-ma-takiej');
  expect([answer.status, readable(answer.text).includes('Ogłoszenie mogło wygasnąć')]).toEqual([404, true]);
});
