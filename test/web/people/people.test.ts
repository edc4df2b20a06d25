import { DEMO_PASSWORD } from '../../../src/features/seeding/index.ts';
import { startExchange, type TestExchange } from '../../support/exchange.ts';
import { mailedLink, mailsTo } from '../../support/mails.ts';
import { CLINIC, encoded, readable, ROLES, signedIn, visitorOf, type Reader } from '../../support/reader.ts';
import { workOf } from '../../support/work.ts';

let exchange: TestExchange;
let firm: string;
let admin: Reader;
const ADMIN = ROLES['organisation-admin'];
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  const [row] = await exchange.query<{ id: string }>(
    `SELECT m.organisation_id AS id FROM membership m JOIN person p ON p.id = m.person_id WHERE p.email = $1`, [ADMIN]);
  firm = row?.id ?? '';
  admin = await signedIn(exchange, ADMIN);
}, 90_000);
afterAll(() => exchange.close());

const people = () => `/organisations/${firm}/people`;
const inviteTo = (reader: Reader, email: string, role = 'editor') => reader.post(`/organisations/${firm}/invitations`, { email, role, language: 'pl' });
const idOf = async (email: string) => (await exchange.query<{ id: string }>(`SELECT id FROM person WHERE email = $1`, [email]))[0]?.id ?? '';
const rolesIn = (organisation: string) => exchange.query<{ email: string; role: string }>(
  `SELECT p.email, m.role FROM membership m JOIN person p ON p.id = m.person_id WHERE m.organisation_id = $1 ORDER BY p.email`, [organisation]);
const NEW = 'kubek herbaty o świcie';

