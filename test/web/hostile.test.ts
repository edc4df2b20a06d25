import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, encoded, filledForm, readable, ROLES, signedIn, visitorOf, type Fields, type Reader } from '../support/reader.ts';

let exchange: TestExchange;
const readers: Record<string, Reader> = {};
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  readers['visitor'] = visitorOf(exchange);
  for (const [name, email] of Object.entries({ ...ROLES, clinic: CLINIC })) readers[name] = await signedIn(exchange, email);
}, 90_000);
afterAll(() => exchange.close());

const MARK = 'zq7';
const HOSTILE = [
  `<script>alert('${MARK}')</script>`, `"><img src=x onerror=alert(1) title=${MARK}>`, `'; DROP TABLE post; --`, '{{7*7}}zq{{7*7}}${7*7}', 'a\u0000b',
  '\u202eodwrócone\u202c', '👩🏽‍🔬🏴‍☠️', 'a\uffffb\ufffe', '-1', '1e309', '0x10', '99999999999999999999', 'NaN', '٣', '0000-00-00', '2026-02-31', '__proto__', 'constructor',
  '../../../etc/passwd', '%00%0d%0aSet-Cookie:x=1', '\r\nBcc: x@evil.example', 'x'.repeat(100_000), ' '.repeat(5_000), 'https://evil.example/javascript:',
];
/** A lone surrogate and bytes that are no UTF-8, as they stand in a body. */
const RAW = ['%ED%A0%80', '%FF%FE', '%', '%u0041', '+%2B+'];

function harmless(html: string): void {
  expect(html).not.toContain(`<script>alert('${MARK}')`);
  expect(html).not.toContain('"><img src=x');
  expect(html).not.toContain('49zq49');
  expect(html).not.toMatch(/node_modules|QueryFailedError/);
}

/** Every form a person meets, on the page that shows it. */
const one = async (sql: string, values: unknown[] = []): Promise<string> => (await exchange.query<{ id: string }>(sql, values))[0]?.id ?? 'none';
const postId = (title: string) => one('SELECT id FROM post WHERE title = $1', [title]);

const personId = (email: string) => one('SELECT id FROM person WHERE email = $1', [email]);
const ownOf = (email: string) =>
  one('SELECT m.organisation_id AS id FROM membership m JOIN person p ON p.id = m.person_id WHERE p.email = $1', [email]);
const FOX = 'owen.hartley@grey-gull.example';

interface Form {
  name: string;
  reader: string;
  page(): Promise<string>;
  action(): Promise<string>;
  /** Fields beyond those filled in by the page. */
  fields?: Record<string, string>;
}

const still = (path: string) => () => Promise.resolve(path);
const SHIELDS = '1 000 przyłbic ochronnych';
const WITHDRAWN = 'płyn do dezynfekcji rąk 60 l';
const CLOSED = 'Maseczki wielorazowe dla personelu, 500 sztuk';
const FORMS: Form[] = [
  { name: 'sign-in', reader: 'visitor', page: still('/sign-in'), action: still('/sign-in') },
  { name: 'new need', reader: 'clinic', page: still('/posts/new?kind=need'), action: still('/posts'), fields: { title: 'Maski', quantity: '10', intent: 'draft' } },
  { name: 'new offer', reader: 'member', page: still('/posts/new?kind=offer'), action: still('/posts'), fields: { title: 'Maski', quantity: '10', intent: 'draft' } },
  { name: 'preview', reader: 'clinic', page: still('/posts/new?kind=need'), action: still('/posts/preview'), fields: { title: 'Maski', quantity: '10' } },
  { name: 'edit', reader: 'clinic', page: async () => `/posts/${await postId(SHIELDS)}/edit`, action: async () => `/posts/${await postId(SHIELDS)}/edit` },
  { name: 'withdraw', reader: 'clinic', page: async () => `/posts/${await postId(WITHDRAWN)}/withdrawal`, action: async () => `/posts/${await postId(WITHDRAWN)}/withdrawal` },
  { name: 'close', reader: 'clinic', page: async () => `/posts/${await postId(CLOSED)}/closure`, action: async () => `/posts/${await postId(CLOSED)}/closure` },
  {
    name: 'propose', reader: 'member', page: async () => `/posts/${await postId(SHIELDS)}/proposals/new`, action: async () => `/posts/${await postId(SHIELDS)}/proposals`,
  },
  { name: 'ask', reader: 'clinic', page: async () => `/posts/${await postId(SHIELDS)}/requests/new`, action: async () => `/posts/${await postId(SHIELDS)}/requests` },
  { name: 'review', reader: 'coordinator', page: still('/office'), action: async () => `/office/reviews/${await one(`SELECT id FROM post WHERE state = 'in-review'`)}`, fields: { verdict: 'refuse', reason: '' } },
  { name: 'alerts', reader: 'clinic', page: still('/preferences'), action: still('/preferences') },
  { name: 'forgotten password', reader: 'visitor', page: still('/forgotten-password'), action: still('/forgotten-password') },
  { name: 'own account', reader: 'clinic', page: still('/account'), action: still('/account') },
  { name: 'own password', reader: 'clinic', page: still('/account/password'), action: still('/account/password') },
  { name: 'own address', reader: 'clinic', page: still('/account/address'), action: still('/account/address') },
  { name: 'own codes', reader: 'clinic', page: still('/account/codes'), action: still('/account/codes/beginning') },
  { name: 'own passkey', reader: 'clinic', page: still('/account/passkeys'), action: still('/account/passkeys') },
  {
    name: 'invitation', reader: 'organisation-admin',
    page: async () => `/organisations/${await ownOf(ROLES['organisation-admin'])}/people`,
    action: async () => `/organisations/${await ownOf(ROLES['organisation-admin'])}/invitations`,
  },
  {
    name: 'role in the office', reader: 'administrator',
    page: async () => `/office/people/${await personId(FOX)}`, action: async () => `/office/people/${await personId(FOX)}/role`,
  },
];

