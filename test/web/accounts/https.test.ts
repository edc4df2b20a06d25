import { DEMO_PASSWORD } from '../../../src/features/seeding/index.ts';
import { startExchange, type TestExchange } from '../../support/exchange.ts';
import { CLINIC, encoded, hidden } from '../../support/reader.ts';

let exchange: TestExchange;
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo', https: true });
}, 90_000);
afterAll(() => exchange.close());

const cookiesIn = (headers: Record<string, unknown>): string[] => [headers['set-cookie'] ?? []].flat().map(String);
const pairs = (cookies: readonly string[]): string => cookies.map((cookie) => cookie.split(';')[0]).join('; ');
const PROXY = { 'X-Forwarded-Proto': 'https', 'Accept-Language': 'pl' };

test('by https every cookie that matters is bound to the host, to https, and out of the reach of scripts', async () => {
  const agent = exchange.agent();
  const page = await agent.get('/sign-in').set(PROXY);
  const before = cookiesIn(page.headers);
  expect(before).toHaveLength(1);
  const body = encoded({ _csrf: hidden(page.text, '_csrf') ?? '', email: CLINIC, password: DEMO_PASSWORD });
  const answer = await agent.post('/sign-in').set({ ...PROXY, Cookie: pairs(before), 'Content-Type': 'application/x-www-form-urlencoded' }).redirects(0).ok(() => true).send(body);
  expect(answer.status).toBe(303);
  const after = cookiesIn(answer.headers);
  expect(after.map((cookie) => cookie.split('=')[0]).sort()).toEqual(['__Host-device', '__Host-sid']);
  for (const cookie of [...before, ...after]) {
    expect(cookie).toMatch(/^__Host-/);
    for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(cookie).toContain(part);
    expect(cookie).not.toMatch(/Domain=/i);
  }
  expect((await agent.get('/dashboard').set({ ...PROXY, Cookie: pairs(after) })).status).toBe(200);
  expect(answer.headers['strict-transport-security']).toMatch(/max-age=\d{7,}/);
});

test('by plain http there is no session at all', async () => {
  const page = await exchange.agent().get('/sign-in').set('Accept-Language', 'pl');
  expect(cookiesIn(page.headers)).toEqual([]);
});

test('addresses of one IPv6 network are counted as one asker, of another as another', async () => {
  const agent = exchange.agent();
  const page = await agent.get('/sign-in').set(PROXY);
  const headers = { ...PROXY, Cookie: pairs(cookiesIn(page.headers)), 'Content-Type': 'application/x-www-form-urlencoded' };
  for (const address of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:db8:1:3::1']) {
    for (const path of ['/sign-in', '/forgotten-password']) {
      const body = encoded({ _csrf: hidden(page.text, '_csrf') ?? '', email: 'nobody@nowhere.example', password: 'x' });
      await agent.post(path).set({ ...headers, 'X-Forwarded-For': address }).redirects(0).ok(() => true).send(body);
    }
  }
  for (const limit of ['sign-in-address', 'forgotten-asker']) {
    const rows = await exchange.query<{ points: number }>(`SELECT points FROM rate_limit WHERE key LIKE $1 AND points > 0 ORDER BY points`, [`${limit}:%`]);
    expect([limit, ...rows.map(({ points }) => points)]).toEqual([limit, 1, 2]);
  }
});