describe('an invitation', () => {
  test('to somebody new: a name and a password, and they are in', async () => {
    const answer = await inviteTo(admin, 'Nowa.Osoba@Prosta-Folia.example');
    expect([answer.status, answer.headers['location']]).toEqual([303, people()]);
    expect(readable((await admin.get(people())).text)).toContain('nowa.osoba@prosta-folia.example');
    const link = await mailedLink(exchange, 'nowa.osoba@prosta-folia.example', 'invitations');
    const guest = visitorOf(exchange);
    const shown = await guest.get(link);
    expect(shown.status).toBe(200);
    expect(await exchange.query(`SELECT 1 FROM person WHERE email LIKE 'nowa.osoba@%'`)).toEqual([]);
    const wrong = await guest.post(link, { name: 'N', language: 'pl', password: 'krótkie' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('href="#name"');
    expect(wrong.text).toContain('href="#password"');
    const done = await guest.post(link, { name: 'Nowa Osoba', language: 'pl', password: NEW });
    expect([done.status, done.headers['location']]).toEqual([303, '/sign-in']);
    expect((await guest.post('/sign-in', { email: 'nowa.osoba@prosta-folia.example', password: NEW })).headers['location']).toBe('/dashboard');
    expect(await rolesIn(firm)).toContainEqual({ email: 'nowa.osoba@prosta-folia.example', role: 'editor' });
    expect((await visitorOf(exchange).get(link)).status).toBe(410);
    expect((await mailsTo(exchange, ADMIN)).map(({ subject }) => subject).join()).toContain('Nowa Osoba dołącza do organizacji');
  });

  test('to somebody with an account: one press after signing in, and the switch is there', async () => {
    await inviteTo(admin, CLINIC, 'organisation-admin');
    const link = await mailedLink(exchange, CLINIC, 'invitations');
    const visitor = visitorOf(exchange);
    expect(readable((await visitor.get(link)).text)).toContain('Masz już konto');
    // The link alone changes nothing: neither the account nor its password.
    expect((await visitor.post(link, { name: 'Zły', language: 'pl', password: NEW })).headers['location']).toBe(`/sign-in?next=${encodeURIComponent(link)}`);
    const nurse = await signedIn(exchange, CLINIC);
    const stranger = await signedIn(exchange, ROLES.member);
    expect((await stranger.post(link)).status).toBe(403);
    expect((await nurse.post(link)).headers['location']).toBe('/dashboard');
    expect(readable((await nurse.get('/dashboard')).text)).toContain('Prosta Folia');
    expect(await rolesIn(firm)).toContainEqual({ email: CLINIC, role: 'organisation-admin' });
    expect((await nurse.get('/account')).text).toContain('action="/acting-for"');
  });

  test('is the same for an address with an account and one without: page and work', async () => {
    const seen = [];
    for (const email of ['joanna.wrzos@klaster-zakole.example', 'nobody@nowhere.example']) {
      const body = encoded({ _csrf: await admin.token(), email, role: 'editor', language: 'pl' });
      let answer = await admin.get('/about');
      const { statements } = await workOf(async () => {
        answer = await admin.postRaw(`/organisations/${firm}/invitations`, body);
      });
      const page = readable((await admin.get(people())).text).includes(`Wysłaliśmy zaproszenie na adres ${email}`);
      seen.push(JSON.stringify([answer.status, answer.headers['location'], page, statements]));
    }
    expect(seen[0]).toBe(seen[1]);
  });

  test('that is withdrawn, replaced or too old works no more', async () => {
    const email = 'ktos@nowhere.example';
    await inviteTo(admin, email);
    const first = await mailedLink(exchange, email, 'invitations');
    await exchange.query('DELETE FROM mailbox WHERE to_address = $1', [email]);
    await inviteTo(admin, email);
    const second = await mailedLink(exchange, email, 'invitations');
    expect([(await visitorOf(exchange).get(first)).status, (await visitorOf(exchange).get(second)).status]).toEqual([410, 200]);
    const withdrawal = new RegExp(`>ktos@nowhere[\\s\\S]*?action="(/organisations/${firm}/invitations/[^"]*)"`).exec((await admin.get(people())).text)?.[1] ?? '';
    expect((await admin.post(withdrawal)).status).toBe(303);
    expect((await admin.post(withdrawal)).status).toBe(404);
    expect((await visitorOf(exchange).post(second, { name: 'Ktoś Inny', language: 'pl', password: NEW })).status).toBe(410);
    await inviteTo(admin, email);
    await exchange.query(`UPDATE invitation SET expires_at = now() - interval '1 minute' WHERE email = $1`, [email]);
    expect(readable((await admin.get(people())).text)).toContain('wygasło');
  });

  const odd: [string, string][] = [
    ['an array', 'email=a%40b.pl&email=c%40d.pl&role=editor&language=pl'], ['a list', encoded({ email: 'a@b.pl, c@d.pl', role: 'editor', language: 'pl' })],
    ['a line break', encoded({ email: 'a@b.pl\r\nBcc: c@d.pl', role: 'editor', language: 'pl' })], ['an unknown role', encoded({ email: 'a@b.pl', role: 'administrator', language: 'pl' })],
    ['a look-alike', encoded({ email: 'аnna@b.pl', role: 'editor', language: 'pl' })], ['nothing', ''], ['10 kB', encoded({ email: `${'a'.repeat(10_000)}@b.pl`, role: 'editor', language: 'pl' })],
  ];
  test.each(odd)('with %s: 422, and nobody is written to', async (_, body) => {
    const before = await exchange.query(`SELECT 1 FROM invitation`);
    const answer = await admin.postRaw(`/organisations/${firm}/invitations`, `_csrf=${encodeURIComponent(await admin.token())}&${body}`);
    expect(answer.status).toBe(422);
    expect(await exchange.query(`SELECT 1 FROM invitation`)).toHaveLength(before.length);
  });
});

describe('roles', () => {
  test('an editor sees the people and changes nothing; a foreign organisation is absent', async () => {
    const editor = visitorOf(exchange);
    await editor.post('/sign-in', { email: 'nowa.osoba@prosta-folia.example', password: NEW });
    const shown = await editor.get(people());
    expect(shown.status).toBe(200);
    expect(shown.text).not.toContain('/invitations"');
    const token = /name="_csrf" value="([^"]*)"/.exec(shown.text)?.[1] ?? '';
    const post = (path: string, fields = {}) => editor.postRaw(path, encoded({ _csrf: token, ...fields }));
    expect((await post(`/organisations/${firm}/invitations`, { email: 'x@y.pl', role: 'editor', language: 'pl' })).status).toBe(403);
    expect((await post(`/organisations/${firm}/people/${await idOf(ADMIN)}/removal`)).status).toBe(403);
    expect((await post(`/organisations/${firm}/people/${await idOf('nowa.osoba@prosta-folia.example')}/role`, { role: 'organisation-admin' })).status).toBe(403);
    const stranger = await signedIn(exchange, ROLES.member);
    expect((await stranger.get(people())).status).toBe(404);
    expect((await stranger.post(`/organisations/${firm}/people/${await idOf(ADMIN)}/removal`)).status).toBe(404);
  });

  test('the last admin neither leaves nor is demoted; two who demote each other at once leave one', async () => {
    const [own, other] = [await idOf(ADMIN), await idOf(CLINIC)];
    const nurse = await signedIn(exchange, CLINIC);
    const demote = (reader: Reader, id: string) => reader.post(`/organisations/${firm}/people/${id}/role`, { role: 'editor' });
    await Promise.all([demote(admin, other), demote(nurse, own)]);
    const left = (await rolesIn(firm)).filter(({ role }) => role === 'organisation-admin');
    expect(left).toHaveLength(1);
    const last = left[0]?.email === ADMIN ? admin : nurse;
    const lastId = left[0]?.email === ADMIN ? own : other;
    await demote(last, lastId);
    await last.post(`/organisations/${firm}/leaving`);
    await last.post(`/organisations/${firm}/people/${lastId}/removal`);
    expect((await rolesIn(firm)).filter(({ role }) => role === 'organisation-admin')).toHaveLength(1);
    expect(readable((await last.get(people())).text)).toContain('przynajmniej jednego administratora');
    await exchange.query(`UPDATE membership SET role = 'organisation-admin' WHERE organisation_id = $1 AND person_id = $2`, [firm, own]);
    await exchange.query(`UPDATE membership SET role = 'editor' WHERE organisation_id = $1 AND person_id = $2`, [firm, other]);
  });

  test('a colleague is removed, told, and out of the organisation at once; another leaves', async () => {
    const nurse = await signedIn(exchange, CLINIC);
    await nurse.post('/acting-for', { organisation: firm });
    const removed = await admin.post(`/organisations/${firm}/people/${await idOf(CLINIC)}/removal`);
    expect(removed.headers['location']).toBe(people());
    expect((await nurse.get(people())).status).toBe(404);
    expect(readable((await nurse.get('/dashboard')).text)).toContain('Przychodnia Żółty Parasol');
    expect((await mailsTo(exchange, CLINIC)).map(({ subject }) => subject).join()).toContain('Nie działasz już w imieniu organizacji');
    const leaver = visitorOf(exchange);
    await leaver.post('/sign-in', { email: 'nowa.osoba@prosta-folia.example', password: NEW });
    const token = /name="_csrf" value="([^"]*)"/.exec((await leaver.get('/account')).text)?.[1] ?? '';
    expect((await leaver.postRaw(`/organisations/${firm}/leaving`, encoded({ _csrf: token }))).headers['location']).toBe('/account');
    expect((await rolesIn(firm)).map(({ email }) => email)).toEqual([ADMIN]);
  });

  test('the office does it on behalf, which is recorded', async () => {
    const office = await signedIn(exchange, ROLES.coordinator);
    expect((await inviteTo(office, 'ktos@prosta-folia.example')).status).toBe(303);
    const rows = await exchange.query<{ onBehalf: boolean }>(`SELECT on_behalf AS "onBehalf" FROM activity WHERE action = 'people.invited' ORDER BY id DESC LIMIT 1`);
    expect(rows).toEqual([{ onBehalf: true }]);
  });
});

