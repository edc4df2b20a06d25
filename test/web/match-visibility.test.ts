import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, readable, ROLES, signedIn, type Fields, type Reader } from '../support/reader.ts';

/** A match is shown to whoever may read its other post, today: not to the firm that a chosen or members-only post is closed to. */
const CHOSEN = 'michal.drozd@warstwa.example';
const NEED = 'Przyłbice ochronne dla oddziału zakaźnego';
let exchange: TestExchange;
const readers: Record<string, Reader> = {};
const offers: Record<string, string> = {};
let need: string;

const idOf = (path: string): string => path.split('/').at(-1) ?? '';
const offerOf = (name: string): string => `Przyłbice ochronne z pracowni ${name}`;
const reader = (name: string): Reader => readers[name] as Reader;
const shows = async (name: string, path: string, text: string) => readable((await reader(name).get(path)).text).includes(text);

async function publish(name: string, fields: Fields): Promise<string> {
  const answer = await reader(name).post('/posts', {
    quantity: '500', unit: 'szt', town: 'Bydgoszcz', visibility: 'public', submissionKey: crypto.randomUUID(), intent: 'publish', ...fields,
  });
  expect(answer.status).toBe(303);
  return answer.headers['location'] ?? '';
}

async function organisationOf(email: string): Promise<string> {
  const [row] = await exchange.query<{ id: string }>(
    'SELECT organisation_id AS id FROM membership JOIN person p ON p.id = person_id WHERE email = $1', [email]);
  return row?.id ?? '';
}

async function openTo(path: string, visibility: string): Promise<void> {
  await exchange.query('UPDATE post SET visibility = $2 WHERE id = $1', [idOf(path), visibility]);
  await exchange.query('DELETE FROM post_audience WHERE post_id = $1', [idOf(path)]);
  if (visibility === 'chosen') await exchange.query('INSERT INTO post_audience VALUES ($1, $2)', [idOf(path), await organisationOf(CHOSEN)]);
}

beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  // The matches of the demo would fill the ten rows of a dashboard.
  await exchange.query('DELETE FROM match');
  const people = { owner: CLINIC, chosen: CHOSEN, other: ROLES.member, unapproved: ROLES.unapproved, office: ROLES.coordinator };
  for (const [name, email] of Object.entries(people)) readers[name] = await signedIn(exchange, email);
  for (const name of ['chosen', 'other', 'unapproved']) {
    offers[name] = await publish(name, { kind: 'offer', title: offerOf(name), supplyMode: 'stock' });
  }
  const [waiting] = await exchange.query<{ version: number }>('SELECT version FROM post WHERE id = $1', [idOf(offers['unapproved'] ?? '')]);
  const verdict = { verdict: 'approve', version: String(waiting?.version) };
  expect((await reader('office').post(`/office/reviews/${idOf(offers['unapproved'] ?? '')}`, verdict)).status).toBe(303);
  need = await publish('owner', { kind: 'need', title: NEED, visibility: 'chosen', audience: await organisationOf(CHOSEN) });
  await exchange.runJobs();
}, 120_000);
afterAll(() => exchange.close());

const pairs = () => exchange.query<{ offer: string }>(
  `SELECT f.title AS offer FROM match m JOIN post f ON f.id = m.offer_id WHERE m.need_id = $1 AND m.verdict <> 'no'`, [idOf(need)]);

test('the job compares all of them', async () => {
  const found = (await pairs()).map(({ offer }) => offer);
  expect(found).toEqual(expect.arrayContaining(['chosen', 'other', 'unapproved'].map(offerOf)));
});

describe.each([
  ['chosen', ['chosen']], ['members', ['chosen', 'other']], ['public', ['chosen', 'other', 'unapproved']],
])('a need open to: %s', (visibility, expected) => {
  beforeAll(() => openTo(need, visibility));

  test('is shown to those who may read it, and its owner sees every offer', async () => {
    for (const name of ['chosen', 'other', 'unapproved']) {
      for (const page of ['/dashboard', offers[name] ?? '']) {
        expect([name, page, await shows(name, page, NEED)]).toEqual([name, page, expected.includes(name)]);
      }
      expect([name, await shows('owner', need, offerOf(name))]).toEqual([name, true]);
    }
  });

  test('is shown to a firm that merely says it could', async () => {
    await exchange.query('DELETE FROM match WHERE need_id = $1 AND supplier_id = $2', [idOf(need), await organisationOf(ROLES.member)]);
    await exchange.query(
      `INSERT INTO match (id, need_id, supplier_id, verdict, score, reasons, analyser_version, found_at, updated_at)
       VALUES ($1, $2, $3, 'maybe', 0.4, '[]', '1', now(), now())`,
      [crypto.randomUUID(), idOf(need), await organisationOf(ROLES.member)]);
    expect(await shows('other', '/dashboard', NEED)).toBe(expected.includes('other'));
    await exchange.query('DELETE FROM match WHERE need_id = $1 AND offer_id IS NULL', [idOf(need)]);
    await rematch(offers['other'] ?? '');
  });
});

async function rematch(path: string): Promise<void> {
  await exchange.query(`SELECT graphile_worker.add_job('match-post', json_build_object('postId', $1::text))`, [idOf(path)]);
  await exchange.runJobs();
}

test('the owner of a need that is closed to a firm finds the firm\'s offer all the same, whichever post came last', async () => {
  await openTo(need, 'chosen');
  await rematch(offers['other'] ?? '');
  expect((await pairs()).map(({ offer }) => offer)).toContain(offerOf('other'));
  expect(await shows('owner', need, offerOf('other'))).toBe(true);
});

test.each([['chosen', false], ['members', true], ['public', true]])('an offer open to: %s', async (visibility, expected) => {
  const offer = offers['other'] ?? '';
  await openTo(offer, visibility);
  for (const page of ['/dashboard', need]) expect([page, await shows('owner', page, offerOf('other'))]).toEqual([page, expected]);
  expect(await shows('office', need, offerOf('other'))).toBe(true);
  // The office stands on either side: on an offer's page it sees needs.
  expect(await shows('office', offer, NEED)).toBe(true);
});