describe.each(FORMS)('the form: $name', (form) => {
  let reader: Reader;
  let action: string;
  let filled: Record<string, string>;
  const send = async (fields: Fields) => {
    const answer = await reader.post(action, fields);
    expect([answer.status < 500, answer.status, Object.entries(fields).map(([k, v]) => `${k}=${String(v).slice(0, 30)}`).join('&').slice(0, 900)]).toEqual([true, answer.status, expect.any(String)]);
    harmless(answer.text);
    const next = answer.headers['location'];
    if (next?.startsWith('/')) harmless((await reader.get(next)).text);
  };
  const fresh = () => ({ ...filled, submissionKey: crypto.randomUUID() });

  beforeAll(async () => {
    reader = readers[form.reader] as Reader;
    action = await form.action();
    const page = await reader.get(await form.page());
    expect(page.status).toBe(200);
    const main = filledForm(page.text, action);
    filled = { ...(Object.keys(main).length > 0 ? main : filledForm(page.text, '/posts')), ...form.fields };
    delete filled['_csrf'];
    expect(Object.keys(filled).length).toBeGreaterThan(0);
  });

  test('hostile texts in every field at once', async () => {
    for (const text of HOSTILE) await send(Object.fromEntries(Object.keys(filled).map((name) => [name, name === 'kind' ? filled['kind'] ?? '' : text])));
  });

  test('in each field alone what PostgreSQL would not take', async () => {
    for (const name of Object.keys(filled)) await send({ ...fresh(), [name]: '9\u0000<b>' });
  });

  test('bent shapes: repeated, nested, missing, unknown fields', async () => {
    const all = Object.entries(fresh());
    await send(Object.fromEntries(all.map(([name, value]) => [name, [value, value, 'x']])));
    await send(Object.fromEntries(all.flatMap(([name, value]) => [[`${name}[a]`, value], [`${name}[]`, value]])));
    for (const [name] of all) await send(Object.fromEntries(all.filter(([other]) => other !== name)));
    await send({ ...fresh(), state: 'published', organisationId: crypto.randomUUID(), version: '-1', id: 'x', office_role: 'administrator' });
    await send({});
  });

  test('bytes that are no text', async () => {
    const token = await reader.token();
    for (const raw of RAW) {
      const body = Object.keys(filled).map((name) => `${encodeURIComponent(name)}=${raw}`).join('&');
      const answer = await reader.postRaw(action, `${body}&${encoded({ _csrf: token })}`);
      expect(answer.status).toBeLessThan(500);
    }
  });
});

