import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, ROLES, signedIn, type Reader } from '../support/reader.ts';

/** A post that a saved search finds and that fits something of its owner's too: told once, and told in any case. */
const MEMBER = ROLES.member;
const TITLE = 'Przyłbice ochronne dla rejestracji';
let now = new Date();
let world: TestExchange;
let clinic: Reader;

interface Mail { subject: string; body_text: string }
const told = () => world.query<Mail>(`SELECT subject, body_text FROM mailbox WHERE to_address = $1 AND subject LIKE '%' || $2 || '%'`, [MEMBER, TITLE]);
const bySearch = async () => (await told()).filter(({ body_text: text }) => text.startsWith('Piszemy, bo zapisane'));
const run = async (job: string, payload = '{}') => {
  await world.query('SELECT graphile_worker.add_job($1, $2::json)', [job, payload]);
  await world.runJobs();
};
const tellAtOnce = async () => run('tell-searches', JSON.stringify({ personIds: (await world.query<{ id: string }>('SELECT id FROM person')).map(({ id }) => id) }));
const nextMorning = async () => {
  now = new Date(now.getTime() + 86_400_000);
  await run('send-digests');
  await run('send-search-digests');
};
const ofNeed = () => [MEMBER, need.split('/').at(-1)];
const THEIRS = `match m, person p WHERE m.id = a.match_id AND p.id = a.person_id AND p.email = $1 AND m.need_id = $2`;
let need: string;

beforeAll(async () => {
  world = await startExchange({ seed: 'demo', clock: { now: () => now } });
  clinic = await signedIn(world, CLINIC);
}, 120_000);
afterAll(() => world.close());

beforeEach(async () => {
  for (const table of ['saved_search', 'mailbox', 'mail']) await world.query(`DELETE FROM ${table}`);
  const answer = await (await signedIn(world, MEMBER)).post('/saved-searches', { search: 'q=przyłbice&kind=need', frequency: 'instant' });
  expect(answer.status).toBe(303);
  // The demo, and the test before, have told the firm of more than a day's worth.
  await world.query(`UPDATE alert SET told_at = told_at - interval '3 days'`);
  const neededBy = new Date(now.getTime() + 13 * 86_400_000).toISOString().slice(0, 10);
  const published = await clinic.post('/posts', {
    kind: 'need', title: TITLE, quantity: '80', unit: 'szt', town: 'Bydgoszcz', visibility: 'public', neededBy, submissionKey: crypto.randomUUID(), intent: 'publish',
  });
  need = published.headers['location'] ?? '';
  await world.runJobs();
  expect(await told()).toHaveLength(1);
  expect(await bySearch()).toEqual([]);
}, 60_000);
afterEach(async () => void (await clinic.post(`${need}/withdrawal`, { reason: 'Mamy' })));

test('is told as a match, and not again by the search', async () => {
  await tellAtOnce();
  await nextMorning();
  await nextMorning();
  expect(await told()).toHaveLength(1);
  expect(await bySearch()).toEqual([]);
}, 60_000);

test('is told at once where the match waits for a later wave, which may never come', async () => {
  await world.query(`UPDATE alert a SET channel = 'wave', wave = NULL, told_at = NULL, mail_id = NULL FROM ${THEIRS}`, ofNeed());
  await tellAtOnce();
  expect(await bySearch()).toMatchObject([{ subject: expect.stringContaining(TITLE) }]);
}, 60_000);

test('is told the next morning where the match was promised to nobody, or dropped', async () => {
  await world.query(`DELETE FROM alert a USING ${THEIRS}`, ofNeed());
  await tellAtOnce();
  expect(await bySearch()).toEqual([]);
  await nextMorning();
  await nextMorning();
  expect(await bySearch()).toMatchObject([{ body_text: expect.stringContaining(TITLE) }]);
}, 60_000);

test('is told in the end where the match waits and waits', async () => {
  await world.query(`UPDATE alert a SET told_at = NULL, mail_id = NULL FROM ${THEIRS}`, ofNeed());
  await tellAtOnce();
  expect(await bySearch()).toEqual([]);
  await nextMorning();
  await nextMorning();
  expect(await bySearch()).toMatchObject([{ body_text: expect.stringContaining(TITLE) }]);
}, 60_000);
