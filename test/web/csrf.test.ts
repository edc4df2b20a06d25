import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, encoded, hidden, readable, signedIn, visitorOf, type Reader } from '../support/reader.ts';

let exchange: TestExchange;
let reader: Reader;
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  reader = await signedIn(exchange, CLINIC);
}, 120_000);
afterAll(() => exchange.close());

const FORM = '/posts/new?kind=need';
const tokenOf = async (path: string): Promise<string> => hidden((await reader.get(path)).text, '_csrf') ?? '';

/* A form without its fields: its page again when the token is good, a refusal when it is not. */
const posted = async (token: string): Promise<number> => (await reader.postRaw('/posts', encoded({ _csrf: token, kind: 'need', intent: 'publish' }))).status;

test('every page shows other letters, all forms of one page the same', async () => {
  const page = await reader.get(FORM);
  const shown = [...page.text.matchAll(/name="_csrf" value="([^"]*)"/g)].map(([, token]) => token);
  expect(shown.length).toBeGreaterThan(1);
  expect(new Set(shown).size).toBe(1);
  expect(await tokenOf(FORM)).not.toBe(shown[0]);
});

test('a form of every tab is good as long as the session', async () => {
  const tabs = [await tokenOf(FORM), await tokenOf('/about'), await tokenOf(FORM)];
  for (const token of [...tabs, ...tabs]) expect(await posted(token)).toBe(422);
});

test('the bare token of the session, one turned letter, and that of somebody else are refused', async () => {
  const rows = await exchange.query<{ token: string }>(`SELECT sess->>'csrfToken' AS token FROM session WHERE sess->>'csrfToken' IS NOT NULL`);
  expect(rows.length).toBeGreaterThan(0);
  for (const { token } of rows) expect(await posted(token)).toBe(403);
  const own = await tokenOf(FORM);
  expect(await posted(`${own[0] === 'A' ? 'B' : 'A'}${own.slice(1)}`)).toBe(403);
  const other = await signedIn(exchange, CLINIC);
  expect(await posted(await other.token())).toBe(403);
  expect(await posted(own)).toBe(422);
});

test('a token that was shown before signing in is worth nothing after it', async () => {
  const before = hidden((await exchange.agent().get('/sign-in')).text, '_csrf') ?? '';
  expect(before).not.toBe('');
  expect(await posted(before)).toBe(403);
});

describe('a form whose session has ended meanwhile', () => {
  const OWN = { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'navigate' };
  const NEED = { kind: 'need', title: 'Koce "<ciepłe>" & lekkie', description: 'Dwie\nlinie', quantity: '7', unit: 'szt', town: 'Bydgoszcz', acceptable: ['certificate', 'declaration'], intent: 'draft' };

  test('is offered once more, whole, with a token of today', async () => {
    const late = await reader.postRaw('/posts', encoded({ _csrf: 'old', ...NEED }), OWN);
    expect(late.status).toBe(403);
    const kept = [...late.text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value = '']) => [name, readable(value)]);
    const [token, ...typed] = kept.slice(-10);
    expect(token).toEqual(['_csrf', expect.any(String)]);
    expect(typed).toEqual(Object.entries(NEED).flatMap(([name, value]) => [value].flat().map((one) => [name, one.replace('\n', ' ')])));
    expect((await reader.postRaw('/posts', encoded({ _csrf: token?.[1] ?? '', ...NEED }), OWN)).status).toBe(303);
    expect(await exchange.query(`SELECT description FROM post WHERE title = $1`, [NEED.title])).toEqual([{ description: NEED.description }]);
  });

  test('a visitor is told to sign in beside it', async () => {
    const page = readable((await visitorOf(exchange).postRaw('/posts', encoded(NEED), OWN)).text);
    for (const told of ['Formularz czekał zbyt długo', 'mamy wszystko, co wpisano', 'zaloguj się w nowej karcie', 'Wyślij jeszcze raz']) expect(page).toContain(told);
  });

  test.each<[string, string, Record<string, string>, Record<string, string>]>([
    ['another site', '/posts', NEED as unknown as Record<string, string>, { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' }],
    ['a browser that does not say where it comes from', '/posts', NEED as unknown as Record<string, string>, {}],
    ['a script', '/posts', NEED as unknown as Record<string, string>, { ...OWN, 'Sec-Fetch-Mode': 'cors' }],
    ['a form with a password', '/sign-in', { email: CLINIC, password: 'a secret thing' }, OWN],
  ])('nothing of %s is written into a page', async (_who, path, fields, headers) => {
    const refused = await reader.postRaw(path, encoded({ _csrf: 'old', ...fields }), headers);
    expect([refused.status, refused.text]).toEqual([403, expect.not.stringMatching(/Koce|a secret thing|Wyślij jeszcze raz/)]);
  });
});
