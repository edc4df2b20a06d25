import { generateSync } from 'otplib';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { DEMO_PASSWORD } from '../../../src/features/seeding/index.ts';
import { startExchange, type TestExchange } from '../../support/exchange.ts';
import { mailsTo } from '../../support/mails.ts';
import { CLINIC, encoded, hidden, readable, ROLES, signedIn, visitorOf, type Reader } from '../../support/reader.ts';

let exchange: TestExchange;
const clock = fixedClock(new Date());
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo', clock });
}, 90_000);
afterAll(() => exchange.close());

const PERIOD = 30_000;
const codeOf = (secret: string) => generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1_000) });
const secretOn = (html: string): string => /<br><strong>([A-Z2-7 ]+)<\/strong>/.exec(html)?.[1]?.replaceAll(' ', '') ?? 'none';

async function setUp(reader: Reader): Promise<{ secret: string; recovery: string[] }> {
  expect((await reader.post('/account/codes/beginning', { current: DEMO_PASSWORD })).headers['location']).toBe('/account/codes');
  const secret = secretOn((await reader.get('/account/codes')).text);
  const done = await reader.post('/account/codes', { code: codeOf(secret) });
  expect(done.status).toBe(200);
  return { secret, recovery: [...done.text.matchAll(/<li><strong class="number">([^<]+)/g)].map(([, code]) => code ?? '') };
}

/** The first step; the reader then stands before the second. */
async function halfway(
  email: string,
  password = DEMO_PASSWORD,
): Promise<(code: string) => Promise<{ status: number; to: string | undefined; text: string }>> {
  const reader = visitorOf(exchange);
  const first = await reader.post('/sign-in', { email, password, next: '/preferences' });
  expect([first.status, first.headers['location']]).toEqual([303, '/sign-in/code']);
  expect((await reader.get('/dashboard')).status).toBe(303);
  return async (code) => {
    const token = hidden((await reader.get('/sign-in/code')).text, '_csrf') ?? '';
    const answer = await reader.postRaw('/sign-in/code', encoded({ _csrf: token, code }));
    return { status: answer.status, to: answer.headers['location'], text: readable(answer.text) };
  };
}

