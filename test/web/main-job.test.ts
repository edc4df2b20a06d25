import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, filledForm, readable, ROLES, signedIn, visitorOf, type Reader } from '../support/reader.ts';

/** One need from its publication to its receipt, through pages and the link of a mail; figures as the pages tell them. */
let exchange: TestExchange;
let nurse: Reader;
let firm: Reader;
let need: string;
let link: string;
let commitment: string;

beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  nurse = await signedIn(exchange, CLINIC);
  firm = await signedIn(exchange, ROLES.member);
}, 90_000);
afterAll(() => exchange.close());

const figures = async () => readable((await nurse.get(need)).text);
const forms = async (reader: Reader, action: string) => {
  const fields = filledForm((await reader.get(commitment)).text, action);
  delete fields['_csrf'];
  return fields;
};
const rows = async (table: 'commitment' | 'delivery' | 'session') =>
  Number((await exchange.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n);
const mailsTo = (address: string, word: string) =>
  exchange.query<{ body_text: string }>(`SELECT body_text FROM mailbox WHERE to_address = $1 AND subject LIKE $2 ORDER BY arrived_at DESC`, [address, `%${word}%`]);

test('a published need finds its offers at once and mails the firms', async () => {
  const made = await nurse.post('/posts', {
    kind: 'need', title: 'Przyłbice dla rehabilitacji', quantity: '400', unit: 'szt', town: 'Bydgoszcz', terms: 'at-cost', visibility: 'public',
    submissionKey: crypto.randomUUID(), intent: 'publish',
  });
  need = made.headers['location'] ?? '';
  await exchange.runJobs();
  const page = await figures();
  expect(page).toContain('Przyłbice z wtrysku, do 2 500 szt. tygodniowo');
  expect(page).toContain('Potrzeba 400 · obiecano 0 · brakuje 400');
  // Its owner reads how many were told: the mailbox has a mail for each of them.
  const told = await exchange.query<{ n: number }>(
    `SELECT count(DISTINCT m.organisation_id)::int AS n FROM mailbox b JOIN person p ON p.email = b.to_address JOIN membership m ON m.person_id = p.id
     WHERE b.subject LIKE '%rehabilitacji%' AND m.organisation_id <> (SELECT organisation_id FROM post WHERE id = $1)`, [need.split('/').at(-1)]);
  expect([page.includes(`Napisaliśmy o tym do ${told[0]?.n} organizacji.`), (told[0]?.n ?? 0) > 0]).toEqual([true, true]);
  expect(readable((await visitorOf(exchange).get(need)).text)).not.toContain('Napisaliśmy o tym');
  const [mail] = await mailsTo(ROLES.member, 'rehabilitacji');
  link = /\/a\/[\w-]+/.exec(mail?.body_text ?? '')?.[0] ?? '';
  expect(link).toMatch(/^\/a\/[\w-]{46}$/);
});

test('looking at the link changes nothing, however it is looked at', async () => {
  const visitor = visitorOf(exchange);
  const before = [await rows('commitment'), (await exchange.query('SELECT * FROM mail_link ORDER BY id')), (await exchange.query('SELECT id, version FROM post ORDER BY id'))];
  for (let n = 0; n < 3; n += 1) {
    expect((await visitor.get(link)).status).toBe(200);
    expect((await visitor.head(link)).status).toBe(200);
  }
  expect([await rows('commitment'), (await exchange.query('SELECT * FROM mail_link ORDER BY id')), (await exchange.query('SELECT id, version FROM post ORDER BY id'))]).toEqual(before);
});

test('eight copies of one answer make one proposal', async () => {
  const visitor = visitorOf(exchange);
  const page = await visitor.get(link);
  const fields = { ...filledForm(page.text, link), quantity: '300' };
  const before = await rows('commitment');
  const { _csrf: token = '', ...rest } = fields as Record<string, string>;
  const answers = await Promise.all(Array.from({ length: 8 }, () => visitor.post(link, { ...rest, _csrf: token })));
  expect(answers.every(({ status }) => status === 303)).toBe(true);
  expect(await rows('commitment')).toBe(before + 1);
  expect(readable((await visitor.get(link)).text)).toContain('300 szt.');
  expect(await figures()).toContain('Potrzeba 400 · obiecano 0 · brakuje 400');
});

test('the link opens nothing else', async () => {
  const visitor = visitorOf(exchange);
  await visitor.get(link);
  expect((await visitor.get('/dashboard')).status).toBe(303);
  const forged = `${link.slice(0, -2)}${link.endsWith('AA') ? 'BB' : 'AA'}`;
  expect((await visitor.get(forged)).status).toBe(404);
  expect((await visitor.get(link.replace('/a/', '/u/'))).status).toBe(404);
});

test('the clinic is told and accepts; promised rises', async () => {
  await exchange.runJobs();
  expect((await mailsTo(CLINIC, 'rehabilitacji')).length).toBeGreaterThan(0);
  commitment = /href="(\/commitments\/[0-9a-f-]{36})"/.exec((await nurse.get(need)).text)?.[1] ?? '';
  const action = `${commitment}/acceptance`;
  expect((await nurse.post(action, await forms(nurse, action))).status).toBe(303);
  expect(await figures()).toContain('Potrzeba 400 · obiecano 300 · brakuje 100');
  // Pressed twice: nothing more happens.
  expect((await nurse.post(action, { seen: '1' })).status).toBeLessThan(500);
  expect(await figures()).toContain('Potrzeba 400 · obiecano 300 · brakuje 100');
});

test('the firm sends twice the same form: one parcel', async () => {
  // Nothing has set out: there is nothing to be content with.
  for (const reader of [nurse, firm]) expect((await reader.get(commitment)).text).not.toContain('/completion');
  const action = `${commitment}/deliveries`;
  const fields = { ...(await forms(firm, action)), sent: '300' };
  const before = await rows('delivery');
  const answers = await Promise.all([firm.post(action, fields), firm.post(action, fields)]);
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  expect(await rows('delivery')).toBe(before + 1);
  const page = await nurse.get(commitment);
  expect(readable(page.text)).toContain('W drodze 300 szt.');
  // She may end it, and is told first what that does to the parcel.
  expect(readable(/<details id="complete">[\s\S]*?<\/details>/.exec(page.text)?.[0] ?? '')).toMatch(/0 szt\. \(umówione: 300 szt\.\).*niepotwierdzone \(300 szt\.\), nie będzie się liczyć/);
  const sent = (await firm.get(commitment)).text;
  expect(sent).not.toContain('/completion');
  expect(readable(sent)).toContain('Wysyłka zapisana. Zawiadomiliśmy: Przychodnia Żółty Parasol.');
});

test('the clinic confirms what really came; the rest reopens when all is done', async () => {
  const action = /action="([^"]*\/receipt)"/.exec((await nurse.get(commitment)).text)?.[1] ?? '';
  const fields = await forms(nurse, action);
  const wrong = await nurse.post(action, { ...fields, quantity: 'sto', receivedBy: 'A. Lipka' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('A. Lipka');
  expect((await nurse.post(action, { ...fields, quantity: '250', receivedBy: 'A. Lipka', differences: '50 pękniętych' })).status).toBe(303);
  const completion = `${commitment}/completion`;
  expect((await firm.post(completion, await forms(firm, completion))).status).toBe(303);
  expect(await figures()).toContain('Potrzeba 400 · obiecano 250 · odebrano 250 · brakuje 150');
  await exchange.runJobs();
});

test('strangers saw nothing of it', async () => {
  const stranger = await signedIn(exchange, ROLES['organisation-admin']);
  expect((await stranger.get(commitment)).status).toBe(404);
  for (const reader of [stranger, visitorOf(exchange)]) {
    const page = readable((await reader.get(need)).text);
    expect(page).toContain('Potrzeba 400 · obiecano 250 · odebrano 250 · brakuje 150');
    expect(page).not.toMatch(/Wtryskownia Ciepły Kanał|Sroka|Lipka|pękniętych/);
  }
  // The firm itself finds its own steps there.
  expect(readable((await firm.get(need)).text)).toContain('Wtryskownia Ciepły Kanał');
});
