import { fixedClock } from '../../../src/kernel/clock.ts';
import { DEMO_PASSWORD } from '../../../src/features/seeding/index.ts';
import { startExchange, type TestExchange } from '../../support/exchange.ts';
import { mailedLink, mailsTo } from '../../support/mails.ts';
import { CLINIC, encoded, HOSPITAL, readable, ROLES, signedIn, visitorOf, type Reader } from '../../support/reader.ts';
import { workOf } from '../../support/work.ts';

let exchange: TestExchange;
const clock = fixedClock(new Date());
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo', clock });
}, 90_000);
afterAll(() => exchange.close());

const ask = (reader: Reader, email: string, current = DEMO_PASSWORD) => reader.post('/account/address', { email, current });
const canSignIn = async (email: string, password = DEMO_PASSWORD) => (await visitorOf(exchange).post('/sign-in', { email, password })).status === 303;
const idOf = async (email: string) => (await exchange.query<{ id: string }>(`SELECT id FROM person WHERE email = $1`, [email]))[0]?.id ?? '';

/** What a thief adds to come back: a key, codes that keep the owner out, an identity at a provider. */
async function leaveWaysIn(personId: string): Promise<void> {
  await exchange.query(
    `INSERT INTO passkey (id, person_id, credential_id, public_key, counter, transports, backed_up, name, created_at)
     VALUES ($1::uuid, $1::uuid, $1::text, 'key', 0, '{}', false, 'thief', now())`, [personId]);
  await exchange.query(`INSERT INTO code_generator (person_id, secret_sealed, created_at, confirmed_at) VALUES ($1, 'sealed', now(), now())`, [personId]);
  await exchange.query(`INSERT INTO recovery_code (person_id, code_hash) VALUES ($1, 'hash')`, [personId]);
  await exchange.query(`INSERT INTO provider_identity (issuer, subject, person_id, created_at) VALUES ('https://idp.example', $1::text, $1::uuid, now())`, [personId]);
}

const WAYS_IN = ['passkey', 'code_generator', 'recovery_code', 'provider_identity', 'calendar_token'];
const waysInOf = async (personId: string) => (await exchange.query(
  `SELECT ${WAYS_IN.map((table) => `(SELECT count(*) FROM ${table} WHERE person_id = $1) AS ${table}`).join(', ')}`, [personId]))[0];

/* Of the links that the test leaves. */
const openAnswers = async (personId: string) => (await exchange.query(
  `SELECT id FROM mail_link WHERE person_id = $1 AND data->>'left' = 'open' AND expires_at > now() + interval '50 days'`, [personId])).length;

const NEW = 'agnieszka@nowa-przychodnia.example';

test('the answer and the work are the same for a free address and one that is taken; the owner of a taken one is told', async () => {
  const reader = await signedIn(exchange, ROLES.member);
  const seen = [];
  for (const email of ['free@nowhere.example', HOSPITAL]) {
    const body = encoded({ _csrf: await reader.token(), email, current: DEMO_PASSWORD });
    let answer = await reader.get('/about');
    const { statements } = await workOf(async () => {
      answer = await reader.postRaw('/account/address', body);
    });
    seen.push(JSON.stringify([answer.status, readable(answer.text).replaceAll(email, '…'), statements]));
  }
  expect(seen[0]).toBe(seen[1]);
  expect(seen[0]).toContain('[200,');
  const told = await mailsTo(exchange, HOSPITAL);
  expect(told.map(({ subject }) => subject)).toContain('Somebody tried to use your address');
  expect(told.some(({ text }) => text.includes('/new-address/'))).toBe(false);
});

test('needs the password, one address and another one', async () => {
  const reader = await signedIn(exchange, ROLES.member);
  for (const [email, current] of [['x@y.example', 'wrong'], [ROLES.member, DEMO_PASSWORD], ['a@b.example,c@d.example', DEMO_PASSWORD], ['a@b.example\r\nBcc: c@d.example', DEMO_PASSWORD], ['аnna@b.example', DEMO_PASSWORD]] as const) {
    expect((await ask(reader, email, current)).status).toBe(422);
  }
  expect((await reader.postRaw('/account/address', `_csrf=${encodeURIComponent(await reader.token())}&email=a%40b.pl&email=c%40d.pl&current=${DEMO_PASSWORD}`)).status).toBe(422);
});