describe('codes from a phone', () => {
  let reader: Reader;
  let secret: string;
  let recovery: string[];

  test('are not set up without the password, nor by opening a page', async () => {
    reader = await signedIn(exchange, CLINIC);
    const wrong = await reader.post('/account/codes/beginning', { current: 'not this' });
    expect([wrong.status, readable(wrong.text).includes('To nie jest Twoje obecne hasło.')]).toEqual([422, true]);
    await reader.get('/account/codes');
    expect(await exchange.query('SELECT * FROM code_generator')).toEqual([]);
  });

  test('are on after the first right one; other sessions end, the owner is told, the secret lies sealed', async () => {
    const other = await signedIn(exchange, CLINIC);
    const page = await reader.post('/account/codes/beginning', { current: DEMO_PASSWORD });
    expect(page.status).toBe(303);
    expect((await reader.post('/account/codes', { code: '000000' })).status).toBe(422);
    ({ secret, recovery } = await setUp(reader));
    expect(recovery).toHaveLength(10);
    expect([(await reader.get('/dashboard')).status, (await other.get('/dashboard')).status]).toEqual([200, 303]);
    const stored = JSON.stringify([await exchange.query('SELECT * FROM code_generator'), await exchange.query('SELECT * FROM recovery_code')]);
    expect(stored).not.toContain(secret);
    for (const code of recovery) expect(stored).not.toContain(code.replaceAll('-', ''));
    expect((await mailsTo(exchange, CLINIC)).map(({ subject }) => subject)).toContain('Kody z telefonu włączone');
  });

  test('signing in takes two steps, and no code is good twice', async () => {
    clock.advance(PERIOD);
    const code = codeOf(secret);
    const first = await halfway(CLINIC);
    expect(await first(code)).toMatchObject({ status: 303, to: '/preferences' });
    const second = await halfway(CLINIC);
    expect((await second(code)).status).toBe(422);
    clock.advance(PERIOD);
    expect((await second(codeOf(secret))).status).toBe(303);
  });

  test('two who use the same code at once: one gets in', async () => {
    clock.advance(PERIOD);
    const [one, two] = [await halfway(CLINIC), await halfway(CLINIC)];
    const answers = await Promise.all([one(codeOf(secret)), two(codeOf(secret))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
  });

  test('a recovery code works once, as people type it', async () => {
    const [code = ''] = recovery;
    expect((await (await halfway(CLINIC))(` ${code.toUpperCase().replaceAll('-', ' ')} `)).status).toBe(303);
    expect((await (await halfway(CLINIC))(code)).status).toBe(422);
    expect(readable((await reader.get('/account')).text)).toContain('zostało 9 kodów zapasowych');
  });

  test('the second step waits ten minutes, needs the first, and is tried ten times at most', async () => {
    expect((await visitorOf(exchange).get('/sign-in/code')).headers['location']).toBe('/sign-in');
    expect((await visitorOf(exchange).post('/sign-in/code', { code: codeOf(secret) })).headers['location']).toBe('/sign-in');
    const late = await halfway(CLINIC);
    clock.advance(11 * 60_000);
    const visitor = visitorOf(exchange);
    await visitor.post('/sign-in', { email: CLINIC, password: DEMO_PASSWORD });
    void late;
    const tries = await halfway(CLINIC);
    const statuses = [];
    for (let n = 0; n < 12; n += 1) statuses.push((await tries(`${100_000 + n}`)).status);
    expect(statuses.filter((status) => status === 422).length).toBeLessThanOrEqual(10);
    expect(statuses.at(-1)).toBe(429);
    await exchange.query(`DELETE FROM rate_limit WHERE key LIKE 'code:%'`);
  });

  test('beside codes a password of eight characters will do, and it must grow before they go', async () => {
    const short = await reader.post('/account/password', { current: DEMO_PASSWORD, password: 'mokrykot' });
    expect(short.status).toBe(303);
    const fresh = visitorOf(exchange);
    await fresh.post('/sign-in', { email: CLINIC, password: 'mokrykot' });
    clock.advance(PERIOD);
    const token = hidden((await fresh.get('/sign-in/code')).text, '_csrf') ?? '';
    expect((await fresh.postRaw('/sign-in/code', encoded({ _csrf: token, code: codeOf(secret) }))).status).toBe(303);
    const csrf = hidden((await fresh.get('/account/codes')).text, '_csrf') ?? '';
    const refused = await fresh.postRaw('/account/codes/removal', encoded({ _csrf: csrf, current: 'mokrykot' }));
    expect([refused.status, readable(refused.text).includes('Najpierw ustaw hasło')]).toEqual([422, true]);
    const longer = await fresh.postRaw('/account/password', encoded({ _csrf: csrf, current: 'mokrykot', password: 'mokry kot na dachu' }));
    expect(longer.status).toBe(303);
    const again = hidden((await fresh.get('/account/codes')).text, '_csrf') ?? '';
    expect((await fresh.postRaw('/account/codes/removal', encoded({ _csrf: again, current: 'mokry kot na dachu' }))).headers['location']).toBe(
      '/account',
    );
    expect((await visitorOf(exchange).post('/sign-in', { email: CLINIC, password: 'mokry kot na dachu' })).headers['location']).toBe('/dashboard');
    expect(await exchange.query('SELECT * FROM recovery_code')).toEqual([]);
  });

  test('what is tried wrongly stands in the log', async () => {
    const rows = await exchange.query<{ how: string; outcome: string }>(
      `SELECT DISTINCT s.how, s.outcome FROM sign_in s JOIN person p ON p.id = s.person_id WHERE p.email = $1`,
      [CLINIC],
    );
    expect(rows).toContainEqual({ how: 'code', outcome: 'refused' });
    expect(rows).toContainEqual({ how: 'recovery-code', outcome: 'in' });
  });
});

test.each(['', 'x'.repeat(10_000), '\u0000', '１２３４５６'])('an odd code (%#) is a wrong one', async (code) => {
  const reader = await signedIn(exchange, ROLES.member);
  await reader.post('/account/codes/beginning', { current: DEMO_PASSWORD });
  expect((await reader.post('/account/codes', { code })).status).toBe(422);
});
