import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, filledForm, readable, ROLES, signedIn, visitorOf, type Reader } from '../support/reader.ts';

let world: TestExchange;
let office: Reader;
let need: string;
beforeAll(async () => {
  world = await startExchange({ seed: 'demo' });
  office = await signedIn(world, ROLES.coordinator);
  const [row] = await world.query<{ id: string }>(`SELECT id FROM post WHERE title = '1 000 przyłbic ochronnych'`);
  need = row?.id ?? '';
}, 120_000);
afterAll(() => world.close());
beforeEach(async () => {
  await world.query('DELETE FROM post_report');
  await world.query('DELETE FROM rate_limit');
});

interface Stored {
  id: string;
  reason: string;
  address: string | null;
  verdict: string | null;
}
const reports = () => world.query<Stored>(
  'SELECT * FROM post_report ORDER BY created_at');
const mails = (kind: string) => world.query<{ to_address: string; body_text: string }>(
  `SELECT to_address, body_text FROM mail WHERE kind = $1 ORDER BY created_at DESC, to_address`, [kind]);

async function report(reader: Reader, fields: Record<string, string>) {
  const form = filledForm((await reader.get(`/posts/${need}/report`)).text, `/posts/${need}/reports`);
  return reader.post(`/posts/${need}/reports`, { ...form, ...fields });
}

test('the link stands on posts of others, and a visitor needs no account', async () => {
  expect((await visitorOf(world).get(`/posts/${need}`)).text).toContain(`/posts/${need}/report`);
  expect((await (await signedIn(world, CLINIC)).get(`/posts/${need}`)).text).not.toContain(`/posts/${need}/report`);
  const done = await report(visitorOf(world), { reason: 'false', text: 'To nie jest przychodnia', address: ' Ktos@Example.COM ' });
  expect([done.status, done.headers['location']]).toEqual([303, `/posts/${need}`]);
  expect(await reports()).toMatchObject([{ reason: 'false', text: 'To nie jest przychodnia', address: 'ktos@example.com', person_id: null, verdict: null }]);
  expect((await mails('report-waiting')).map(({ to_address }) => to_address)).toContain(ROLES.coordinator);
});

const FAULTY: [Record<string, string>, string][] = [
  [{}, 'reason'],
  [{ reason: 'other', text: '' }, 'text'],
  [{ reason: 'false', address: 'a@b.example, c@d.example' }, 'address'],
  [{ reason: 'unknown' }, 'reason'],
];

test.each(FAULTY)('%j is refused at its field, and nothing typed is lost', async (fields, at) => {
  const reply = await report(visitorOf(world), { text: 'Zostaje w polu', ...fields });
  expect(reply.status).toBe(422);
  expect(reply.text).toContain(`id="${at}-error"`);
  expect(reply.text).not.toContain('[object');
  if (at !== 'text') expect(reply.text).toContain('Zostaje w polu');
  expect(await reports()).toEqual([]);
});

test('the same submit twice is one report', async () => {
  const visitor = visitorOf(world);
  const submissionKey = crypto.randomUUID();
  for (let i = 0; i < 2; i += 1) await visitor.post(`/posts/${need}/reports`, { reason: 'false', submissionKey });
  expect(await reports()).toHaveLength(1);
});

test('the sixth in an hour is refused with everything typed still there', async () => {
  const visitor = visitorOf(world);
  for (let i = 0; i < 5; i += 1) expect((await report(visitor, { reason: 'duplicate' })).status).toBe(303);
  const reply = await report(visitor, { reason: 'duplicate', text: 'Szósty raz' });
  expect(reply.status).toBe(429);
  expect(reply.text).toContain('Szósty raz');
  expect(await reports()).toHaveLength(5);
});

test('what one may not see one cannot report', async () => {
  const [draft] = await world.query<{ id: string }>(`SELECT id FROM post WHERE state = 'draft' LIMIT 1`);
  expect((await visitorOf(world).get(`/posts/${draft?.id}/report`)).status).toBe(404);
});

