import { createOidc, type Oidc } from '../../../src/features/provider/oidc.ts';
import { startExchange, type TestExchange } from '../../support/exchange.ts';
import { mailedLink, mailsTo } from '../../support/mails.ts';
import { startOidcProvider, type Bend, type OidcProvider } from '../../support/oidc-provider.ts';
import { CLINIC, readable, ROLES, visitorOf, type Reader } from '../../support/reader.ts';

let exchange: TestExchange;
let provider: OidcProvider;
beforeAll(async () => {
  provider = await startOidcProvider('exchange', 'a secret');
  exchange = await startExchange({ seed: 'demo', provider: { issuer: provider.issuer, clientId: 'exchange', clientSecret: 'a secret', name: 'SSO szpitala' } });
}, 90_000);
afterAll(async () => {
  await exchange.close();
  await provider.close();
});

/** A sign-in whose log can be read. */
function listening(settings: { issuer?: string; clientSecret?: string } = {}) {
  const lines: object[] = [];
  const log = { warn: (line: object) => void lines.push(line) };
  const all = { issuer: provider.issuer, clientId: 'exchange', clientSecret: 'a secret', name: 'SSO', ...settings };
  return { lines, oidc: createOidc(all, 'http://127.0.0.1/answer', log) };
}

/** Leaves for the provider; returns the path on which it sends the browser back. */
async function away(visitor: Reader, next = ''): Promise<string> {
  const left = await visitor.post('/sign-in/provider', { next });
  expect(left.status).toBe(303);
  const url = new URL(left.headers['location'] ?? '');
  expect(url.origin).toBe(provider.issuer);
  expect([url.searchParams.get('code_challenge_method'), url.searchParams.get('response_type')]).toEqual(['S256', 'code']);
  const answer = await fetch(url, { redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? '');
  expect(back.origin).toBe(exchange.url);
  return `${back.pathname}${back.search}`;
}
const isIn = async (reader: Reader) => (await reader.get('/dashboard')).status === 200;

test('the sign-in page offers it, and its form may lead there', async () => {
  const page = await visitorOf(exchange).get('/sign-in');
  expect(readable(page.text)).toContain('Zaloguj się przez SSO szpitala');
  expect(page.headers['content-security-policy']).toContain(`form-action 'self' ${provider.issuer};`);
});

test('the first time the owner of the mailbox is asked; then it signs in', async () => {
  provider.person = { sub: 'nurse-1', email: CLINIC.toUpperCase(), email_verified: true };
  const visitor = visitorOf(exchange);
  const first = await visitor.get(await away(visitor));
  expect([first.status, readable(first.text).includes('po raz pierwszy')]).toEqual([200, true]);
  expect(await isIn(visitor)).toBe(false);
  const link = await mailedLink(exchange, CLINIC, 'provider-link');
  expect(readable((await visitor.get(link)).text)).toContain(CLINIC);
  expect(await exchange.query('SELECT 1 FROM provider_identity')).toEqual([]);
  expect((await visitor.post(link)).headers['location']).toBe('/sign-in');
  expect((await visitor.post(link)).status).toBe(410);
  const second = await visitor.get(await away(visitor, '/preferences'));
  expect([second.status, second.headers['location']]).toEqual([303, '/preferences']);
  expect(await isIn(visitor)).toBe(true);
});

test('the same page for an address without an account; no account and no role is ever made', async () => {
  const count = async () => (await exchange.query<{ n: string }>('SELECT count(*) AS n FROM person'))[0]?.n;
  const before = await count();
  const pages = new Set<string>();
  for (const email of ['nobody@nowhere.example', ROLES.administrator]) {
    provider.person = { sub: email, email, email_verified: true };
    const visitor = visitorOf(exchange);
    const answer = await visitor.get(await away(visitor));
    pages.add(`${answer.status} ${readable(answer.text)}`);
    expect(await isIn(visitor)).toBe(false);
  }
  expect(pages.size).toBe(1);
  await exchange.runJobs();
  expect(await count()).toBe(before);
});

test.each<[string, boolean | undefined]>([[ROLES['organisation-admin'], false], [ROLES['organisation-admin'], undefined]])('an address that the provider does not vouch for (%s, %s) is nobody\'s', async (email, verified) => {
  provider.person = { sub: 'x', email, ...(verified === undefined ? {} : { email_verified: verified }) };
  const visitor = visitorOf(exchange);
  expect((await visitor.get(await away(visitor))).status).toBe(200);
  expect((await mailsTo(exchange, email)).filter(({ text }) => text.includes('/provider-link/'))).toEqual([]);
});

test('an address changed at the provider does not move the identity to another account', async () => {
  provider.person = { sub: 'nurse-1', email: ROLES.coordinator, email_verified: true };
  const visitor = visitorOf(exchange);
  await visitor.get(await away(visitor));
  expect(readable((await visitor.get('/account')).text)).toContain(CLINIC);
});

describe('what is bent is refused', () => {
  beforeEach(() => {
    provider.person = { sub: 'nurse-1', email: CLINIC, email_verified: true };
    provider.bend = null;
  });
  afterAll(() => {
    provider.bend = null;
  });

  test.each<Bend>(['nonce', 'signature', 'audience', 'issuer', 'expired'])('%s', async (bend) => {
    const visitor = visitorOf(exchange);
    const back = await away(visitor);
    provider.bend = bend;
    expect((await visitor.get(back)).headers['location']).toBe('/sign-in');
    expect(await isIn(visitor)).toBe(false);
  });

  test('a foreign answer, a repeated one, one without a dialogue, one called off', async () => {
    const [one, two] = [visitorOf(exchange), visitorOf(exchange)];
    const back = await away(one);
    await away(two);
    expect((await two.get(back)).headers['location']).toBe('/sign-in');
    expect((await one.get(back)).headers['location']).toBe('/dashboard');
    expect((await one.get(back)).headers['location']).toBe('/sign-in');
    expect((await visitorOf(exchange).get(back)).headers['location']).toBe('/sign-in');
    expect((await visitorOf(exchange).get('/sign-in/provider/answer')).headers['location']).toBe('/sign-in');
    const off = visitorOf(exchange);
    const state = new URL(await away(off), 'http://x').searchParams.get('state') ?? '';
    expect((await off.get(`/sign-in/provider/answer?error=access_denied&state=${state}&iss=${provider.issuer}`)).headers['location']).toBe('/sign-in');
  });

  test('where to go next stays on our pages', async () => {
    const visitor = visitorOf(exchange);
    expect((await visitor.get(await away(visitor, 'https://evil.example/'))).headers['location']).toBe('/dashboard');
  });

  test('a disabled account is not let in', async () => {
    await exchange.query(`UPDATE person SET state = 'disabled' WHERE email = $1`, [CLINIC]);
    const visitor = visitorOf(exchange);
    await visitor.get(await away(visitor));
    expect(await isIn(visitor)).toBe(false);
  });
});

test('a provider that does not answer is said so, and the next try asks again', async () => {
  const other = await startExchange({ seed: 'none' });
  const answer = await visitorOf(other).post('/sign-in/provider');
  expect([answer.status, answer.headers['location']]).toEqual([303, '/sign-in']);
  await other.close();
}, 60_000);

test('a provider that is gone when somebody comes back is no fault of ours', async () => {
  const { oidc, lines } = listening({ issuer: 'http://127.0.0.1:9' });
  expect(await oidc.finish({ code: 'c', state: 's' }, { state: 's', nonce: 'n', verifier: 'v' })).toBeNull();
  expect(lines).toEqual([{ err: expect.stringMatching(/^fetch failed: ./) }]);
});

describe('what goes wrong at the provider stands in the log', () => {
  beforeAll(() => {
    provider.person = { sub: 'nurse-1', email: CLINIC, email_verified: true };
  });
  afterEach(() => {
    provider.bend = null;
  });

  async function answered(oidc: Oidc) {
    const begun = await oidc.begin();
    if (!begun) throw new Error('the provider is away');
    const answer = await fetch(begun.url, { redirect: 'manual' });
    return { dialogue: begun.dialogue, query: Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams) };
  }

  test('a wrong client secret, by the name the protocol has for it', async () => {
    const { oidc, lines } = listening({ clientSecret: 'another secret' });
    const { query, dialogue } = await answered(oidc);
    expect(await oidc.finish(query, dialogue)).toBeNull();
    expect(lines).toEqual([{ err: expect.any(String), code: 'OAUTH_RESPONSE_BODY_ERROR', said: 'invalid_grant' }]);
    for (const hidden of ['another secret', query['code'], CLINIC]) expect(JSON.stringify(lines)).not.toContain(hidden);
  });

  test('a clock that is wrong, without whom it was about', async () => {
    const { oidc, lines } = listening();
    const { query, dialogue } = await answered(oidc);
    provider.bend = 'expired';
    expect(await oidc.finish(query, dialogue)).toBeNull();
    expect(lines).toEqual([{ err: expect.stringContaining('expiration is past current timestamp'), code: 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED' }]);
    for (const hidden of ['nurse-1', CLINIC]) expect(JSON.stringify(lines)).not.toContain(hidden);
  });

  test('a provider that is not there', async () => {
    const { oidc, lines } = listening({ issuer: 'http://127.0.0.1:9' });
    expect(await oidc.begin()).toBeNull();
    expect(lines).toHaveLength(1);
  });

  test.each<[string, object[]]>([
    ['access_denied', []],
    ['server_error', [{ err: expect.any(String), code: 'OAUTH_AUTHORIZATION_RESPONSE_ERROR', said: 'server_error' }]],
    ['Look, <b>a note</b>', [{ err: expect.any(String), code: 'OAUTH_AUTHORIZATION_RESPONSE_ERROR' }]],
  ])('an answer of %s', async (error, expected) => {
    const { oidc, lines } = listening();
    const { query: { state = '' }, dialogue } = await answered(oidc);
    expect(await oidc.finish({ error, error_description: CLINIC, state, iss: provider.issuer }, dialogue)).toBeNull();
    expect(lines).toEqual(expected);
  });
});
