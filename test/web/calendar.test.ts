import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, readable, ROLES, signedIn, visitorOf, type Reader } from '../support/reader.ts';

let world: TestExchange;
beforeAll(async () => {
  world = await startExchange({ seed: 'demo' });
}, 120_000);
afterAll(() => world.close());

async function newAddress(reader: Reader): Promise<string> {
  const page = await reader.post('/calendar/address');
  expect(page.status).toBe(200);
  expect(page.headers['cache-control']).toBe('private, no-store');
  const [, path] = /value="http:\/\/127\.0\.0\.1:\d+(\/calendar\/[\w-]{43}\.ics)"/.exec(page.text) ?? [];
  if (path === undefined) throw new Error('no address on the page');
  return path;
}

/** Lines of the file, unfolded. */
const linesOf = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n');

test('an address is shown once, serves without signing in, and stops when another is made or it is switched off', async () => {
  const clinic = await signedIn(world, CLINIC);
  expect((await clinic.get('/calendar')).text).toContain('action="/calendar/address"');
  const first = await newAddress(clinic);
  const anybody = visitorOf(world);
  const reply = await anybody.get(first);
  expect(reply.status).toBe(200);
  expect(reply.headers).toMatchObject({ 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'private, max-age=900' });
  expect(reply.headers['set-cookie']).toBeUndefined();
  const again = await clinic.get('/calendar');
  expect(again.text).not.toContain(first);
  expect(readable(again.text)).toContain('Adres powstał');
  const second = await newAddress(clinic);
  expect(second).not.toBe(first);
  expect([(await anybody.get(first)).status, (await anybody.get(second)).status]).toEqual([404, 200]);
  expect((await clinic.post('/calendar/revocation')).status).toBe(303);
  expect((await anybody.get(second)).status).toBe(404);
  expect(readable((await clinic.get('/calendar')).text)).not.toContain('Adres powstał');
});

test('only a hash is stored, and a person who may no longer sign in has no calendar', async () => {
  const reader = await signedIn(world, ROLES.member);
  const path = await newAddress(reader);
  const [row] = await world.query<{ token_hash: string; person_id: string }>(
    `SELECT c.token_hash, c.person_id FROM calendar_token c JOIN person p ON p.id = c.person_id WHERE p.email = $1`, [ROLES.member]);
  expect(row?.token_hash).toMatch(/^[0-9a-f]{64}$/);
  expect(path).not.toContain(row?.token_hash);
  await world.query(`UPDATE person SET state = 'disabled' WHERE id = $1`, [row?.person_id]);
  expect((await visitorOf(world).get(path)).status).toBe(404);
});

test('it has the own organisation’s days and nobody’s address, and stays the same byte for byte while nothing changes', async () => {
  const clinic = await signedIn(world, CLINIC);
  const path = await newAddress(clinic);
  const reply = await visitorOf(world).get(path);
  const lines = linesOf(reply.text);
  const [own] = await world.query<{ needs: number; live: number; proposed: number; phones: string[]; streets: string[] }>(
    `WITH own AS (SELECT m.organisation_id AS id FROM membership m JOIN person p ON p.id = m.person_id WHERE p.email = $1)
     SELECT (SELECT count(*)::int FROM post WHERE kind = 'need' AND state = 'published' AND needed_by IS NOT NULL AND organisation_id IN (SELECT id FROM own)) AS needs,
       (SELECT count(*)::int FROM commitment WHERE state IN ('accepted','in-production','partly-sent','sent') AND owner_id IN (SELECT id FROM own)) AS live,
       (SELECT count(*)::int FROM commitment WHERE state = 'proposed' AND owner_id IN (SELECT id FROM own)) AS proposed,
       (SELECT array_agg(contact->>'phone') FROM organisation WHERE contact->>'phone' IS NOT NULL) AS phones,
       (SELECT array_agg(contact->>'address') FROM organisation WHERE contact->>'address' IS NOT NULL) AS streets`, [CLINIC]);
  const uids = lines.filter((line) => line.startsWith('UID:'));
  expect(uids.filter((uid) => uid.startsWith('UID:need-'))).toHaveLength(own?.needs ?? -1);
  expect(uids.filter((uid) => uid.startsWith('UID:expect-'))).toHaveLength(own?.live ?? -1);
  expect(uids.filter((uid) => /^UID:(answer|lapse)-/.test(uid))).toHaveLength(own?.proposed ?? -1);
  expect(uids.length).toBeGreaterThan(0);
  expect(own?.phones.length).toBeGreaterThan(3);
  for (const secret of [...(own?.phones ?? []), ...(own?.streets ?? [])]) expect(reply.text).not.toContain(secret);
  expect((await visitorOf(world).get(path)).text).toBe(reply.text);
});

test.each(['x', 'A'.repeat(43), `${'A'.repeat(43)}%0A`, 'A'.repeat(4_000)])('no calendar under a token that was never given: %#', async (token) => {
  expect((await visitorOf(world).get(`/calendar/${token}.ics`)).status).toBe(404);
});
