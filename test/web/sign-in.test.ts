import { DEMO_PASSWORD } from '../../src/features/seeding/index.ts';
import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, HOSPITAL, ROLES, encoded, hidden, readable, signedIn, visitorOf } from '../support/reader.ts';

let exchange: TestExchange;
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
}, 90_000);
afterAll(() => exchange.close());

const sessionOf = (headers: Record<string, unknown>): string | undefined =>
  [headers['set-cookie']].flat().map(String).map((cookie) => /^sid=([^;]+)/.exec(cookie)?.[1]).find((id) => id !== undefined);
const sessions = async () => Number((await exchange.query<{ n: string }>('SELECT count(*) AS n FROM session'))[0]?.n);
/** What differs between two answers although they say the same. */
const withoutChance = (html: string): string => html.replace(/name="_csrf" value="[^"]*"/g, '').replace(/value="[^"@]+@[^"]+"/g, '');

describe('sign-in', () => {
  test('the right password leads to the dashboard, and signing out ends the session', async () => {
    const nurse = await signedIn(exchange, CLINIC);
    const dashboard = await nurse.get('/dashboard');
    expect(dashboard.status).toBe(200);
    expect(dashboard.text).toContain('Agnieszka Lipka');
    expect(dashboard.headers['cache-control']).toBe('private, no-store');
    const out = await nurse.post('/sign-out');
    expect([out.status, out.headers['location']]).toEqual([303, '/']);
    expect((await nurse.get('/dashboard')).headers['location']).toBe('/sign-in?next=%2Fdashboard');
  });

  test('wrong password, unknown address and disabled account get the same answer', async () => {
    await exchange.query(`UPDATE person SET state = 'disabled' WHERE email = $1`, ['rafal.jesion@szybka-kareta.example']);
    const tries = [
      { email: CLINIC, password: 'not the password' },
      { email: 'nobody@nowhere.example', password: DEMO_PASSWORD },
      { email: 'rafal.jesion@szybka-kareta.example', password: DEMO_PASSWORD },
    ];
    const answers = [];
    for (const fields of tries) answers.push(await visitorOf(exchange).post('/sign-in', fields));
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422]);
    expect(new Set(answers.map(({ text }) => withoutChance(text))).size).toBe(1);
    expect(readable(answers[0]?.text ?? '')).toContain('Adres lub hasło się nie zgadza.');
    // What was typed stays, the password does not.
    expect(answers[1]?.text).toContain('value="nobody@nowhere.example"');
    expect(answers[0]?.text).not.toContain('not the password');
  });

  test('an account that is disabled later is out at once', async () => {
    const nurse = await signedIn(exchange, HOSPITAL);
    await exchange.query(`UPDATE person SET state = 'disabled' WHERE email = $1`, [HOSPITAL]);
    expect((await nurse.get('/dashboard')).status).toBe(303);
  });

  test('empty fields are named, each at its place', async () => {
    const answer = await visitorOf(exchange).post('/sign-in', { email: ' ', password: '' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#email"');
    expect(answer.text).toContain('href="#password"');
  });

  test.each(['a\u0000b@c.example', `${'x'.repeat(5_000)}@y.example`, '[]', '{"$gt":""}', '\u202e@example'])('an odd address (%#) is only a wrong one', async (email) => {
    const answer = await visitorOf(exchange).post('/sign-in', { email, password: 'x\u0000y'.repeat(1_000) });
    expect(answer.status).toBe(422);
    expect(readable(answer.text)).toContain('Adres lub hasło się nie zgadza.');
  });

  test('a repeated address is refused: no list of addresses is ever looked up', async () => {
    const visitor = visitorOf(exchange);
    const body = encoded({ _csrf: await visitor.token(), email: [CLINIC, HOSPITAL], password: DEMO_PASSWORD });
    expect((await visitor.postRaw('/sign-in', body)).status).toBe(422);
  });
});

