import { countedKey } from '../../src/db/rate-limit.ts';
import { DEMO_PASSWORD } from '../../src/features/seeding/index.ts';
import { startExchange, type TestExchange } from '../support/exchange.ts';
import { mailedLink } from '../support/mails.ts';
import { readable, ROLES, signedIn, visitorOf } from '../support/reader.ts';

let exchange: TestExchange;
beforeAll(async () => (exchange = await startExchange({ seed: 'demo' })), 120_000);
afterAll(() => exchange.close());

const report = (values: string, post = `(SELECT id FROM post WHERE state = 'published' ORDER BY id LIMIT 1)`) => exchange.query(
  `INSERT INTO post_report (id, post_id, reason, text, language, created_at, submission_key, address, verdict, answered_at)
   SELECT gen_random_uuid(), ${post}, 'false', 'Tak nie było', 'pl', now() - interval '400 days', gen_random_uuid(), ${values}`);

/** Every table in which one of the words stands. */
async function tracesOf(...words: string[]): Promise<string[]> {
  const tables = await exchange.query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`);
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await exchange.query(
      `SELECT FROM "${name}" t WHERE EXISTS (SELECT FROM unnest($1::text[]) word WHERE strpos(lower(to_jsonb(t)::text), lower(word)) > 0)`, [words]);
    if (rows.length > 0) found.push(`${name}: ${rows.length}`);
  }
  return found;
}

test('somebody who was invited, and who reported a post before that, is forgotten everywhere', async () => {
  const email = 'nowa.osoba@prosta-folia.example';
  const name = 'Nowomira Osobliwa';
  await report(`'${email}', NULL, NULL`);
  const admin = await signedIn(exchange, ROLES['organisation-admin']);
  const [own] = await exchange.query<{ id: string }>(
    `SELECT organisation_id AS id FROM membership m JOIN person p ON p.id = m.person_id WHERE p.email = $1`, [ROLES['organisation-admin']]);
  expect((await admin.post(`/organisations/${own?.id}/invitations`, { email, role: 'editor', language: 'pl' })).status).toBe(303);
  // The answer's message is read, and with it gone from the session.
  await admin.get(`/organisations/${own?.id}/people`);
  const link = await mailedLink(exchange, email, 'invitations');
  const guest = visitorOf(exchange);
  expect((await guest.post(link, { name, language: 'pl', password: DEMO_PASSWORD })).status).toBe(303);
  await guest.get('/sign-in');
  await exchange.runJobs();
  expect(await tracesOf(email)).not.toEqual([]);
  await exchange.exchange.operation.erasePerson(email);
  expect(await tracesOf(email, name)).toEqual([]);
});

/** The only person of an organisation with something on the board and nothing promised. */
const ALONE = `SELECT p.id, p.email, m.organisation_id AS organisation FROM membership m JOIN person p ON p.id = m.person_id
  JOIN organisation o ON o.id = m.organisation_id
  WHERE m.role = 'organisation-admin' AND o.kind <> 'office' AND p.office_role IS NULL
    AND NOT EXISTS (SELECT FROM membership x WHERE x.organisation_id = o.id AND x.person_id <> p.id)
    AND NOT EXISTS (SELECT FROM commitment c WHERE o.id IN (c.supplier_id, c.owner_id)
                    AND c.state IN ('proposed','accepted','in-production','partly-sent','sent'))
    AND EXISTS (SELECT FROM post WHERE organisation_id = o.id AND state = 'published') ORDER BY p.email LIMIT 2`;

test('whoever is the last of two organisations takes both off the board, in the own name', async () => {
  const [first, second] = await exchange.query<{ id: string; email: string; organisation: string }>(ALONE);
  await exchange.query(`UPDATE membership SET person_id = $1 WHERE organisation_id = $2`, [first?.id, second?.organisation]);
  const both = [first?.organisation, second?.organisation];
  const [before] = await exchange.query<{ last: string }>(`SELECT max(id) AS last FROM activity`);
  const reader = await signedIn(exchange, first?.email ?? '');
  expect((await reader.post('/my-data/erasure', { sure: 'yes', password: DEMO_PASSWORD })).status).toBe(303);
  expect(await exchange.query(`SELECT membership FROM organisation WHERE id = ANY($1)`, [both]))
    .toEqual([{ membership: 'suspended' }, { membership: 'suspended' }]);
  expect(await exchange.query(`SELECT id FROM post WHERE organisation_id = ANY($1) AND state IN ('published','in-review')`, [both])).toEqual([]);
  expect(await exchange.query(
    `SELECT DISTINCT organisation_id AS id, person_erased, on_behalf FROM activity WHERE action = 'post.withdrawn' AND id > $1`, [before?.last]))
    .toEqual(expect.arrayContaining(both.map((id) => ({ id, person_erased: true, on_behalf: false }))));
});

describe('the nightly deletion', () => {
  test('of an old draft takes the rows of its files along, and nobody else\'s', async () => {
    const posts = await exchange.query<{ id: string }>(
      `SELECT id FROM post p WHERE NOT EXISTS (SELECT FROM commitment c WHERE p.id IN (c.need_id, c.offer_id)) ORDER BY id LIMIT 2`);
    const [old, young] = posts.map(({ id }) => id);
    for (const id of [old, young]) {
      await exchange.query(
        `INSERT INTO file (id, organisation_id, type, name, size, sha256, created_at)
         SELECT $1, organisation_id, 'application/pdf', 'szkic.pdf', 1, '', now() FROM post WHERE id = $1`, [id]);
      await exchange.query(`INSERT INTO post_file (file_id, post_id, position, description) VALUES ($1, $1, 100, '')`, [id]);
    }
    await exchange.query(`UPDATE post SET state = 'draft', updated_at = now() - interval '366 days' WHERE id = $1`, [old]);
    await exchange.query(`UPDATE post SET state = 'draft', updated_at = now() - interval '300 days' WHERE id = $1`, [young]);
    await exchange.exchange.handlers['retain']?.({});
    expect(await exchange.query(`SELECT id FROM post WHERE id = ANY($1)`, [[old, young]])).toEqual([{ id: young }]);
    expect(await exchange.query(`SELECT id FROM file WHERE name = 'szkic.pdf'`)).toEqual([{ id: young }]);
    expect(await exchange.query(`SELECT rows FROM deletion WHERE rule = 'drafts' ORDER BY id DESC LIMIT 1`)).toEqual([{ rows: 1 }]);
  });

  test('takes the address out of a report half a year after its answer', async () => {
    await report(`'dawno@example.org', 'kept', now() - interval '181 days'`);
    await report(`'niedawno@example.org', 'kept', now() - interval '179 days'`);
    await report(`'czeka@example.org', NULL, NULL`);
    await exchange.exchange.handlers['retain']?.({});
    const kept = await exchange.query<{ address: string }>(`SELECT address FROM post_report WHERE address IS NOT NULL ORDER BY 1`);
    expect(kept.map(({ address }) => address)).toEqual(['czeka@example.org', 'niedawno@example.org']);
  });

  test('takes the counts of tries that have expired; no address of a person or a network stands in any', async () => {
    const email = 'zapomniane@nowhere.example';
    const stranger = visitorOf(exchange);
    for (const path of ['/sign-in', '/forgotten-password']) await stranger.post(path, { email, password: 'x' });
    const keys = async () => (await exchange.query<{ key: string }>('SELECT key FROM rate_limit')).map(({ key }) => key).sort();
    const before = await keys();
    expect(before.map((key) => key.split(':')[0])).toEqual(
      expect.arrayContaining(['forgotten-asker', 'forgotten-mailbox', 'sign-in-account', 'sign-in-address']));
    expect(before.filter((key) => !/^[a-z-]+:[\w-]{43}$/.test(key))).toEqual([]);
    await exchange.query(`UPDATE rate_limit SET expire = extract(epoch FROM now() - interval '1 second') * 1000 WHERE key LIKE 'forgotten-%'`);
    await exchange.exchange.handlers['retain']?.({});
    expect(await keys()).toEqual(before.filter((key) => !key.startsWith('forgotten-')));
    await exchange.query(`UPDATE person SET email = $1 WHERE email = $2`, [email, ROLES.unapproved]);
    await exchange.exchange.operation.erasePerson(email);
    expect(before).toContain(`sign-in-account:${countedKey(email)}`);
    expect(await keys()).not.toContain(`sign-in-account:${countedKey(email)}`);
  });

  test('is told to people in words, and is what the form to join promises', async () => {
    const page = readable((await visitorOf(exchange).get('/privacy')).text);
    expect(page).toMatch(/Zgłoszenia bez potwierdzonego adresu\W+8 dni/);
    expect(page).toContain('Adresy osób, które zgłosiły ogłoszenie bez logowania');
    expect(page).not.toContain('privacy.retention');
    expect(readable((await visitorOf(exchange).get('/join')).text)).toContain('usuwamy po ośmiu dniach');
  });
});