describe('a change', () => {
  test('counts once the new address is confirmed by a press, not by opening the link; both are told', async () => {
    const reader = await signedIn(exchange, CLINIC);
    expect((await ask(reader, NEW)).status).toBe(200);
    const link = await mailedLink(exchange, NEW, 'new-address');
    const anyone = visitorOf(exchange);
    expect((await anyone.get(link)).status).toBe(200);
    expect([await canSignIn(CLINIC), await canSignIn(NEW)]).toEqual([true, false]);
    expect((await anyone.post(link)).status).toBe(303);
    expect([await canSignIn(CLINIC), await canSignIn(NEW)]).toEqual([false, true]);
    expect((await anyone.post(link)).status).toBe(410);
    for (const address of [CLINIC, NEW]) expect((await mailsTo(exchange, address)).map(({ subject }) => subject)).toContain('Adres konta został zmieniony');
  });

  test('can be taken back from the old address for a week: sessions end, the password goes, a link for a new one comes', async () => {
    const thief = visitorOf(exchange);
    await thief.post('/sign-in', { email: NEW, password: DEMO_PASSWORD });
    const undo = await mailedLink(exchange, CLINIC, 'old-address');
    clock.advance(6 * 86_400_000);
    const owner = visitorOf(exchange);
    expect(readable((await owner.get(undo)).text)).toContain(CLINIC);
    expect((await owner.post(undo)).headers['location']).toBe('/sign-in');
    expect((await thief.get('/dashboard')).status).toBe(303);
    expect([await canSignIn(CLINIC), await canSignIn(NEW)]).toEqual([false, false]);
    const link = await mailedLink(exchange, CLINIC, 'new-password');
    expect((await owner.post(link, { password: 'kubek herbaty o świcie' })).status).toBe(303);
    expect(await canSignIn(CLINIC, 'kubek herbaty o świcie')).toBe(true);
    expect((await owner.post(undo)).status).toBe(410);
  });

  test('that was only asked for is stopped the same way', async () => {
    const email = 'inny@nowhere.example';
    const reader = await signedIn(exchange, ROLES['organisation-admin']);
    await ask(reader, email);
    const [link, stop] = [await mailedLink(exchange, email, 'new-address'), await mailedLink(exchange, ROLES['organisation-admin'], 'old-address')];
    expect((await visitorOf(exchange).post(stop)).status).toBe(303);
    expect((await visitorOf(exchange).post(link)).status).toBe(410);
    expect((await reader.get('/dashboard')).status).toBe(303);
  });

  test('that is taken back takes every way in along that a thief may have added; the owner is told and gets in alone', async () => {
    const owner = ROLES.unapproved;
    const [id, bystander] = [await idOf(owner), await idOf(ROLES.administrator)];
    const thief = await signedIn(exchange, owner);
    await ask(thief, 'thief@nowhere.example');
    await visitorOf(exchange).post(await mailedLink(exchange, 'thief@nowhere.example', 'new-address'));
    expect((await thief.post('/calendar/address')).status).toBe(200);
    await leaveWaysIn(id);
    await exchange.exchange.handlers['send-provider-link']?.({ email: 'thief@nowhere.example', issuer: 'https://later.example', subject: 'thief' });
    const connect = await mailedLink(exchange, 'thief@nowhere.example', 'provider-link');
    await leaveWaysIn(bystander);
    await exchange.query(
      `INSERT INTO mail_link (id, purpose, person_id, organisation_id, data, created_at, expires_at)
       SELECT gen_random_uuid(), 'answer', p.id, NULL, '{"left": "open"}', now(), now() + interval '60 days' FROM person p WHERE p.id IN ($1, $2)`, [id, bystander]);

    const undo = await mailedLink(exchange, owner, 'old-address');
    expect(readable((await visitorOf(exchange).get(undo)).text)).toContain('klucze dostępu, kody z telefonu, połączenie z logowaniem organizacji i adres kalendarza');
    expect((await visitorOf(exchange).post(undo)).status).toBe(303);
    expect(await waysInOf(id)).toEqual({ passkey: '0', code_generator: '0', recovery_code: '0', provider_identity: '0', calendar_token: '0' });
    expect(await waysInOf(bystander)).toEqual({ passkey: '1', code_generator: '1', recovery_code: '1', provider_identity: '1', calendar_token: '0' });
    expect((await visitorOf(exchange).post(connect)).status).toBe(410);
    expect([await openAnswers(id), await openAnswers(bystander)]).toEqual([0, 1]);
    const secured = (await mailsTo(exchange, owner)).find(({ subject }) => subject === 'Konto jest zabezpieczone. Ustaw nowe hasło');
    expect(secured?.text).toContain('Usunęliśmy też klucze dostępu, kody');
    const reader = visitorOf(exchange);
    await reader.post(await mailedLink(exchange, owner, 'new-password'), { password: 'kubek herbaty o świcie' });
    const entering = await visitorOf(exchange).post('/sign-in', { email: owner, password: 'kubek herbaty o świcie' });
    expect(entering.headers['location']).toBe('/dashboard');
  });

  test('to an address that somebody else confirmed meanwhile is refused', async () => {
    const email = 'wolny@nowhere.example';
    const reader = await signedIn(exchange, ROLES.coordinator);
    await ask(reader, email);
    const link = await mailedLink(exchange, email, 'new-address');
    await exchange.query(`UPDATE person SET email = $1 WHERE email = $2`, [email, HOSPITAL]);
    expect((await visitorOf(exchange).post(link)).status).toBe(409);
    expect(await canSignIn(ROLES.coordinator)).toBe(true);
  });
});
