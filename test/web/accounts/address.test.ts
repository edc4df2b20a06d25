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
