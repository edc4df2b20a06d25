import { fixedClock } from '../../../src/kernel/clock.ts';
import { DEMO_PASSWORD } from '../../../src/features/seeding/index.ts';
import { startExchange, type TestExchange } from '../../support/exchange.ts';
import { CLINIC, encoded, readable, ROLES, signedIn, visitorOf, type Reader } from '../../support/reader.ts';
import { workOf } from '../../support/work.ts';

let exchange: TestExchange;
const clock = fixedClock(new Date());
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo', clock });
}, 90_000);
afterAll(() => exchange.close());

const HOUR = 3_600_000;
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const isIn = async (reader: Reader) => (await reader.get('/dashboard')).status === 200;

async function signedInWith(email: string, userAgent: string): Promise<Reader> {
  const visitor = visitorOf(exchange);
  const body = encoded({ _csrf: await visitor.token(), email, password: DEMO_PASSWORD });
  expect((await visitor.postRaw('/sign-in', body, { 'User-Agent': userAgent })).status).toBe(303);
  return visitor;
}

describe('own sessions', () => {
  test('are listed with device, place and time, and end one by one or all at once', async () => {
    const [here, there, elsewhere] = [await signedIn(exchange, CLINIC), await signedInWith(CLINIC, FIREFOX), await signedIn(exchange, CLINIC)];
    const shown = await here.get('/account/sign-ins');
    const text = readable(shown.text);
    expect(text).toContain('Firefox, Windows');
    expect(text).toContain('127.0.x.x');
    expect(text).toContain('ta sesja');
    const endings = [...shown.text.matchAll(/action="(\/account\/sign-ins\/[0-9a-f-]{36}\/ending)"/g)].map(([, path]) => path ?? '');
    expect(endings).toHaveLength(2);
    expect((await here.post(endings[0] ?? '')).headers['location']).toBe('/account/sign-ins');
    expect([await isIn(here), [await isIn(there), await isIn(elsewhere)].filter(Boolean).length]).toEqual([true, 1]);
    expect((await here.post(endings[0] ?? '')).status).toBe(404);
    expect((await here.post('/account/sign-ins/endings')).status).toBe(303);
    expect([await isIn(here), await isIn(there), await isIn(elsewhere)]).toEqual([true, false, false]);
  });

  test('of others cannot be ended', async () => {
    const [nurse, firm] = [await signedIn(exchange, CLINIC), await signedIn(exchange, ROLES.member)];
    const [row] = await exchange.query<{ id: string }>(
      `SELECT s.id FROM sign_in s JOIN person p ON p.id = s.person_id WHERE p.email = $1 AND s.ended_at IS NULL AND s.outcome = 'in'`, [CLINIC]);
    for (const id of [row?.id ?? '', 'x', crypto.randomUUID()]) expect((await firm.post(`/account/sign-ins/${id}/ending`)).status).toBe(404);
    expect(await isIn(nurse)).toBe(true);
  });

  test('the log tells of failures too, the latest twenty', async () => {
    for (let n = 0; n < 3; n += 1) await visitorOf(exchange).post('/sign-in', { email: ROLES.member, password: 'wrong' });
    const reader = await signedIn(exchange, ROLES.member);
    const text = readable((await reader.get('/account/sign-ins')).text);
    expect(text.match(/odrzucono/g)).toHaveLength(3);
    await exchange.query(`INSERT INTO sign_in (id, person_id, at, how, outcome, device, place, seen_at)
      SELECT gen_random_uuid(), p.id, now() - interval '1 hour', 'password', 'refused', '', '', now() FROM person p, generate_series(1, 40) WHERE p.email = $1`, [ROLES.member]);
    const rows = (await reader.get('/account/sign-ins')).text.match(/<tr>/g);
    expect(rows).toHaveLength(21);
  });

  test('end after twelve idle hours and after a week', async () => {
    const idle = await signedIn(exchange, ROLES.coordinator);
    clock.advance(11 * HOUR);
    expect(await isIn(idle)).toBe(true);
    for (let day = 0; day < 8; day += 1) {
      clock.advance(11 * HOUR);
      await idle.get('/dashboard');
      clock.advance(11 * HOUR);
      await idle.get('/dashboard');
    }
    expect(await isIn(idle)).toBe(false);
  });

  test('signing out ends the sign-in: a stolen cookie is worth nothing after', async () => {
    const reader = await signedIn(exchange, ROLES.administrator);
    const before = await exchange.query<{ sid: string; sess: object; expire: string }>(`SELECT sid, sess, expire::text FROM session`);
    const thief = visitorOf(exchange);
    await reader.post('/sign-out');
    for (const { sid, sess, expire } of before) {
      await exchange.query(`INSERT INTO session (sid, sess, expire) VALUES ($1, $2, $3) ON CONFLICT (sid) DO NOTHING`, [sid, JSON.stringify(sess), expire]);
    }
    expect(await isIn(reader)).toBe(false);
    expect(await isIn(thief)).toBe(false);
  });
});

