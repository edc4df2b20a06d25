import { fixedClock } from '../../src/kernel/clock.ts';
import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, filledForm, readable, ROLES, signedIn, visitorOf } from '../support/reader.ts';
import { DEMO_PASSWORD } from '../../src/features/seeding/index.ts';

let exchange: TestExchange;
beforeAll(async () => (exchange = await startExchange({ seed: 'demo' })), 120_000);
afterAll(() => exchange.close());

const idOf = async (email: string): Promise<string> =>
  (await exchange.query<{ id: string }>('SELECT id FROM person WHERE email = $1', [email]))[0]?.id ?? '';

describe('my data', () => {
  test('tells what is kept and hands it out, without secrets', async () => {
    const reader = await signedIn(exchange, CLINIC);
    const page = await reader.get('/my-data');
    expect(page.status).toBe(200);
    expect(readable(page.text)).toContain('agnieszka.lipka@zolty-parasol.example');
    const all = await reader.get('/my-data/export.json');
    expect(all.headers['content-disposition']).toContain('attachment');
    const { data } = JSON.parse(all.text) as { data: Record<string, Record<string, unknown>[]> };
    expect(data['profile']).toEqual([expect.objectContaining({ email: CLINIC, name: 'Agnieszka Lipka' })]);
    expect(data['memberships']).toHaveLength(1);
    expect(data['mails']?.length).toBeGreaterThan(0);
    expect(all.text).not.toMatch(/password_hash|\$argon2|token_hash|secret_sealed/);
  });

  test('as tables for a spreadsheet, one by one', async () => {
    const reader = await signedIn(exchange, CLINIC);
    const mails = await reader.get('/my-data/tables/mails');
    expect([mails.status, mails.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(mails.text.charCodeAt(0)).toBe(0xfeff);
    expect(mails.text.split('\r\n')[0]).toContain('subject');
    for (const unknown of ['nothing', 'person', '__proto__', 'mails.csv']) expect((await reader.get(`/my-data/tables/${unknown}`)).status).toBe(404);
  });

  test('is nobody else\'s: another person gets their own', async () => {
    const other = await signedIn(exchange, ROLES.member);
    expect((await other.get('/my-data/export.json')).text).not.toContain(CLINIC);
  });

  test('notes once which version of the clause was read', async () => {
    const reader = await signedIn(exchange, CLINIC);
    for (let times = 0; times < 2; times += 1) expect((await reader.post('/my-data/clause')).status).toBe(303);
    expect(await exchange.query(`SELECT purpose, language, withdrawn_at FROM consent WHERE person_id = $1`, [await idOf(CLINIC)]))
      .toEqual([{ purpose: 'information-clause', language: 'pl', withdrawn_at: null }]);
    expect(readable((await reader.get('/my-data')).text)).toContain('Informacja o danych osobowych, wersja');
  });
});

test('whoever looks at delivery details is noted, and the side concerned sees it', async () => {
  const [agreed] = await exchange.query<{ id: string; email: string }>(
    `SELECT c.id, p.email FROM commitment c JOIN membership m ON m.organisation_id = c.owner_id JOIN person p ON p.id = m.person_id
     JOIN organisation s ON s.id = c.supplier_id WHERE c.state = 'accepted' AND s.contact <> '{}' AND p.office_role IS NULL ORDER BY c.id LIMIT 1`);
  const owner = await signedIn(exchange, agreed?.email ?? '');
  for (let times = 0; times < 2; times += 1) await owner.get(`/commitments/${agreed?.id}`);
  const rows = await exchange.query<{ times: number; by_office: boolean; organisation_id: string }>(
    `SELECT times, by_office, organisation_id FROM disclosure WHERE commitment_id = $1`, [agreed?.id]);
  expect(rows).toEqual([{ times: 2, by_office: false, organisation_id: expect.any(String) }]);
  const office = await signedIn(exchange, ROLES.coordinator);
  await office.get(`/commitments/${agreed?.id}`);
  const [supplier] = await exchange.query<{ email: string }>(
    `SELECT p.email FROM membership m JOIN person p ON p.id = m.person_id WHERE m.organisation_id = $1 AND p.office_role IS NULL LIMIT 1`, [rows[0]?.organisation_id]);
  const page = readable((await (await signedIn(exchange, supplier?.email ?? '')).get(`/commitments/${agreed?.id}`)).text);
  expect(page).toContain('Kto oglądał dane do dostawy');
  expect(page).toContain('(2 razy)');
  expect(page).toContain('Biuro klastra');
});

describe('what the office writes about itself', () => {
  test('is the administrators\' alone', async () => {
    const coordinator = await signedIn(exchange, ROLES.coordinator);
    expect((await coordinator.get('/office/site')).status).toBe(404);
    expect((await coordinator.post('/office/site', { 'controller-name': 'x' })).status).toBe(404);
  });

  test('makes the clause and the statement; nothing typed is lost; no save is overwritten unawares', async () => {
    await exchange.query('DELETE FROM site_text');
    const administrator = await signedIn(exchange, ROLES.administrator);
    const form = (await administrator.get('/office/site')).text;
    expect(readable(form)).toContain('Deklaracja dostępności jest niepełna');
    const filled = {
      ...filledForm(form, '/office/site'), 'controller-name': 'Klaster <b>Zakole</b>', 'controller-email': 'iod@klaster.example',
      'statement-status': 'partial', 'statement-gaps': 'mapa regionów\nstare pliki PDF', 'statement-reviewed': '2020-02-01', 'statement-building': 'Wejście z poziomu ulicy.',
    };
    const wrong = await administrator.post('/office/site', { ...filled, 'statement-updated': '31 lutego', 'dpo-email': 'a@b, c@d' });
    expect(wrong.status).toBe(422);
    expect(filledForm(wrong.text, '/office/site')).toMatchObject({ 'controller-name': 'Klaster <b>Zakole</b>', 'dpo-email': 'a@b, c@d' });
    expect((await administrator.post('/office/site', filled)).status).toBe(303);
    const late = await administrator.post('/office/site', { ...filled, 'controller-name': 'Ktoś inny' });
    expect(late.status).toBe(409);
    expect(filledForm(late.text, '/office/site')['controller-name']).toBe('Ktoś inny');
    const clause = await visitorOf(exchange).get('/privacy');
    expect(clause.text).toContain('Klaster &lt;b&gt;Zakole&lt;/b&gt;');
    const statement = await visitorOf(exchange).get('/accessibility');
    for (const id of ['podmiot', 'url', 'data-publikacja', 'data-aktualizacja', 'status', 'data-sporzadzenie', 'data-przeglad', 'audytor', 'kontakt', 'osoba', 'email', 'telefon',
      'procedura', 'aplikacje', 'architektura']) expect(statement.text.split(`id="a11y-${id}"`)).toHaveLength(2);
    expect(readable(statement.text)).toContain('częściowo zgodna');
    expect(readable(statement.text)).not.toContain('Minął 31 marca');
    expect(readable((await administrator.get('/accessibility')).text)).toMatch(/niepełna|Minął 31 marca/);
    expect(readable((await visitorOf(exchange, 'en').get('/accessibility')).text)).toContain('partially compliant');
  });
});

test('the nightly deletion leaves evidence', async () => {
  await exchange.query(`INSERT INTO session (sid, sess, expire) VALUES ('old', '{}', now() - interval '1 hour')`);
  await exchange.query(`UPDATE mail SET created_at = now() - interval '200 days' WHERE id = (SELECT id FROM mail WHERE state = 'sent' ORDER BY id LIMIT 1)`);
  await exchange.exchange.handlers['retain']?.({});
  const evidence = await exchange.query<{ rule: string; rows: number }>(`SELECT rule, rows FROM deletion WHERE rows > 0 ORDER BY rule`);
  expect(evidence).toEqual(expect.arrayContaining([{ rule: 'mail-texts', rows: 1 }, { rule: 'sessions', rows: 1 }]));
  expect((await exchange.query(`SELECT rule FROM deletion`)).length).toBe(15);
  const administrator = await signedIn(exchange, ROLES.administrator);
  expect(readable((await administrator.get('/office/site/deletions')).text)).toContain('Treść wysłanych wiadomości');
});

/** A colleague can look after the organisation of the member. */
async function handOver(): Promise<void> {
  await exchange.query(
    `INSERT INTO membership (person_id, organisation_id, role, created_at)
     SELECT $1, organisation_id, 'organisation-admin', now() FROM membership WHERE person_id = $2`,
    [await idOf('justyna.cis@trzydziesci-trzy.example'), await idOf(ROLES.member)]);
}

describe('erasure', () => {
  test('asks for the password and a tick, and says what is missing', async () => {
    await handOver();
    const reader = await signedIn(exchange, ROLES.member);
    const nothing = await reader.post('/my-data/erasure', {});
    expect(nothing.status).toBe(422);
    const wrong = await reader.post('/my-data/erasure', { sure: 'yes', password: 'not the password at all' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toMatch(/name="sure" type="checkbox" value="yes" checked/);
    expect(wrong.text).not.toContain('not the password at all');
    expect(await idOf(ROLES.member)).not.toBe('');
  });

  test('is refused to the last who can look after an organisation, a commitment or the exchange', async () => {
    for (const email of [CLINIC, ROLES.administrator]) {
      const reader = await signedIn(exchange, email);
      const answer = await reader.post('/my-data/erasure', { sure: 'yes', password: DEMO_PASSWORD });
      expect([email, answer.status]).toEqual([email, 409]);
      expect(await idOf(email)).not.toBe('');
    }
  });

  test('takes name and address out of every table; posts and history stay', async () => {
    const person = await idOf(ROLES.member);
    const [before] = await exchange.query<{ posts: number; actions: number; name: string; organisation: string }>(
      `SELECT (SELECT count(*)::int FROM post WHERE organisation_id = m.organisation_id) AS posts, (SELECT count(*)::int FROM activity) AS actions, p.name,
       m.organisation_id AS organisation FROM person p JOIN membership m ON m.person_id = p.id WHERE p.id = $1`, [person]);
    // Something is on its way to the person.
    await exchange.query(`UPDATE mail SET state = 'queued' WHERE id = (SELECT id FROM mail WHERE person_id = $1 LIMIT 1)`, [person]);
    const reader = await signedIn(exchange, ROLES.member);
    const answer = await reader.post('/my-data/erasure', { sure: 'yes', password: DEMO_PASSWORD });
    expect(answer.status).toBe(303);
    expect((await reader.get('/my-data')).status).toBe(303);
    const tables = await exchange.query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`);
    const found: string[] = [];
    for (const { name } of tables) {
      const [row] = await exchange.query<{ hits: number }>(
        `SELECT count(*)::int AS hits FROM "${name}" t WHERE to_jsonb(t)::text ILIKE '%' || $1 || '%' OR to_jsonb(t)::text ILIKE '%' || $2 || '%'`,
        [ROLES.member, before?.name]);
      if (row?.hits) found.push(`${name}: ${row.hits}`);
    }
    expect(found).toEqual([]);
    const [after] = await exchange.query<{ posts: number; actions: number }>(
      `SELECT (SELECT count(*)::int FROM post WHERE organisation_id = $1) AS posts, (SELECT count(*)::int FROM activity) AS actions`, [before?.organisation]);
    expect(after?.posts).toBe(before?.posts);
    expect(after?.actions).toBeGreaterThanOrEqual(before?.actions ?? 0);
    expect(await exchange.query(`SELECT asked_by FROM erasure WHERE person_id = $1`, [person])).toEqual([{ asked_by: 'self' }]);
    await exchange.runJobs();
    expect(await exchange.query(`SELECT id FROM mailbox WHERE to_address = $1`, [ROLES.member])).toEqual([]);
  });

  test('closes an organisation in which nobody is left', async () => {
    const [alone] = await exchange.query<{ email: string; organisation: string }>(
      `SELECT p.email, m.organisation_id AS organisation FROM membership m JOIN person p ON p.id = m.person_id JOIN organisation o ON o.id = m.organisation_id
       WHERE m.role = 'organisation-admin' AND o.kind <> 'office' AND p.office_role IS NULL
         AND NOT EXISTS (SELECT FROM membership x WHERE x.organisation_id = o.id AND x.person_id <> p.id)
         AND NOT EXISTS (SELECT FROM commitment c WHERE o.id IN (c.supplier_id, c.owner_id) AND c.state IN ('proposed','accepted','in-production','partly-sent','sent'))
         AND EXISTS (SELECT FROM post WHERE organisation_id = o.id AND state = 'published') ORDER BY p.email LIMIT 1`);
    await exchange.exchange.operation.erasePerson(alone?.email ?? '');
    expect(await exchange.query(`SELECT membership FROM organisation WHERE id = $1`, [alone?.organisation])).toEqual([{ membership: 'suspended' }]);
    expect(await exchange.query(`SELECT id FROM post WHERE organisation_id = $1 AND state IN ('published','in-review')`, [alone?.organisation])).toEqual([]);
    expect(await exchange.query(`SELECT id FROM search_document WHERE organisation_id = $1`, [alone?.organisation])).toEqual([]);
  });
});

test('a fresh installation has its pages too, without any of the settings', async () => {
  const fresh = await startExchange({ seed: 'minimal', clock: fixedClock(new Date('2026-11-21T10:00:00Z')) });
  try {
    for (const path of ['/privacy', '/accessibility']) expect((await visitorOf(fresh).get(path)).status).toBe(200);
    for (const path of ['/.well-known/security.txt', '/metrics', '/bounces']) expect([path, (await visitorOf(fresh).get(path)).status]).toEqual([path, 404]);
  } finally {
    await fresh.close();
  }
});