describe('the administrator', () => {
  let administrator: Reader;
  beforeAll(async () => {
    administrator = await signedIn(exchange, ROLES.administrator);
  });

  test.each([['lipka', 'Agnieszka Lipka'], ['prosta-folia', 'Robert Jaskółka'], ['Przychodnia', 'Agnieszka Lipka'], ['%', 'Nikogo nie znaleźliśmy'], ['qwxz', 'Nikogo nie znaleźliśmy']])('searching %s finds %s', async (q, found) => {
    expect(readable((await administrator.get(`/office/people?q=${encodeURIComponent(q)}`)).text)).toContain(found);
  });

  test('disables an account with a reason: its sessions end at once, the password works no more, until it is enabled', async () => {
    const member = await signedIn(exchange, ROLES.member);
    const id = await idOf(ROLES.member);
    expect((await administrator.post(`/office/people/${id}/disabling`, { reason: '' })).status).toBe(422);
    expect((await administrator.post(`/office/people/${id}/disabling`, { reason: 'Konto przejęte' })).headers['location']).toBe(`/office/people/${id}`);
    expect((await member.get('/dashboard')).status).toBe(303);
    expect((await visitorOf(exchange).post('/sign-in', { email: ROLES.member, password: DEMO_PASSWORD })).status).toBe(422);
    expect(readable((await administrator.get(`/office/people/${id}`)).text)).toContain('Konto przejęte');
    expect((await mailsTo(exchange, ROLES.member)).map(({ subject }) => subject)).toContain('Twoje konto zostało zablokowane');
    expect((await administrator.post(`/office/people/${id}/enabling`, { reason: 'Wyjaśnione' })).status).toBe(303);
    expect((await administrator.post(`/office/people/${id}/enabling`, { reason: 'Pomyłka' })).status).toBe(409);
    await expect(signedIn(exchange, ROLES.member)).resolves.toBeDefined();
    expect((await member.get('/dashboard')).status).toBe(303);
  });

  test('of two administrators the second is told that somebody was first; who presses twice is told the same twice', async () => {
    const id = await idOf(ROLES.unapproved);
    const path = `/office/people/${id}/disabling`;
    const other = await signedIn(exchange, ROLES.administrator);
    await exchange.query(`UPDATE person SET office_role = 'administrator' WHERE email = $1`, [ROLES.coordinator]);
    const second = await signedIn(exchange, ROLES.coordinator);
    expect([(await administrator.post(path, { reason: 'Konto przejęte' })).status, (await other.post(path, { reason: 'Konto przejęte' })).status]).toEqual([303, 303]);
    const late = await second.post(path, { reason: 'Nie pracuje już w przychodni' });
    expect(late.status).toBe(409);
    for (const told of ['To konto jest już zablokowane', 'Konto przejęte', 'Nie pracuje już w przychodni']) expect(readable(late.text)).toContain(told);
    expect(await exchange.query(`SELECT data->>'reason' AS reason FROM activity WHERE action = 'person.disabled' AND data->>'personId' = $1`, [id]))
      .toEqual([{ reason: 'Konto przejęte' }]);
    await exchange.query(`UPDATE person SET office_role = 'coordinator' WHERE email = $1`, [ROLES.coordinator]);
    await administrator.post(`/office/people/${id}/enabling`, { reason: 'Wyjaśnione' });
  });

  test('takes codes off for who lost the phone: sessions end, a short password goes, the person is told', async () => {
    const member = await signedIn(exchange, ROLES.unapproved);
    const id = await idOf(ROLES.unapproved);
    await exchange.query(`INSERT INTO code_generator (person_id, secret_sealed, created_at, confirmed_at) VALUES ($1, 'x', now(), now())`, [id]);
    await exchange.query(`UPDATE person SET password_short = true WHERE id = $1`, [id]);
    expect((await administrator.post(`/office/people/${id}/codes-removal`, { reason: '' })).status).toBe(422);
    expect((await administrator.post(`/office/people/${id}/codes-removal`, { reason: 'Telefon w Wiśle' })).status).toBe(303);
    expect(await exchange.query('SELECT 1 FROM code_generator')).toEqual([]);
    expect((await member.get('/dashboard')).status).toBe(303);
    expect((await visitorOf(exchange).post('/sign-in', { email: ROLES.unapproved, password: DEMO_PASSWORD })).status).toBe(422);
    const link = await mailedLink(exchange, ROLES.unapproved, 'new-password');
    expect((await visitorOf(exchange).post(link, { password: NEW })).status).toBe(303);
    expect((await administrator.post(`/office/people/${await idOf(ROLES.administrator)}/codes-removal`, { reason: 'własne' })).status).toBe(409);
    expect(readable((await administrator.get(`/office/people/${await idOf(ROLES.administrator)}`)).text)).not.toContain('Administrator wyłączył kody');
  });

  test('gives and takes roles of the office; not from oneself, not the last one', async () => {
    const id = await idOf(ROLES.member);
    await administrator.post(`/office/people/${id}/role`, { role: 'coordinator', reason: 'Nowa w biurze' });
    const coordinator = await signedIn(exchange, ROLES.member);
    expect((await coordinator.get('/office')).status).toBe(200);
    expect((await coordinator.get('/office/people')).status).toBe(404);
    await administrator.post(`/office/people/${id}/role`, { role: 'none', reason: 'Już nie' });
    expect((await coordinator.get('/office')).status).toBe(303);
    expect((await (await signedIn(exchange, ROLES.member)).get('/office')).status).toBe(404);
    const own = await idOf(ROLES.administrator);
    for (const [what, fields] of [['role', { role: 'none', reason: 'x x x' }], ['disabling', { reason: 'x x x' }]] as const) {
      const answer = await administrator.post(`/office/people/${own}/${what}`, fields);
      const text = readable(answer.text);
      expect([what, answer.status, text.includes('Tego nie można zrobić z własnym kontem'), text.includes('x x x')]).toEqual([what, 409, true, true]);
    }
    expect((await administrator.get('/office/people')).status).toBe(200);
  });

  test.each(['x', crypto.randomUUID(), '%00'])('no such person: %s', async (id) => {
    expect([400, 404]).toContain((await administrator.get(`/office/people/${id}`)).status);
    expect([400, 404]).toContain((await administrator.post(`/office/people/${id}/disabling`, { reason: 'abc' })).status);
  });
});