test('the office hides the post at once: owner and reporters are told why, and every report of it is answered', async () => {
  await report(visitorOf(world), { reason: 'false', text: 'Oszustwo', address: 'ktos@example.com' });
  await report(await signedIn(world, ROLES.member), { reason: 'unsafe' });
  const [first] = await reports();
  expect(readable((await office.get('/office')).text)).toMatch(/Zgłoszone ogłoszenia 1 .*Oszustwo.*Zobacz 2 zgłoszenia/);
  const missing = await office.post(`/office/reports/${first?.id}`, { verdict: 'hidden', reason: ' ' });
  expect([missing.status, missing.text.includes('id="reason-hidden-error"')]).toEqual([422, true]);
  const done = await office.post(`/office/reports/${first?.id}`, { verdict: 'hidden', reason: 'Sprawdzamy, kto to dodał' });
  expect(done.headers['location']).toBe('/office');
  await world.runJobs();
  expect(await world.query(`SELECT state, state_reason FROM post WHERE id = $1`, [need])).toEqual([{ state: 'in-review', state_reason: 'Sprawdzamy, kto to dodał' }]);
  expect((await visitorOf(world).get(`/posts/${need}`)).status).toBe(404);
  expect((await visitorOf(world).get('/?q=przyłbic')).text).not.toContain(need);
  expect((await reports()).map(({ verdict }) => verdict)).toEqual(['hidden', 'hidden']);
  expect((await mails('report-answered')).map(({ to_address }) => to_address).sort()).toEqual(['ktos@example.com', ROLES.member].sort());
  const owner = (await mails('office-act')).find(({ to_address }) => to_address === CLINIC);
  expect(owner?.body_text).toContain('Sprawdzamy, kto to dodał');
  expect(owner?.body_text).not.toContain('Oszustwo');
  const again = await office.post(`/office/reports/${first?.id}`, { verdict: 'kept', reason: 'Druga odpowiedź' });
  expect([again.status, readable(again.text)]).toEqual([409, expect.stringMatching(/ktoś już odpowiedział.*nie wysłano Druga odpowiedź/)]);
  expect(readable((await office.get('/office')).text)).toContain('Zdjęte z giełdy. Powód: Sprawdzamy');
  const form = filledForm((await office.get('/office')).text, `/office/reviews/${need}`);
  delete form['_csrf'];
  await office.post(`/office/reviews/${need}`, form);
  expect((await visitorOf(world).get(`/posts/${need}`)).status).toBe(200);
});

test('what was written to hide a post that has ended meanwhile is still there', async () => {
  await report(visitorOf(world), { reason: 'other', text: 'Nie podoba mi się' });
  const [one] = await reports();
  await world.query(`UPDATE post SET state = 'withdrawn' WHERE id = $1`, [need]);
  const reply = await office.post(`/office/reports/${one?.id}`, { verdict: 'hidden', reason: 'Wygląda na oszustwo' });
  await world.query(`UPDATE post SET state = 'published' WHERE id = $1`, [need]);
  expect([reply.status, readable(reply.text)]).toEqual([409, expect.stringContaining('Wygląda na oszustwo')]);
  expect(await reports()).toMatchObject([{ verdict: null }]);
});

test('keeping it answers the reporter and leaves the post alone', async () => {
  await report(visitorOf(world), { reason: 'other', text: 'Nie podoba mi się', address: 'ktos2@example.com' });
  const [one] = await reports();
  await office.post(`/office/reports/${one?.id}`, { verdict: 'kept', reason: 'Wszystko się zgadza' });
  expect(await world.query(`SELECT state FROM post WHERE id = $1`, [need])).toEqual([{ state: 'published' }]);
  expect((await mails('report-answered')).find(({ to_address }) => to_address === 'ktos2@example.com')?.body_text).toContain('Wszystko się zgadza');
  const page = readable((await office.get(`/office/reports/${one?.id}`)).text);
  expect(page).toContain('ogłoszenie zostaje (Joanna Wrzos');
  expect(page).not.toContain('Zdejmij ogłoszenie');
});
