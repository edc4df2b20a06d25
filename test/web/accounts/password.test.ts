import { fixedClock } from '../../../src/kernel/clock.ts';
import { startExchange, type TestExchange } from '../../support/exchange.ts';
import { mailedLink, mailsTo } from '../../support/mails.ts';
import { CLINIC, encoded, filledForm, hidden, HOSPITAL, readable, ROLES, signedIn, visitorOf, type Reader } from '../../support/reader.ts';
import { workOf } from '../../support/work.ts';
import { DEMO_PASSWORD } from '../../../src/features/seeding/index.ts';

let exchange: TestExchange;
const clock = fixedClock(new Date());
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo', clock });
}, 90_000);
afterAll(() => exchange.close());

const NEW = 'kubek herbaty o świcie';
const FIRM = ROLES.member;
const canSignIn = async (email: string, password: string) => (await visitorOf(exchange).post('/sign-in', { email, password })).status === 303;
const subjectsTo = async (email: string) => (await mailsTo(exchange, email)).map(({ subject }) => subject);
const isIn = async (reader: Reader) => (await reader.get('/dashboard')).status === 200;
const withoutChance = (html: string, email: string) => readable(html.replace(/name="_csrf" value="[^"]*"/g, '')).replaceAll(email, '…');
/** A form as the page has it now, for sessions that were renewed. */
async function send(reader: Reader, page: string, action: string, fields: Record<string, string>) {
  const shown = await reader.get(page);
  return reader.postRaw(action, encoded({ ...filledForm(shown.text, action), ...fields }));
}

describe('a forgotten password', () => {
  const ask = (email: string) => visitorOf(exchange).post('/forgotten-password', { email });

  test('same status, page and work for a known, an unknown, a disabled and an unconfirmed address', async () => {
    await exchange.query(`UPDATE person SET state = 'disabled' WHERE email = 'rafal.jesion@szybka-kareta.example'`);
    await exchange.query(`UPDATE person SET email_verified_at = NULL WHERE email = 'marcin.dzieciol@szybka-kareta.example' OR email = $1`, [HOSPITAL]);
    const seen = [];
    for (const email of [CLINIC, 'nobody@nowhere.example', 'rafal.jesion@szybka-kareta.example', HOSPITAL]) {
      const visitor = visitorOf(exchange);
      const body = encoded({ _csrf: await visitor.token(), email });
      let answer = await visitor.get('/about');
      const { statements } = await workOf(async () => {
        answer = await visitor.postRaw('/forgotten-password', body);
      });
      seen.push(JSON.stringify([answer.status, withoutChance(answer.text, email), statements]));
    }
    expect(new Set(seen).size).toBe(1);
    expect(seen[0]).toContain('[200,');
    expect(seen[0]).toContain('add_jobs');
    expect(await mailsTo(exchange, 'nobody@nowhere.example')).toEqual([]);
    expect((await mailsTo(exchange, HOSPITAL)).filter(({ text }) => text.includes('/new-password/'))).toEqual([]);
    await exchange.query(`UPDATE person SET email_verified_at = now() WHERE email = $1`, [HOSPITAL]);
  });

  test('the link goes to the stored address, works once, and ends every session', async () => {
    const before = await signedIn(exchange, CLINIC);
    expect((await ask(` ${CLINIC.toUpperCase()} `)).status).toBe(200);
    const link = await mailedLink(exchange, CLINIC, 'new-password');
    const owner = visitorOf(exchange);
    const shown = await owner.get(link);
    expect(shown.status).toBe(200);
    expect(readable(shown.text)).toContain(CLINIC);
    // Opening it, by a scanner too, changes nothing.
    expect((await owner.head(link)).status).toBe(200);
    expect(await canSignIn(CLINIC, DEMO_PASSWORD)).toBe(true);
    const short = await owner.post(link, { password: 'za krótkie' });
    expect([short.status, readable(short.text).includes('Hasło ma 10 znaków, a potrzeba co najmniej 15.')]).toEqual([422, true]);
    expect(short.text).not.toContain('za krótkie');
    const set = await owner.post(link, { password: NEW });
    expect([set.status, set.headers['location']]).toEqual([303, '/sign-in']);
    expect([await isIn(before), await canSignIn(CLINIC, DEMO_PASSWORD), await canSignIn(CLINIC, NEW)]).toEqual([false, false, true]);
    expect((await visitorOf(exchange).post(link, { password: 'inny kubek herbaty' })).status).toBe(410);
    const again = await visitorOf(exchange).get(link);
    expect([again.status, again.text.includes('href="/forgotten-password"')]).toEqual([410, true]);
    expect(readable(again.text)).toContain('Poproś o nowy odnośnik');
    expect(await canSignIn(CLINIC, NEW)).toBe(true);
    expect(await subjectsTo(CLINIC)).toContain('Hasło zostało zmienione');
  });

  test('a newer password makes links worthless that are still on their way, and an hour does', async () => {
    await ask(FIRM);
    const first = await mailedLink(exchange, FIRM, 'new-password');
    clock.advance(1_000);
    await ask(FIRM);
    const second = (await mailedLink(exchange, FIRM, 'new-password'));
    expect(second).not.toBe(first);
    expect((await visitorOf(exchange).post(second, { password: NEW })).status).toBe(303);
    expect((await visitorOf(exchange).post(first, { password: 'zupełnie inne hasło tutaj' })).status).toBe(410);
    await ask(FIRM);
    const third = await mailedLink(exchange, FIRM, 'new-password');
    clock.advance(61 * 60_000);
    expect((await visitorOf(exchange).post(third, { password: 'zupełnie inne hasło tutaj' })).status).toBe(410);
    expect(await canSignIn(FIRM, NEW)).toBe(true);
  });

  test('after five links in an hour the page stays the same and no more are sent', async () => {
    const email = 'owen.hartley@grey-gull.example';
    const pages = new Set<string>();
    for (let n = 0; n < 8; n += 1) pages.add(withoutChance((await ask(email)).text, email));
    expect(pages.size).toBe(1);
    expect((await mailsTo(exchange, email)).filter(({ text }) => text.includes('/new-password/'))).toHaveLength(5);
  });

  const hostile: [string, string][] = [
    ['an array', `email=${CLINIC}&email=evil%40evil.example`], ['brackets', `email%5B%5D=${CLINIC}`], ['a list', encoded({ email: `${CLINIC},evil@evil.example` })],
    ['a line break', encoded({ email: `${CLINIC}\r\nBcc: evil@evil.example` })], ['NUL', encoded({ email: `${CLINIC}\u0000` })], ['nothing', ''],
    ['a look-alike', encoded({ email: CLINIC.replace('a', 'а') })], ['10 kB', encoded({ email: `${'a'.repeat(10_000)}@b.example` })],
  ];
  test.each(hostile)('%s instead of an address: 422, at the field, and nothing is sent', async (_, body) => {
    const visitor = visitorOf(exchange);
    const answer = await visitor.postRaw('/forgotten-password', `_csrf=${encodeURIComponent(await visitor.token())}&${body}`);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#email"');
    expect(await mailsTo(exchange, 'evil@evil.example')).toEqual([]);
  });

  test.each(['x', 'A'.repeat(46), '../../etc', '%00'])('a made-up link (%s) is no page', async (token) => {
    expect([400, 404]).toContain((await visitorOf(exchange).get(`/new-password/${token}`)).status);
    expect([400, 404]).toContain((await visitorOf(exchange).post(`/new-password/${token}`, { password: NEW })).status);
  });
});

describe('changing the password', () => {
  const PERSON = ROLES['organisation-admin'];
  test('asks for the current one, says what is wrong at each field, keeps nothing of it', async () => {
    const reader = await signedIn(exchange, PERSON);
    const answer = await reader.post('/account/password', { current: 'not this one', password: 'qwertyqwertyqwerty' });
    expect(answer.status).toBe(422);
    expect(readable(answer.text)).toContain('To nie jest Twoje obecne hasło.');
    expect(readable(answer.text)).toContain('zbyt łatwe do odgadnięcia');
    expect(answer.text).not.toMatch(/qwertyqwerty|not this one/);
    for (const body of ['current=a&current=b&password=x&password=y', 'current%5Ba%5D=b', '']) {
      expect((await reader.postRaw('/account/password', `_csrf=${encodeURIComponent(await reader.token())}&${body}`)).status).toBe(422);
    }
  });

  test('gives the session a new id, ends all others, and tells the owner', async () => {
    const [reader, other] = [await signedIn(exchange, PERSON), await signedIn(exchange, PERSON)];
    const changed = await reader.post('/account/password', { current: DEMO_PASSWORD, password: NEW });
    expect([changed.status, changed.headers['location']]).toEqual([303, '/account']);
    expect(String(changed.headers['set-cookie'])).toMatch(/sid=/);
    expect([await isIn(reader), await isIn(other)]).toEqual([true, false]);
    expect([await canSignIn(PERSON, DEMO_PASSWORD), await canSignIn(PERSON, NEW)]).toEqual([false, true]);
    expect(await subjectsTo(PERSON)).toContain('Hasło zostało zmienione');
    const [entry] = await exchange.query<{ data: string }>(`SELECT data::text FROM activity WHERE action = 'person.password-changed' ORDER BY id DESC LIMIT 1`);
    expect(entry?.data).toBe('{}');
  });

  test('a session that is written back after it was ended is worth nothing', async () => {
    const reader = await signedIn(exchange, PERSON).catch(() => null);
    expect(reader).toBeNull();
    const visitor = visitorOf(exchange);
    await visitor.post('/sign-in', { email: PERSON, password: NEW });
    const rows = await exchange.query<{ sid: string; sess: object; expire: string }>(
      `SELECT s.sid, s.sess, s.expire::text FROM session s JOIN person p ON p.id::text = s.sess->'passport'->>'user' WHERE p.email = $1`, [PERSON]);
    const keeper = visitorOf(exchange);
    await keeper.post('/sign-in', { email: PERSON, password: NEW });
    expect((await send(keeper, '/account/password', '/account/password', { current: NEW, password: 'lampa przy oknie 44' })).status).toBe(303);
    for (const { sid, sess, expire } of rows) {
      await exchange.query(`INSERT INTO session (sid, sess, expire) VALUES ($1, $2, $3) ON CONFLICT (sid) DO NOTHING`, [sid, JSON.stringify(sess), expire]);
    }
    expect(rows.length).toBeGreaterThan(0);
    expect([await isIn(visitor), await isIn(keeper)]).toEqual([false, true]);
  });

  test('ten wrong tries, then none for a while', async () => {
    const reader = await signedIn(exchange, ROLES.coordinator);
    const statuses = [];
    for (let n = 0; n < 11; n += 1) statuses.push((await reader.post('/account/password', { current: `wrong ${n}`, password: NEW })).status);
    expect(statuses).toEqual([...Array<number>(10).fill(422), 429]);
  });

  test('the form names the account for password managers', async () => {
    const page = await (await signedIn(exchange, ROLES.administrator)).get('/account/password');
    expect(hidden(page.text, 'username')).toBe(ROLES.administrator);
    expect(page.text).toContain('autocomplete="new-password"');
  });
});