describe('the session', () => {
  test('gets a new id at sign-in, and the old one is worth nothing', async () => {
    const visitor = visitorOf(exchange);
    const page = await visitor.get('/sign-in');
    const before = sessionOf(page.headers);
    const answer = await visitor.postRaw('/sign-in', encoded({ _csrf: hidden(page.text, '_csrf') ?? '', email: ROLES.member, password: DEMO_PASSWORD }));
    const after = sessionOf(answer.headers);
    expect(answer.status).toBe(303);
    expect(before).toBeDefined();
    expect(after).toBeDefined();
    expect(after).not.toBe(before);
    const old = await visitorOf(exchange).get('/dashboard', { Cookie: `sid=${before ?? ''}` });
    expect(old.status).toBe(303);
  });

  test('its cookie is for this site and not for scripts', async () => {
    const [cookie] = [(await visitorOf(exchange).get('/sign-in')).headers['set-cookie']].flat();
    expect(cookie).toMatch(/^sid=s%3A[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
  });

  test('a visitor who only reads gets no cookie and leaves no row', async () => {
    const before = await sessions();
    const visitor = visitorOf(exchange);
    for (const path of ['/', '/?q=maski', '/about', '/privacy', '/accessibility', '/nothing', '/posts/x', '/healthz']) {
      expect((await visitor.get(path)).headers['set-cookie']).toBeUndefined();
    }
    expect(await sessions()).toBe(before);
  });

  test.each(['sid=x', 'sid=s%3Ax.y', 'sid=', 'sid=%00', `sid=${'a'.repeat(4_000)}`, 'sid=j:{"a":1}', ';;;=;'])('a made-up cookie (%s) is a visitor\'s', async (cookie) => {
    expect((await visitorOf(exchange).get('/dashboard', { Cookie: cookie })).status).toBe(303);
  });
});

describe('where to after signing in', () => {
  const inside = ['/dashboard?a=1', '/posts/new?kind=need'];
  const elsewhere = [
    '//evil.example', '/\\evil.example', 'https://evil.example', '/\t/evil.example', '\\\\evil.example', 'javascript:alert(1)', '/.//evil.example',
    '/a/..//evil.example', '/%2e//evil.example', 'http:/\\evil', '', 'dashboard', '/\u0000', '///evil.example',
  ];
  test.each(inside)('%s: a page of ours', async (next) => {
    const answer = await visitorOf(exchange).post('/sign-in', { email: ROLES['organisation-admin'], password: DEMO_PASSWORD, next });
    expect(answer.headers['location']).toBe(next);
  });
  test.each(elsewhere)('%j: never another site', async (next) => {
    const visitor = visitorOf(exchange);
    const answer = await visitor.post('/sign-in', { email: ROLES['organisation-admin'], password: DEMO_PASSWORD, next });
    expect(answer.status).toBe(303);
    expect(new URL(answer.headers['location'] ?? '', 'http://own.example').host).toBe('own.example');
    const signedInAlready = await visitor.get(`/sign-in?next=${encodeURIComponent(next)}`);
    expect(new URL(signedInAlready.headers['location'] ?? '', 'http://own.example').host).toBe('own.example');
  });
  test('the page that was asked for', async () => {
    const sent = await visitorOf(exchange).get('/posts/new?kind=offer');
    expect(sent.headers['location']).toBe('/sign-in?next=%2Fposts%2Fnew%3Fkind%3Doffer');
  });
});

describe('forged forms', () => {
  const fields = { email: CLINIC, password: DEMO_PASSWORD };
  test('no token, a wrong one, somebody else\'s, a repeated one: 403', async () => {
    const visitor = visitorOf(exchange);
    const token = await visitor.token();
    const stranger = await visitorOf(exchange).token();
    for (const _csrf of [undefined, 'x', stranger, [token, token]]) {
      const answer = await visitor.postRaw('/sign-in', encoded({ ...fields, ...(_csrf === undefined ? {} : { _csrf }) }));
      expect(answer.status).toBe(403);
      expect(readable(answer.text)).toContain('Formularz był otwarty zbyt długo');
    }
  });

  test.each<[Record<string, string>, number]>([
    [{ Origin: 'https://evil.example' }, 403],
    [{ Origin: 'null' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
    [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    [{ 'Sec-Fetch-Site': 'same-origin' }, 303],
    [{ 'Sec-Fetch-Site': 'none' }, 303],
  ])('%j: %i, even with the right token', async (headers, status) => {
    const visitor = visitorOf(exchange);
    const answer = await visitor.postRaw('/sign-in', encoded({ ...fields, _csrf: await visitor.token() }), headers);
    expect(answer.status).toBe(status);
  });
});

test('after ten wrong passwords no more tries for this account, whatever the address headers; others go on', async () => {
  const email = 'owen.hartley@grey-gull.example';
  const visitor = visitorOf(exchange);
  const token = await visitor.token();
  const attempt = (password: string, n: number) =>
    visitor.postRaw('/sign-in', encoded({ _csrf: token, email: n % 2 ? email : email.toUpperCase(), password }), {
      'X-Forwarded-For': `10.0.0.${n}`, Forwarded: `for=10.0.0.${n}`, 'X-Real-IP': `10.0.0.${n}`,
    });
  const statuses: number[] = [];
  for (let n = 1; n <= 10; n += 1) statuses.push((await attempt('wrong', n)).status);
  expect(statuses).toEqual(Array<number>(10).fill(422));
  const late = await attempt(DEMO_PASSWORD, 11);
  expect(late.status).toBe(429);
  expect(readable(late.text)).toContain('Odczekaj kwadrans');
  await expect(signedIn(exchange, CLINIC)).resolves.toBeDefined();
});
