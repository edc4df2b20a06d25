import { linkTokens } from '../../src/mail/tokens.ts';
import { newId } from '../../src/kernel/ids.ts';
import { startExchange, TEST_SECRET, type TestExchange } from '../support/exchange.ts';
import { CLINIC, filledForm, readable, ROLES, signedIn, visitorOf } from '../support/reader.ts';

let world: TestExchange;
beforeAll(async () => {
  world = await startExchange({ seed: 'demo' });
}, 120_000);
afterAll(() => world.close());
beforeEach(() => world.query('DELETE FROM alert_preference'));

const FIRM = ROLES['organisation-admin'];
const tokens = linkTokens(TEST_SECRET);
const LONG_AGO = new Date('2020-01-01T00:00:00Z');
const FAR_AHEAD = new Date('2100-01-01T00:00:00Z');

async function personOf(email: string): Promise<{ personId: string; organisationId: string }> {
  const [row] = await world.query<{ personId: string; organisationId: string }>(
    `SELECT p.id AS "personId", m.organisation_id AS "organisationId" FROM person p JOIN membership m ON m.person_id = p.id
     WHERE p.email = $1`, [email]);
  if (!row) throw new Error(`no ${email}`);
  return row;
}

/** The path of a link as a mail to this person would carry it. */
async function link(email: string, data: Record<string, string>, change: { purpose?: string; expiresAt?: Date } = {}): Promise<string> {
  const { personId, organisationId } = await personOf(email);
  const id = newId();
  await world.query(
    `INSERT INTO mail_link (id, purpose, person_id, organisation_id, data, expires_at, created_at) VALUES ($1,$2,$3,$4,$5,$6,now())`,
    [id, change.purpose ?? 'unsubscribe', personId, organisationId, JSON.stringify({ organisationId, ...data }), change.expiresAt ?? FAR_AHEAD]);
  return `/u/${tokens.tokenOf(id)}`;
}

const preferences = () => world.query<{ person_id: string; fits: string; maybe: string; overflow: boolean }>(
  `SELECT person_id, fits, maybe, overflow FROM alert_preference`);

test('the mails of the demo carry one-click links that lead here', async () => {
  const mails = await world.query<{ headers: Record<string, string> }>(`SELECT headers FROM mailbox WHERE headers ? 'List-Unsubscribe' LIMIT 1`);
  const headers = mails[0]?.headers ?? {};
  expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
  const path = new URL((headers['List-Unsubscribe'] ?? '').slice(1, -1)).pathname;
  expect((await visitorOf(world).get(path)).status).toBe(200);
});

test('opening the link, or looking at its head, changes nothing and starts no session', async () => {
  const path = await link(FIRM, { alert: 'fits' });
  const visitor = visitorOf(world);
  const shown = await visitor.get(path);
  expect(shown.status).toBe(200);
  expect(readable(shown.text)).toContain('Nie napiszemy już o ogłoszeniach, które pasują.');
  expect(shown.headers['set-cookie']).toBeUndefined();
  expect((await visitor.head(path)).status).toBe(200);
  expect(await preferences()).toEqual([]);
  expect(await world.query(`SELECT id FROM mail_link WHERE used_at IS NOT NULL AND purpose = 'unsubscribe'`)).toEqual([]);
});

test.each([
  ['fits', { alert: 'fits' }, { fits: 'never', maybe: 'daily', overflow: true }],
  ['maybe', { alert: 'maybe' }, { fits: 'instant', maybe: 'never', overflow: true }],
  ['the daily digest', { alert: 'digest', frequency: 'daily' }, { fits: 'instant', maybe: 'never', overflow: false }],
])('one click of a mail provider, without cookie, token or page, ends %s; again it ends nothing more', async (_, data, expected) => {
  const path = await link(FIRM, data);
  const { personId } = await personOf(FIRM);
  for (let i = 0; i < 2; i += 1) {
    const reply = await visitorOf(world).postRaw(path, 'List-Unsubscribe=One-Click', { Origin: 'https://mail.example', 'Sec-Fetch-Site': 'cross-site' });
    expect(reply.status).toBe(200);
    expect(reply.headers['location']).toBeUndefined();
    expect(await preferences()).toEqual([{ person_id: personId, ...expected }]);
  }
});

test('the provider may also send it as multipart', async () => {
  const path = await link(FIRM, { alert: 'maybe' });
  const reply = await world.agent().post(path).field('List-Unsubscribe', 'One-Click').redirects(0);
  expect(reply.status).toBe(200);
  expect(await preferences()).toMatchObject([{ maybe: 'never' }]);
});

