import { organisationRepository } from '../../src/features/organisations/index.ts';
import { applicants, fresh, PASSWORD } from '../support/applicant.ts';
import { startExchange, type TestExchange } from '../support/exchange.ts';
import { meanwhile } from '../support/meanwhile.ts';
import { movableClock } from '../support/movable-clock.ts';
import { filledForm, readable, ROLES, signedIn, visitorOf, type Fields, type Reader } from '../support/reader.ts';

let exchange: TestExchange;
let office: Reader;
let { apply, mailsTo, linkIn, confirmed, signInAs, organisation, applicationOf } = {} as ReturnType<typeof applicants>;
const clock = movableClock();
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo', clock });
  ({ apply, mailsTo, linkIn, confirmed, signInAs, organisation, applicationOf } = applicants(exchange, clock));
  office = await signedIn(exchange, ROLES.coordinator);
}, 120_000);
afterAll(() => exchange.close());
beforeEach(() => exchange.query('DELETE FROM rate_limit'));

const idOf = async (name: unknown) => String((await organisation(name))?.['id']);

describe('two members at once', () => {
  async function recommended() {
    const firms = await exchange.query<{ id: string; email: string }>(`
      SELECT DISTINCT ON (o.id) o.id, p.email FROM organisation o JOIN membership m ON m.organisation_id = o.id JOIN person p ON p.id = m.person_id
      WHERE o.membership = 'approved' AND o.kind = 'firm' ORDER BY o.id, p.email LIMIT 2`);
    const fields = fresh({ recommender1: firms[0]?.id ?? '', recommender2: firms[1]?.id ?? '' });
    await confirmed(fields);
    const links = [await linkIn(firms[0]?.email ?? '', 'recommendation'), await linkIn(firms[1]?.email ?? '', 'recommendation')];
    return { fields, links };
  }
  const yes = (link: string) => visitorOf(exchange).post(link, { answer: 'yes' });

  test('say yes: the second counts the first, the applicant is recommended and the office told', async () => {
    const { fields, links } = await recommended();
    const id = await applicationOf(fields['name']);
    // The first is in the middle of its answer, as the command gives it.
    const answer = await meanwhile(exchange, async (manager) => {
      await manager.query('SELECT FROM application WHERE id = $1 FOR UPDATE', [id]);
      await manager.query(
        `UPDATE recommendation SET answer = 'yes', answered_at = now()
         WHERE id = (SELECT id FROM recommendation WHERE application_id = $1 ORDER BY organisation_id LIMIT 1)`, [id]);
    }, () => yes(links[1] ?? ''));
    expect(answer.status).toBe(200);
    expect((await organisation(fields['name']))?.['membership']).toBe('recommended');
    await exchange.runJobs();
    const told = await mailsTo(ROLES.coordinator);
    expect(told.filter(({ subject }) => subject === `${String(fields['name'])} ma dwa polecenia`)).toHaveLength(1);
  });

  test('an answer that meets the office\'s word comes too late', async () => {
    const { fields, links } = await recommended();
    const id = await applicationOf(fields['name']);
    const decide = `UPDATE application SET state = 'approved', decided_at = now() WHERE id = $1`;
    const answer = await meanwhile(exchange, (manager) => manager.query(decide, [id]), () => yes(links[1] ?? ''));
    expect(answer.status).toBe(410);
    expect(await exchange.query('SELECT FROM recommendation WHERE application_id = $1 AND answer IS NOT NULL', [id])).toEqual([]);
  });
});

test('an account confirmed while the link is answered is signed in to with its own password only', async () => {
  const fields = fresh();
  await apply(fields);
  const link = await linkIn(String(fields['email']), 'application');
  const visitor = visitorOf(exchange);
  const answer = await meanwhile(exchange, async (manager) => {
    await manager.query('SELECT FROM mail_link WHERE used_at IS NULL FOR UPDATE');
    await manager.query(
      `INSERT INTO person SELECT (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'email', $1::text))).* FROM person p WHERE email = $2`,
      [fields['email'], ROLES.member]);
  }, () => visitor.post(link, { password: PASSWORD }));
  expect([answer.status, answer.headers['location']]).toEqual([303, '/sign-in']);
  expect((await visitor.get('/dashboard')).status).toBe(303);
  expect(await organisation(fields['name'])).toMatchObject({ membership: 'applied' });
  expect((await visitorOf(exchange).post('/sign-in', { email: String(fields['email']), password: PASSWORD })).status).not.toBe(303);
});

