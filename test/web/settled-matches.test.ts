import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, filledForm, readable, ROLES, signedIn, type Reader } from '../support/reader.ts';
import { pressRemainder, publishNeed } from '../support/supplying.ts';

/** A match is offered while something can still come of it: not while its two sides are at it, nor when nothing is open. */
const OTHER = 'michal.drozd@warstwa.example';
const TITLE = 'Fartuchy ochronne';
let world: TestExchange;
let clinic: Reader;
let firm: Reader;
let other: Reader;
let need: string;

const idOf = (path: string): string => path.split('/').at(-1) ?? '';
const matchesOf = async (reader: Reader, path: string): Promise<string> => {
  const page = readable((await reader.get(path)).text.replace(/<h2>(Dopasowania|Pasujące [a-z]+)<\/h2>/, '[matches]'));
  return page.split('[matches]')[1]?.split(path === '/dashboard' ? 'Wasze ogłoszenia' : 'Historia')[0] ?? '';
};
/* Whether it stands among the matches of the firm, of the other firm, and of the clinic for either firm. */
const offered = async (): Promise<boolean[]> => {
  const page = await matchesOf(clinic, '/dashboard');
  return [
    (await matchesOf(firm, '/dashboard')).includes(TITLE), (await matchesOf(other, '/dashboard')).includes(TITLE),
    page.includes('Fartuchy firmy'), page.includes('Fartuchy innej'),
  ];
};

async function offerOf(reader: Reader, title: string): Promise<void> {
  const answer = await reader.post('/posts', {
    kind: 'offer', title, description: TITLE, quantity: '900', unit: 'szt', supplyMode: 'stock', town: 'Bydgoszcz', visibility: 'public',
    submissionKey: crypto.randomUUID(), intent: 'publish',
  });
  expect(answer.status).toBe(303);
}

const answered = async (path: string, what: string, fields = {}): Promise<void> => {
  const form = filledForm((await clinic.get(path)).text, `${path}/${what}`);
  expect((await clinic.post(`${path}/${what}`, { ...form, ...fields })).status).toBe(303);
};

beforeAll(async () => {
  world = await startExchange({ seed: 'demo' });
  // Those of the demo would fill the ten rows of a dashboard.
  await world.query('DELETE FROM match');
  [clinic, firm, other] = await Promise.all([CLINIC, ROLES['organisation-admin'], OTHER].map((email) => signedIn(world, email))) as [Reader, Reader, Reader];
  await offerOf(firm, 'Fartuchy firmy');
  await offerOf(other, 'Fartuchy innej');
  need = await publishNeed(clinic, '500');
  await world.runJobs();
}, 120_000);
afterAll(() => world.close());

test('is offered to both sides, and not while a proposal waits; refused, it is back', async () => {
  expect(await offered()).toEqual([true, true, true, true]);
  const path = await pressRemainder(firm, need);
  expect(await offered()).toEqual([false, true, false, true]);
  expect(await matchesOf(clinic, need)).not.toContain('Fartuchy firmy');
  await answered(path, 'refusal', { reason: 'Za daleko.' });
  expect(await offered()).toEqual([true, true, true, true]);
}, 60_000);

test('is offered to nobody when all is promised, on the page of the need neither', async () => {
  await answered(await pressRemainder(firm, need), 'acceptance');
  expect(await offered()).toEqual([false, false, false, false]);
  const page = readable((await clinic.get(need)).text);
  expect([page.includes('Pasujące oferty'), page.includes('Fartuchy innej')]).toEqual([false, false]);
}, 60_000);

test('is told by mail to nobody who is at it already', async () => {
  await world.runJobs();
  await world.query(`UPDATE post SET quantity = 700 WHERE id = $1`, [idOf(need)]);
  await world.query('DELETE FROM mailbox');
  await world.query(`UPDATE alert SET told_at = NULL, mail_id = NULL, channel = 'instant' WHERE match_id IN (SELECT id FROM match WHERE need_id = $1)`, [idOf(need)]);
  const ids = (await world.query<{ id: string }>('SELECT DISTINCT person_id AS id FROM alert')).map(({ id }) => id);
  await world.query(`SELECT graphile_worker.add_job('tell-people', $1::json)`, [JSON.stringify({ personIds: ids })]);
  await world.runJobs();
  const told = await world.query<{ to_address: string }>(`SELECT DISTINCT to_address FROM mailbox WHERE body_text LIKE '%' || $1 || '%'`, [TITLE]);
  const addresses = told.map(({ to_address: address }) => address);
  expect(addresses).toContain(OTHER);
  expect(addresses).not.toContain(ROLES['organisation-admin']);
}, 60_000);