test('the page with the button does the same and says how to switch it on again', async () => {
  const path = await link(FIRM, { alert: 'digest', frequency: 'daily' });
  const visitor = visitorOf(world, 'en');
  const fields = filledForm((await visitor.get(path)).text, path);
  const done = await visitor.postRaw(path, new URLSearchParams(fields).toString());
  expect(readable(done.text)).toMatch(/The daily digest of matches is switched off\. Organisation: \S/);
  expect(done.text).toContain('href="/preferences"');
  expect(await preferences()).toMatchObject([{ maybe: 'never' }]);
});

test('a digest over two organisations is ended for both', async () => {
  const { organisationId } = await personOf(FIRM);
  const other = (await personOf(CLINIC)).organisationId;
  await visitorOf(world).postRaw(await link(FIRM, { alert: 'digest', organisationId: `${organisationId},${other}` }), '');
  expect(await preferences()).toHaveLength(2);
});

test('a link that is not ours, made up, for another purpose or too old ends nothing', async () => {
  const real = await link(FIRM, { alert: 'fits' });
  const last = real.at(-1) === 'A' ? 'B' : 'A';
  const bad: [string, number][] = [
    ['/u/x', 404], [`${real.slice(0, -1)}${last}`, 404], [`/u/${linkTokens('another secret').tokenOf(newId())}`, 404],
    [`/u/${tokens.tokenOf(newId())}`, 404], [await link(FIRM, { alert: 'fits' }, { purpose: 'answer' }), 404],
    [await link(FIRM, { alert: 'everything' }), 404], [await link(FIRM, { alert: 'fits' }, { expiresAt: LONG_AGO }), 410],
  ];
  for (const [path, status] of bad) {
    expect([(await visitorOf(world).get(path)).status, (await visitorOf(world).postRaw(path, '')).status]).toEqual([status, status]);
  }
  expect(await preferences()).toEqual([]);
});

describe('alert settings', () => {
  test('are asked of signed-in people only', async () => {
    const visitor = visitorOf(world);
    expect((await visitor.get('/preferences')).headers['location']).toContain('/sign-in');
    expect((await visitor.post('/preferences', { x: 'y' })).status).toBe(303);
    expect(await preferences()).toEqual([]);
  });

  test('show the standard, are saved, and are shown again', async () => {
    const firm = await signedIn(world, FIRM);
    const { organisationId, personId } = await personOf(FIRM);
    const before = filledForm((await firm.get('/preferences')).text, '/preferences');
    expect(before).toMatchObject({ [`fits-${organisationId}`]: 'instant', [`maybe-${organisationId}`]: 'daily' });
    const saved = await firm.post('/preferences', { [`fits-${organisationId}`]: 'daily', [`maybe-${organisationId}`]: 'never' });
    expect([saved.status, saved.headers['location']]).toEqual([303, '/preferences']);
    const after = (await firm.get('/preferences')).text;
    expect(readable(after)).toContain('Ustawienia są zapisane');
    expect(filledForm(after, '/preferences')).toMatchObject({ [`fits-${organisationId}`]: 'daily', [`maybe-${organisationId}`]: 'never' });
    expect(await preferences()).toEqual([{ person_id: personId, fits: 'daily', maybe: 'never', overflow: true }]);
  });

  test('of other organisations are not touched, whatever is posted', async () => {
    const firm = await signedIn(world, FIRM);
    const { organisationId } = await personOf(FIRM);
    const other = (await personOf(CLINIC)).organisationId;
    const own = { [`fits-${organisationId}`]: 'weekly', [`maybe-${organisationId}`]: 'weekly' };
    await firm.post('/preferences', { ...own, [`fits-${other}`]: 'never', [`maybe-${other}`]: 'never' });
    expect(await world.query('SELECT organisation_id FROM alert_preference')).toEqual([{ organisation_id: organisationId }]);
  });

  test('with an answer missing come back with what was chosen and the question named', async () => {
    const firm = await signedIn(world, FIRM);
    const { organisationId } = await personOf(FIRM);
    const reply = await firm.post('/preferences', { [`fits-${organisationId}`]: 'hourly', [`maybe-${organisationId}`]: 'weekly' });
    expect(reply.status).toBe(422);
    expect(reply.text).toContain(`href="#fits-${organisationId}"`);
    expect(filledForm(reply.text, '/preferences')).toMatchObject({ [`maybe-${organisationId}`]: 'weekly' });
    expect(await preferences()).toEqual([]);
  });

  test('tell somebody without an organisation why there is nothing to choose', async () => {
    const reader = await signedIn(world, ROLES.coordinator);
    await world.query(`DELETE FROM membership WHERE person_id = $1`, [(await personOf(ROLES.coordinator)).personId]);
    const page = await reader.get('/preferences');
    expect(readable(page.text)).toContain('Nie należysz do żadnej organizacji');
    expect((await reader.post('/preferences', { 'fits-x': 'never' })).status).toBe(303);
    expect(await preferences()).toEqual([]);
  });
});