describe('own name and language', () => {
  test('are changed, and wrong ones are told with what was typed', async () => {
    const reader = await signedIn(exchange, CLINIC);
    expect((await reader.post('/account', { name: '  Agnieszka Lipka-Wrona ', language: 'en' })).status).toBe(303);
    expect((await reader.get('/account')).text).toContain('value="Agnieszka Lipka-Wrona"');
    const wrong = await reader.post('/account', { name: 'Kup tanio http://evil.example', language: 'xx' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('value="Kup tanio http://evil.example"');
    expect(wrong.text).toContain('href="#language"');
  });

  test.each([['x'.repeat(10_000), 422], ['', 422], ['a\u0000b\r\nBcc: x', 303], ['👩🏽‍🔬 Maria', 303]])('%#: a name of every kind is answered', async (name, status) => {
    const reader = await signedIn(exchange, CLINIC);
    expect((await reader.post('/account', { name, language: 'pl' })).status).toBe(status);
    expect((await exchange.query<{ name: string }>(`SELECT name FROM person WHERE email = $1`, [CLINIC]))[0]?.name).not.toMatch(/\p{Cc}/u);
  });
});

describe('strangers who try passwords', () => {
  const tried = async (reader: Reader, email: string, password: string, n = 0) => reader.post('/sign-in', { email, password: `${password}${n || ''}` });

  test('use up their tries, not those of the owner on a browser that signed in before', async () => {
    const owner = await signedIn(exchange, ROLES['organisation-admin']);
    await owner.post('/sign-out');
    const stranger = visitorOf(exchange);
    const statuses = [];
    for (let n = 1; n <= 12; n += 1) statuses.push((await tried(stranger, ROLES['organisation-admin'], 'wrong', n)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(422), 429, 429]);
    expect((await tried(visitorOf(exchange), ROLES['organisation-admin'], DEMO_PASSWORD)).status).toBe(429);
    const page = await owner.get('/sign-in');
    const token = /name="_csrf" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
    const back = await owner.postRaw('/sign-in', encoded({ _csrf: token, email: ROLES['organisation-admin'], password: DEMO_PASSWORD }));
    expect(back.status).toBe(303);
  });

  test('a known browser has ten tries too, and is known for its own account only', async () => {
    const owner = await signedIn(exchange, ROLES.unapproved);
    await owner.post('/sign-out');
    const page = await owner.get('/sign-in');
    const token = /name="_csrf" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
    const attempt = async (email: string) => (await owner.postRaw('/sign-in', encoded({ _csrf: token, email, password: 'wrong' }))).status;
    const own = [];
    for (let n = 0; n < 11; n += 1) own.push(await attempt(ROLES.unapproved));
    expect(own).toEqual([...Array<number>(10).fill(422), 429]);
    const others = [];
    for (let n = 0; n < 11; n += 1) others.push(await attempt('maria.gil@zolty-parasol.example'));
    expect(others).toEqual([...Array<number>(10).fill(422), 429]);
  });

  test('right passwords use up no tries', async () => {
    for (let n = 0; n < 14; n += 1) expect((await tried(visitorOf(exchange), ROLES.coordinator, DEMO_PASSWORD)).status).toBe(303);
  });

  test('an unknown address costs the same work as a wrong password', async () => {
    const seen = [];
    for (const email of [ROLES.coordinator, 'nobody@nowhere.example']) {
      const visitor = visitorOf(exchange);
      const body = encoded({ _csrf: await visitor.token(), email, password: 'wrong' });
      seen.push(JSON.stringify((await workOf(() => visitor.postRaw('/sign-in', body))).statements));
    }
    expect(seen[0]).toContain('INSERT INTO sign_in');
    expect(seen[1]).toBe(seen[0]);
  });
});