describe('addresses', () => {
  const odd = ['\u0000', '\u202e', '<script>', '{{7*7}}', '\'', '"', '\\', '%', ' ', '👩🏽‍🔬', 'x'.repeat(3_000), '-1', '1e9', '99999999999', '[]', '*', ':', 'a:b', '(', '^"~2'];
  const sharp = ['\u0000', '<script>', '%', '👩🏽‍🔬', 'x'.repeat(3_000), 'constructor', '\'"\\'];
  const names = ['q', 'kind', 'concept', 'region', 'terms', 'urgent', 'covered', 'sort', 'town', 'page', 'lang', 'next', '__proto__', 'q[a]', 'constructor'];
  test('every parameter of the board', async () => {
    const pair = (name: string, value: string) => `${name}=${encodeURIComponent(value)}`;
    const queries = [
      ...odd.map((value) => names.map((name) => pair(name, value)).join('&')),
      ...names.flatMap((name) => sharp.map((value) => pair(name, value))),
      ...names.map((name) => `${pair(name, 'x')}&${pair(name, '\u0000')}`),
    ];
    for (const query of queries) {
      const answer = await (readers['visitor'] as Reader).get(`/?${query}`);
      // Longer than any address may be: Node itself refuses.
      expect([query.slice(0, 80), answer.status]).toEqual([query.slice(0, 80), query.length > 12_000 ? 431 : 200]);
      harmless(answer.text);
    }
  }, 60_000);
  test('every parameter of the other pages', async () => {
    const need = await postId(SHIELDS);
    const paths = [
      '/posts/new?kind=', '/posts/new?title=', '/posts/understood?title=', `/posts/${need}/proposals/new?offer=`, `/posts/${need}/proposals/new?supplier=`,
      `/posts/${need}/requests/new?supplier=`, '/mailbox?to=', '/sign-in?next=', '/posts/', '/organisations/', '/commitments/', '/mailbox/', '/a/', '/u/', '/assets/',
    ];
    for (const path of paths) {
      for (const value of sharp) {
        const answer = await (readers['coordinator'] as Reader).get(`${path}${encodeURIComponent(value)}`);
        expect([path, value.slice(0, 20), answer.status < 500]).toEqual([path, value.slice(0, 20), true]);
        if (answer.type === 'text/html') harmless(answer.text);
      }
    }
  }, 60_000);
  test('every posted address', async () => {
    for (const value of sharp) {
      const id = encodeURIComponent(value);
      for (const path of [`/matches/${id}/dismissal`, `/commitments/${id}/acceptance`, `/posts/${id}/publication`, `/office/reviews/${id}`, `/a/${id}`, `/u/${id}`,
        `/posts/${id}/proposals`, `/commitments/${id}/deliveries/${id}/receipt`]) {
        const answer = await (readers['coordinator'] as Reader).post(path, { reason: 'no-capacity', verdict: 'approve' });
        expect([path.slice(0, 60), [303, 404, 422].includes(answer.status)]).toEqual([path.slice(0, 60), true]);
      }
    }
  }, 60_000);
});

describe('legitimate text', () => {
  const texts = [
    'Śruby M4 × 12 „ocynk” – 50 % taniej & <pilne>', 'Gowns (size ≥ L) / "blue" — 35 g/m² ±5 %', 'O\'Neil\'s 3/4" hose; -- no CFC', 'العربية עברית ไทย 中文', '👩🏽‍🔬 maseczki FFP2 🏴‍☠️',
    '{{title}} ${x} %s \\n %00', 'a < b > c &amp; &lt;d&gt;', 'ﬁ ﬂ Å Å é', 'SELECT * FROM "post"; DROP TABLE post',
  ];
  test.each(texts)('%s comes back exactly', async (title) => {
    const nurse = readers['clinic'] as Reader;
    const description = `${title}\nwiersz 2\n\nwiersz 4`;
    const answer = await nurse.post('/posts', {
      kind: 'need', title, description, quantity: '12', unit: 'szt', town: 'Bydgoszcz', visibility: 'public', intent: 'publish', submissionKey: crypto.randomUUID(),
    });
    expect(answer.status).toBe(303);
    const path = answer.headers['location'] ?? '';
    const [stored] = await exchange.query<{ title: string; description: string }>('SELECT title, description FROM post WHERE id = $1', [path.slice('/posts/'.length)]);
    expect(stored).toEqual({ title: title.normalize('NFC'), description: description.normalize('NFC') });
    const page = await readers['visitor']?.get(path);
    expect(readable(page?.text ?? '')).toContain(title.normalize('NFC'));
    const found = await readers['visitor']?.get(`/?q=${encodeURIComponent(title)}`);
    expect(found?.status).toBe(200);
    expect(filledForm((await nurse.get(`${path}/edit`)).text, `${path}/edit`)['title']).toBe(title.normalize('NFC'));
  });
  test('jobs run over all of it', async () => {
    await exchange.runJobs();
    expect(await exchange.query(`SELECT 1 FROM mail WHERE state = 'dead'`)).toEqual([]);
  }, 60_000);
});