describe('a number that somebody else takes at the same moment', () => {
  const edit = (id: string) => `/organisations/${id}/edit`;
  const taken = (id: string, nip: unknown) => (manager: { query(sql: string, values: unknown[]): Promise<unknown> }) =>
    manager.query('UPDATE organisation SET nip = $2 WHERE id = $1', [id, nip]);
  async function member(): Promise<{ id: string; fields: Fields }> {
    const fields = fresh();
    await confirmed(fields);
    return { id: await idOf(fields['name']), fields };
  }

  test('is told by name to who joins', async () => {
    const holder = await member();
    const late = fresh();
    await apply(late);
    const link = await linkIn(String(late['email']), 'application');
    const answer = await meanwhile(exchange, taken(holder.id, late['number']), () => visitorOf(exchange).post(link, { password: PASSWORD }));
    expect(answer.status).toBe(409);
    expect(readable(answer.text)).toContain(String(holder.fields['name']));
    expect(await organisation(late['name'])).toBeUndefined();
  });

  test('is told at its field to who edits', async () => {
    const [holder, other] = [await member(), await member()];
    const { number } = fresh();
    const sent = { ...filledForm((await office.get(edit(other.id))).text, edit(other.id)), machines: '', number: number ?? '' };
    const answer = await meanwhile(exchange, taken(holder.id, number), () => office.post(edit(other.id), sent));
    expect([answer.status, answer.text.includes('id="number-error"')]).toEqual([422, true]);
    expect(readable(answer.text)).toContain(`Organizacja ${String(holder.fields['name'])} z tym numerem`);
    expect((await organisation(other.fields['name']))?.['nip']).toBe(other.fields['number']);
  });

  test('its own other number does not hide who has it', async () => {
    const [holder, other] = [await member(), await member()];
    const { dataSource } = exchange.exchange;
    await exchange.query('UPDATE organisation SET regon = $2 WHERE id = $1', [other.id, '012345678']);
    const update = dataSource.transaction(async (manager) => {
      const organisations = organisationRepository(manager);
      await organisations.update({ ...(await organisations.lock(other.id)), nip: String(holder.fields['number']) });
    });
    await expect(update).rejects.toMatchObject({ code: 'conflict', key: 'join.number-taken', data: { name: holder.fields['name'] } });
  });
});

test('who applies again is shown to the office as they are now', async () => {
  const fields = fresh();
  await confirmed(fields);
  const first = await applicationOf(fields['name']);
  const id = await idOf(fields['name']);
  await office.post(`/office/applications/${first}/refusal`, { reason: 'Telefon nie odpowiada.' });
  const own = await signInAs(String(fields['email']));
  const edit = `/organisations/${id}/edit`;
  const sent = { ...filledForm((await own.get(edit)).text, edit), machines: '', phone: '+48 56 999 88 77' };
  expect((await own.post(edit, sent)).status).toBe(303);
  await exchange.query(`UPDATE person SET name = 'Halina Nowa' WHERE email = $1`, [fields['email']]);
  expect((await own.post(`/organisations/${id}/application`)).status).toBe(303);
  const again = await applicationOf(fields['name']);
  expect(again).not.toBe(first);
  const seen = readable((await office.get(`/office/applications/${again}`)).text);
  for (const words of ['+48 56 999 88 77', 'Halina Nowa', 'Znamy się z targów.', 'qwertzuiopą']) expect(seen).toContain(words);
  expect(seen).not.toContain('+48 52 123 45 67');
  await exchange.runJobs();
  const told = await mailsTo(ROLES.coordinator);
  expect(told.filter(({ body_text: text }) => text.includes(`/office/applications/${again}`))).toHaveLength(1);
});
