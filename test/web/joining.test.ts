import { startExchange, type TestExchange } from '../support/exchange.ts';
import { applicants, fresh, PASSWORD } from '../support/applicant.ts';
import { movableClock } from '../support/movable-clock.ts';
import { CLINIC, filledForm, readable, ROLES, signedIn, visitorOf, type Reader } from '../support/reader.ts';

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

describe('from the form to the board', () => {
  test('a firm applies, confirms, posts into review, is approved, and posts at once', async () => {
    const fields = fresh();
    const sent = await apply(fields);
    expect(sent.status).toBe(200);
    expect(readable(sent.text)).toContain('Sprawdź pocztę');
    // Nothing but the application exists before the mail is answered.
    expect(await organisation(fields['name'])).toBeUndefined();
    expect(await exchange.query('SELECT FROM person WHERE email = $1', [fields['email']])).toEqual([]);

    const link = await linkIn(String(fields['email']), 'application');
    const visitor = visitorOf(exchange);
    const page = await visitor.get(link);
    expect(readable(page.text)).toContain(String(fields['name']));
    expect(readable((await visitor.post(link, { password: 'krótkie' })).text)).toContain('15');
    expect((await visitor.post(link, { password: PASSWORD })).headers['location']).toBe('/dashboard');
    expect(readable((await visitor.get('/dashboard')).text)).toContain('Możesz od razu dodać pierwsze ogłoszenie.');
    expect((await visitor.get(link)).status).toBe(410);
    expect((await visitorOf(exchange).post(link, { password: `${PASSWORD} inne` })).status).toBe(410);

    expect(await organisation(fields['name'])).toMatchObject({
      membership: 'applied', nip: fields['number'], region: 'kujawsko-pomorskie', website: 'https://nowy-watek.example/', machines: ['wtryskarka 160 t'],
      contact: { person: 'Halina Wątek', phone: '+48 52 123 45 67' },
    });
    expect((await organisation(fields['name']))?.['capabilities']).toEqual(expect.arrayContaining(['3d-printing']));
    expect(await exchange.query('SELECT purpose, text_version FROM consent c JOIN person p ON p.id = c.person_id WHERE p.email = $1', [fields['email']]))
      .toEqual([{ purpose: 'join', text_version: expect.any(String) }]);

    const member = await signInAs(String(fields['email']));
    const myData = readable((await member.get('/my-data')).text);
    expect(myData).toContain('Informacja o danych osobowych przy zgłoszeniu do giełdy, wersja');
    expect(myData).not.toContain('privacy.consent');
    const posted = await member.post('/posts', { kind: 'offer', title: 'Druk 3D uchwytów', quantity: '20', unit: 'szt', town: 'Bydgoszcz', supplyMode: 'stock', intent: 'publish', submissionKey: crypto.randomUUID() });
    expect(posted.status).toBe(303);
    expect(await exchange.query('SELECT state FROM post WHERE title = $1', ['Druk 3D uchwytów'])).toEqual([{ state: 'in-review' }]);

    await exchange.runJobs();
    const told = await mailsTo('joanna.wrzos@klaster-zakole.example');
    expect(told.some(({ subject }) => subject.includes(String(fields['name'])))).toBe(true);
    const id = await applicationOf(fields['name']);
    const seen = readable((await office.get(`/office/applications/${id}`)).text);
    for (const words of [fields['email'], 'NIP', 'Halina Wątek', '+48 52 123 45 67', 'qwertzuiopą', 'Znamy się z targów.', 'Druk 3D uchwytów', 'wtryskarka 160 t']) expect(seen).toContain(words);

    expect((await office.post(`/office/applications/${id}/approval`, {})).status).toBe(422);
    const approved = await office.post(`/office/applications/${id}/approval`, { checks: ['register', 'phone', 'evil'] });
    expect([approved.status, approved.headers['location']]).toEqual([303, '/office']);
    expect(await organisation(fields['name'])).toMatchObject({ membership: 'approved', checks: ['register', 'phone'], checked_at: expect.any(Date) });
    const late = await (await signedIn(exchange, ROLES.administrator)).post(`/office/applications/${id}/refusal`, { reason: 'Nie znam tej firmy.' });
    expect([late.status, readable(late.text)]).toEqual([409, expect.stringMatching(
      /To zgłoszenie jest już rozpatrzone.*Przyjęta .*decyzja: Joanna Wrzos.*nie wysłano Nie znam tej firmy\./)]);
    await exchange.runJobs();
    expect((await mailsTo(String(fields['email']))).map(({ subject }) => subject)).toContain(`${String(fields['name'])} jest na giełdzie`);
    await member.post('/posts', { kind: 'offer', title: 'Druk 3D klamek', quantity: '20', unit: 'szt', town: 'Bydgoszcz', supplyMode: 'stock', intent: 'publish', submissionKey: crypto.randomUUID() });
    expect(await exchange.query('SELECT state FROM post WHERE title = $1', ['Druk 3D klamek'])).toEqual([{ state: 'published' }]);
  });

  test('refused with a reason, mailed, its posts with it; put right, it applies again', async () => {
    const fields = fresh();
    await confirmed(fields);
    const member = await signInAs(String(fields['email']));
    await member.post('/posts', { kind: 'offer', title: 'Dziwna oferta', quantity: '1', unit: 'szt', town: 'Toruń', supplyMode: 'stock', intent: 'publish', submissionKey: crypto.randomUUID() });
    const id = await applicationOf(fields['name']);
    expect(readable((await office.post(`/office/applications/${id}/refusal`, { reason: '' })).text)).toContain('Napisz, dlaczego.');
    expect((await office.post(`/office/applications/${id}/refusal`, { reason: 'Nie ma takiej firmy w rejestrze.' })).status).toBe(303);
    await exchange.runJobs();
    expect((await mailsTo(String(fields['email']))).at(-1)?.body_text).toContain('Nie ma takiej firmy w rejestrze.');
    expect(await exchange.query('SELECT state, state_reason FROM post WHERE title = $1', ['Dziwna oferta'])).toEqual([{ state: 'refused', state_reason: 'Nie ma takiej firmy w rejestrze.' }]);
    const again = await member.post('/posts', { kind: 'offer', title: 'Jeszcze jedna', quantity: '1', unit: 'szt', town: 'Toruń', supplyMode: 'stock', intent: 'publish', submissionKey: crypto.randomUUID() });
    expect(again.status).toBe(403);
    // The number is free again for whoever really has it.
    await confirmed(fresh({ number: String(fields['number']) }));
  });

  test('refused, what the office had let onto the board is off it, and back when it is let in', async () => {
    const fields = fresh();
    await confirmed(fields);
    const member = await signInAs(String(fields['email']));
    const posted = await member.post('/posts', { kind: 'offer', title: 'Papaja suszona', quantity: '1', unit: 'szt', town: 'Toruń', supplyMode: 'stock', intent: 'publish', submissionKey: crypto.randomUUID() });
    const path = String(posted.headers['location']);
    expect((await office.post(`/office/reviews/${path.split('/').at(-1)}`, { verdict: 'approve', version: '1' })).status).toBe(303);
    const isOnBoard = async () => (await visitorOf(exchange).get('/?q=papaja')).text.includes(`href="${path}"`);
    expect(await isOnBoard()).toBe(true);
    await exchange.runJobs();
    expect((await office.post(`/office/applications/${await applicationOf(fields['name'])}/refusal`, { reason: 'To nie jest firma.' })).status).toBe(303);
    expect([await isOnBoard(), (await visitorOf(exchange).get(path)).status]).toEqual([false, 404]);
    expect(await exchange.query('SELECT state FROM post WHERE title = $1', ['Papaja suszona'])).toEqual([{ state: 'held' }]);
    await exchange.runJobs();
    expect(readable((await mailsTo(String(fields['email']))).at(-1)?.body_text ?? '')).toContain('Wasze ogłoszenia zniknęły z giełdy');
    const id = (await organisation(fields['name']))?.['id'];
    expect((await member.post(`/organisations/${String(id)}/application`)).status).toBe(303);
    expect(await isOnBoard()).toBe(false);
    expect(readable((await member.get(path)).text)).toContain('Wstrzymano razem z organizacją');
    expect((await office.post(`/office/applications/${await applicationOf(fields['name'])}/approval`, { checks: ['register'] })).status).toBe(303);
    expect(await isOnBoard()).toBe(true);
  });

  test('somebody with an account adds a second organisation by one press, whatever name a stranger typed', async () => {
    const fields = fresh({ email: CLINIC.toUpperCase(), personName: 'Zły Żart' });
    const [known, unknown] = [await apply(fields), await apply(fresh({ email: 'nikt@nikt.example' }))];
    const page = (text: string) => readable(text).replace(/\S+@\S+/g, '@');
    expect(page(known.text)).toBe(page(unknown.text));
    expect(known.status).toBe(unknown.status);
    const link = await linkIn(CLINIC, 'application');
    expect((await mailsTo(CLINIC)).at(-1)?.body_text).not.toContain('Zły Żart');
    const visitor = visitorOf(exchange);
    expect((await visitor.get(link)).text).not.toContain('type="password"');
    expect((await visitor.post(link)).status).toBe(303);
    const [person] = await exchange.query<{ name: string; n: string }>(
      `SELECT p.name, count(m.*)::text AS n FROM person p JOIN membership m ON m.person_id = p.id WHERE p.email = $1 GROUP BY p.id`, [CLINIC]);
    expect(person).toEqual({ name: 'Agnieszka Lipka', n: '2' });
    await signedIn(exchange, CLINIC);
  });

  test('a number that is taken is told by the link, not before', async () => {
    const fields = fresh();
    await confirmed(fields);
    const twin = fresh({ number: String(fields['number']) });
    expect((await apply(twin)).status).toBe(200);
    const answer = await visitorOf(exchange).post(await linkIn(String(twin['email']), 'application'), { password: PASSWORD });
    expect(answer.status).toBe(409);
    expect(readable(answer.text)).toContain(String(fields['name']));
    expect(await organisation(twin['name'])).toBeUndefined();
  });

  test('the same form twice is one application; two clicks on the link make one organisation', async () => {
    const fields = fresh();
    const visitor = visitorOf(exchange);
    const blank = filledForm((await visitor.get('/join')).text, '/join/check');
    clock.pass(30_000);
    const sent = { ...blank, ...fields, asked: 'yes', _csrf: await visitor.token() };
    const answers = await Promise.all([visitor.post('/join', sent), visitor.post('/join', sent)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const link = await linkIn(String(fields['email']), 'application');
    expect((await mailsTo(String(fields['email']))).length).toBe(1);
    const twice = await Promise.all([visitor, visitorOf(exchange)].map((one) => one.post(link, { password: PASSWORD })));
    expect(twice.map(({ status }) => status).sort()).toEqual([303, 410]);
    expect(await exchange.query('SELECT FROM organisation WHERE name = $1', [fields['name']])).toHaveLength(1);
  });

  test('nobody confirms: forgotten after eight days, the link is too old after seven', async () => {
    const fields = fresh();
    await apply(fields);
    const link = await linkIn(String(fields['email']), 'application');
    clock.pass(7.5 * 86_400_000);
    expect((await visitorOf(exchange).get(link)).status).toBe(410);
    clock.pass(86_400_000);
    await exchange.exchange.handlers['retain']?.({});
    expect(await exchange.query('SELECT FROM application WHERE email = $1', [fields['email']])).toEqual([]);
    office = await signedIn(exchange, ROLES.coordinator);
  });
});

describe('recommendations', () => {
  test('two members are asked by mail, answer without signing in, and may change their minds; the office is told', async () => {
    const firms = await exchange.query<{ id: string; email: string }>(`
      SELECT DISTINCT ON (o.id) o.id, p.email FROM organisation o JOIN membership m ON m.organisation_id = o.id JOIN person p ON p.id = m.person_id
      WHERE o.membership = 'approved' AND o.kind = 'firm' ORDER BY o.id, p.email LIMIT 2`);
    const fields = fresh({ recommender1: firms[0]?.id ?? '', recommender2: firms[1]?.id ?? '' });
    await confirmed(fields);
    const links = [await linkIn(firms[0]?.email ?? '', 'recommendation'), await linkIn(firms[1]?.email ?? '', 'recommendation')];
    const visitor = visitorOf(exchange);
    expect(readable((await visitor.get(links[0] ?? '')).text)).toContain(`Czy polecacie organizację ${String(fields['name'])}?`);
    expect((await organisation(fields['name']))?.['membership']).toBe('applied');
    expect((await visitor.post(links[0] ?? '', { answer: 'maybe' })).status).toBe(422);
    for (const [link, answer] of [[links[0], 'no'], [links[0], 'yes'], [links[1], 'yes']] as const) {
      expect((await visitor.post(link ?? '', { answer, note: 'Robiliśmy razem formy.' })).status).toBe(200);
    }
    expect((await organisation(fields['name']))?.['membership']).toBe('recommended');
    const id = await applicationOf(fields['name']);
    const seen = readable((await office.get(`/office/applications/${id}`)).text);
    expect(seen.match(/ poleca /g)).toHaveLength(2);
    expect(seen).toContain('Robiliśmy razem formy.');
    await exchange.runJobs();
    expect((await mailsTo('joanna.wrzos@klaster-zakole.example')).some(({ subject }) => subject === `${String(fields['name'])} ma dwa polecenia`)).toBe(true);
    await office.post(`/office/applications/${id}/approval`, { checks: 'register' });
    expect((await visitor.post(links[0] ?? '', { answer: 'no' })).status).toBe(410);
    expect((await visitorOf(exchange).get(`/recommendation/${'A'.repeat(46)}`)).status).toBe(404);
  });

  test.each([
    ['has left the member', `DELETE FROM membership WHERE organisation_id = $1 AND person_id = $2`, `INSERT INTO membership (organisation_id, person_id, role, created_at) VALUES ($1, $2, 'organisation-admin', now())`],
    ['is disabled', `UPDATE person SET state = 'disabled' WHERE id = $2 AND $1::uuid IS NOT NULL`, `UPDATE person SET state = 'active' WHERE id = $2 AND $1::uuid IS NOT NULL`],
  ])('are not given by somebody who %s after the mail', async (_, away, back) => {
    const [asked] = await exchange.query<{ id: string; person: string; email: string }>(`
      SELECT o.id, p.id AS person, p.email FROM organisation o JOIN membership m ON m.organisation_id = o.id JOIN person p ON p.id = m.person_id
      WHERE o.membership = 'approved' AND o.kind = 'firm' ORDER BY o.id DESC, p.email LIMIT 1`);
    const fields = fresh({ recommender1: asked?.id ?? '' });
    await confirmed(fields);
    const link = await linkIn(asked?.email ?? '', 'recommendation');
    const visitor = visitorOf(exchange);
    expect((await visitor.get(link)).status).toBe(200);
    await exchange.query(away, [asked?.id, asked?.person]);
    expect([(await visitor.get(link)).status, (await visitor.post(link, { answer: 'yes' })).status]).toEqual([404, 404]);
    expect(await exchange.query(`SELECT FROM recommendation WHERE application_id = $1 AND answer IS NOT NULL`, [await applicationOf(fields['name'])])).toEqual([]);
    await exchange.query(back, [asked?.id, asked?.person]);
    expect((await visitor.post(link, { answer: 'yes' })).status).toBe(200);
  });

  test('in ordinary times an admission without them needs a reason; in a crisis it does not', async () => {
    const administrator = await signedIn(exchange, ROLES.administrator);
    expect((await office.get('/office/mode')).status).toBe(404);
    expect((await administrator.post('/office/mode', { mode: 'party' })).status).toBe(422);
    expect((await administrator.post('/office/mode', { mode: 'ordinary' })).status).toBe(303);
    const fields = fresh();
    await confirmed(fields);
    const id = await applicationOf(fields['name']);
    const answer = await office.post(`/office/applications/${id}/approval`, { checks: 'register' });
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(/id="checks"[^>]*|checked/);
    expect((await office.post(`/office/applications/${id}/approval`, { checks: 'register', reason: 'Szpital powiatowy, znany.' })).status).toBe(303);
    expect(await exchange.query('SELECT reason FROM application WHERE id = $1', [id])).toEqual([{ reason: 'Szpital powiatowy, znany.' }]);
    await administrator.post('/office/mode', { mode: 'crisis' });
  });
});

test('only the office sees an application, and none that nobody confirmed', async () => {
  const fields = fresh();
  await confirmed(fields);
  const id = await applicationOf(fields['name']);
  for (const reader of [await signedIn(exchange, ROLES.member), await signInAs(String(fields['email']))]) expect((await reader.get(`/office/applications/${id}`)).status).toBe(404);
  const open = fresh();
  await apply(open);
  const [row] = await exchange.query<{ id: string }>('SELECT id FROM application WHERE email = $1', [open['email']]);
  expect((await office.get(`/office/applications/${row?.id}`)).status).toBe(404);
  expect((await office.post(`/office/applications/${row?.id}/approval`, { checks: 'register' })).status).toBe(404);
});
