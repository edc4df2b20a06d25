import { startExchange, type TestExchange } from '../support/exchange.ts';
import { movableClock } from '../support/movable-clock.ts';
import { filledForm, readable, ROLES, signedIn, visitorOf, type Fields, type Reader } from '../support/reader.ts';
import { pdf, SVG } from '../support/sample-files.ts';

let exchange: TestExchange;
let admin: Reader;
let office: Reader;
let own: string;
let other: string;
const clock = movableClock();
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo', clock });
  await signIn();
  const id = async (name: string) => (await exchange.query<{ id: string }>('SELECT id FROM organisation WHERE name = $1', [name]))[0]?.id ?? 'none';
  own = await id('Prosta Folia');
  other = (await exchange.query<{ id: string }>(`SELECT id FROM organisation WHERE name LIKE 'Wtryskownia Ciepły%'`))[0]?.id ?? 'none';
  if (own === 'none') own = (await exchange.query<{ id: string }>(`SELECT o.id FROM organisation o JOIN membership m ON m.organisation_id = o.id JOIN person p ON p.id = m.person_id WHERE p.email = $1`, [ROLES['organisation-admin']]))[0]?.id ?? 'none';
}, 120_000);
afterAll(() => exchange.close());

async function signIn(): Promise<void> {
  admin = await signedIn(exchange, ROLES['organisation-admin']);
  office = await signedIn(exchange, ROLES.coordinator);
}
const row = async () => (await exchange.query<Record<string, unknown>>('SELECT * FROM organisation WHERE id = $1', [own]))[0] ?? {};
const edit = () => `/organisations/${own}/edit`;
/** The form as the page fills it in, with the ticked capabilities and lines as lines. */
async function filled(reader: Reader): Promise<Fields> {
  const { text } = await reader.get(edit());
  const keep = [...text.matchAll(/name="keep"[^>]*value="([^"]+)" checked/g)].map((found) => found[1] ?? '');
  const { machines } = await row();
  return { ...filledForm(text, edit()), keep, machines: (machines as string[]).join('\n') };
}
const mailsAbout = (kind: string) => exchange.query<{ subject: string; body_text: string; to_address: string }>(
  'SELECT subject, body_text, to_address FROM mail WHERE why = $1 ORDER BY created_at', [kind]);

describe('suspension', () => {
  test('suspended: off the board, no posts, no proposals; back, and so are its posts', async () => {
    const titles = async (state: string) => (await exchange.query<{ title: string }>('SELECT title FROM post WHERE organisation_id = $1 AND state = $2 ORDER BY title', [own, state])).map(({ title }) => title);
    const published = await titles('published');
    expect(published.length).toBeGreaterThan(0);
    const [{ id } = { id: '' }] = await exchange.query<{ id: string }>(`SELECT id FROM post WHERE organisation_id = $1 AND state = 'published' LIMIT 1`, [own]);
    expect((await office.post(`/organisations/${own}/suspension`, { reason: '' })).status).toBe(422);
    expect((await office.post(`/organisations/${own}/suspension`, { reason: 'Nie odbierają telefonów.' })).status).toBe(303);
    expect(await titles('held')).toEqual(published);
    expect((await visitorOf(exchange).get(`/posts/${id}`)).status).toBe(404);
    expect((await admin.get(`/posts/${id}`)).status).toBe(200);
    expect((await visitorOf(exchange).get(`/?q=${encodeURIComponent(published[0] ?? '')}`)).text).not.toContain(id);
    const posted = await admin.post('/posts', { kind: 'offer', title: 'Folia mimo wszystko', quantity: '1', unit: 'szt', town: 'Toruń', supplyMode: 'stock', intent: 'publish', submissionKey: crypto.randomUUID() });
    expect(posted.status).toBe(403);
    expect((await mailsAbout('membership.suspended')).at(-1)?.body_text).toContain('Nie odbierają telefonów.');
    expect(readable((await admin.get(`/organisations/${own}/membership`)).text)).toContain('Nie odbierają telefonów.');
    expect((await office.post(`/organisations/${own}/suspension`, { reason: 'x' })).status).toBe(409);
    expect((await office.post(`/organisations/${own}/reinstatement`, {})).status).toBe(422);
    expect((await office.post(`/organisations/${own}/reinstatement`, { checks: 'phone' })).status).toBe(303);
    expect(await titles('published')).toEqual(published);
    expect((await visitorOf(exchange).get(`/posts/${id}`)).status).toBe(200);
  });
});

describe('the profile', () => {
  test('delivery details, machines and new abilities: asked about, confirmed, matched with', async () => {
    const before = await row();
    const fields = { ...(await filled(admin)), can: 'druk 3D\nqwertzuiopą', machines: 'Wytłaczarka do folii 1200 mm', person: 'Anna Nowa', phone: '52 111 22 33', address: 'ul. Prosta 1\nbrama 3', hours: '7–15' };
    const asked = await admin.post(edit(), fields);
    expect(asked.status).toBe(200);
    expect(readable(asked.text)).toContain('Tak rozumiemy nowe wiersze');
    expect((await row())['version']).toBe(before['version']);
    const concepts = [...asked.text.matchAll(/name="concepts" value="([^"]+)" checked/g)].map((found) => found[1] ?? '');
    expect(concepts).toContain('3d-printing');
    expect((await admin.post(edit(), { ...fields, asked: 'yes', concepts: ['3d-printing', 'no-such-thing'] })).status).toBe(303);
    const after = await row();
    expect(after).toMatchObject({
      machines: ['Wytłaczarka do folii 1200 mm'], contact: { person: 'Anna Nowa', phone: '52 111 22 33', address: 'ul. Prosta 1\nbrama 3', hours: '7–15' }, name: before['name'],
    });
    expect(after['capabilities']).toEqual([...(before['capabilities'] as string[]), '3d-printing']);
    const [trace] = await exchange.query<{ data: { changes: Record<string, unknown> } }>(`SELECT data FROM activity WHERE action = 'organisation.changed' ORDER BY id DESC LIMIT 1`);
    expect(JSON.stringify(trace?.data)).not.toContain('Anna Nowa');
  });

  test('its own people cannot change who it is; the office can, and a number that is taken is told at the field', async () => {
    const before = await row();
    await admin.post(edit(), { ...(await filled(admin)), name: 'Inna nazwa', number: '123-456-32-18', kind: 'office' });
    expect(await row()).toMatchObject({ name: before['name'], nip: before['nip'], kind: before['kind'] });
    const [{ nip: taken } = { nip: '' }] = await exchange.query<{ nip: string }>('SELECT nip FROM organisation WHERE id = $1', [other]);
    const answer = await office.post(edit(), { ...(await filled(office)), number: taken });
    expect([answer.status, answer.text.includes('id="number-error"')]).toEqual([422, true]);
    expect((await office.post(edit(), { ...(await filled(office)), name: 'Prosta Folia i Syn' })).status).toBe(303);
    expect((await row())['name']).toBe('Prosta Folia i Syn');
  });

  test('somebody else was faster: both texts, and the second save wins on purpose', async () => {
    const mine = await filled(admin);
    expect((await office.post(edit(), { ...(await filled(office)), hours: '6–14' })).status).toBe(303);
    const answer = await admin.post(edit(), { ...mine, hours: '9–17' });
    expect(answer.status).toBe(409);
    expect(readable(answer.text)).toContain('6–14');
    expect(answer.text).toContain('value="9–17"');
    expect((await admin.post(edit(), { ...(await filled(admin)), hours: '9–17' })).status).toBe(303);
    expect((await row())['contact']).toMatchObject({ hours: '9–17' });
  });

  test.each<[string, string, string]>([
    ['town', 'Pcimierzyce', 'town'], ['website', 'ftp://x.example', 'website'], ['phone', 'abc', 'phone'], ['address', 'x'.repeat(301), 'address'],
    ['hours', 'x'.repeat(121), 'hours'], ['machines', 'x'.repeat(121), 'machines'], ['person', 'x'.repeat(101), 'person'],
  ])('%s = %.12s…: told at the field', async (field, value, at) => {
    const answer = await admin.post(edit(), { ...(await filled(admin)), [field]: value });
    expect([answer.status, answer.text.includes(`id="${at}-error"`)]).toEqual([422, true]);
  });

  test('bent shapes are 4xx and change nothing', async () => {
    const before = await row();
    const token = await admin.token();
    for (const body of ['', 'version[]=1', 'version=99999999999', 'version=%00', 'town=a&town=b', 'keep[x]=1', `machines=${'x'.repeat(150_000)}`]) {
      const { status } = await admin.postRaw(edit(), `_csrf=${token}&${body}`);
      expect([body.slice(0, 20), status >= 400 && status < 500]).toEqual([body.slice(0, 20), true]);
    }
    expect((await row())['version']).toBe(before['version']);
  });

  test('nobody else gets in: another firm, an editor, a visitor', async () => {
    const member = await signedIn(exchange, ROLES.member);
    for (const path of ['edit', 'membership', 'certificates']) {
      expect((await admin.get(`/organisations/${other}/${path}`)).status).toBe(404);
      expect((await member.get(`/organisations/${own}/${path}`)).status).toBe(404);
      expect((await visitorOf(exchange).get(`/organisations/${own}/${path}`)).status).toBe(303);
    }
    expect((await admin.post(`/organisations/${own}/suspension`, { reason: 'x' })).status).toBe(404);
    expect((await admin.post(`/organisations/${other}/confirmation`)).status).toBe(404);
  });
});

describe('certificates', () => {
  const path = () => `/organisations/${own}/certificates`;
  const BOUNDARY = 'b'.repeat(30);
  async function add(fields: Record<string, string>, proof?: [string, Buffer]) {
    const parts: Buffer[] = Object.entries({ _csrf: await admin.token(), ...fields }).map(([name, value]) =>
      Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`));
    if (proof) parts.push(Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="proof"; filename="${proof[0]}"\r\n\r\n`), proof[1], Buffer.from('\r\n'));
    const body = Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]);
    return admin.postRaw(path(), body as unknown as string, { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` });
  }
  const inDays = (days: number) => new Date(clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

  test('with a proof that members open and visitors do not; removed with it', async () => {
    expect((await add({ name: 'EN 14683 typ IIR', validUntil: inDays(200) }, ['skan.pdf', pdf()])).status).toBe(303);
    const page = await admin.get(path());
    expect(readable(page.text)).toContain('EN 14683 typ IIR');
    const href = /href="([^"]+\/file)"/.exec(page.text)?.[1] ?? '';
    const member = await signedIn(exchange, ROLES.member);
    expect((await member.get(href)).headers['content-disposition']).toMatch(/attachment; filename="?skan\.pdf"?/);
    expect((await (await signedIn(exchange, ROLES.unapproved)).get(href)).status).toBe(404);
    expect((await visitorOf(exchange).get(href)).status).toBe(303);
    expect((await admin.post(`${href.replace(/\/file$/, '')}/removal`)).status).toBe(303);
    expect((await member.get(href)).status).toBe(404);
    expect(await exchange.query(`SELECT FROM file WHERE organisation_id = $1`, [own])).toEqual([]);
  });

  test.each<[string, Record<string, string>, Buffer | undefined, string]>([
    ['no name', { name: '', validUntil: '' }, undefined, 'name'], ['over already', { name: 'ISO 1', validUntil: '2020-01-01' }, undefined, 'validUntil'],
    ['no date', { name: 'ISO 1', validUntil: '2026-02-31' }, undefined, 'validUntil'], ['an SVG', { name: 'ISO 1', validUntil: '' }, SVG, 'proof'],
    ['too large', { name: 'ISO 1', validUntil: '' }, pdf('x'.repeat(10_000_001)), 'proof'],
  ])('%s: told at the field, with what was typed', async (_, fields, proof, at) => {
    const answer = await add(fields, proof && ['a.pdf', proof]);
    expect([answer.status, answer.text.includes(`id="${at}-error"`)]).toEqual([422, true]);
    expect(answer.text).toContain(`value="${fields['name']}"`);
  });

  test('reminded 30 and 7 days before the end, each once', async () => {
    await exchange.query('DELETE FROM certificate');
    await add({ name: 'ISO 13485', validUntil: inDays(45) });
    const remind = exchange.exchange.handlers['remind-certificates'];
    const count = async () => { await remind?.({}); await remind?.({}); return (await mailsAbout('membership.certificate-ends')).filter(({ to_address: to }) => to === ROLES['organisation-admin']).length; };
    expect(await count()).toBe(0);
    clock.pass(20 * 86_400_000);
    expect(await count()).toBe(1);
    clock.pass(20 * 86_400_000);
    expect(await count()).toBe(2);
    clock.pass(20 * 86_400_000);
    expect(await count()).toBe(2);
    expect((await mailsAbout('membership.certificate-ends'))[0]?.subject).toContain('ISO 13485');
    await signIn();
  });
});

describe('a member of standing', () => {
  test('asked once a year, answers with one press from the mail; not asked again', async () => {
    const ask = exchange.exchange.handlers['ask-to-confirm'];
    await exchange.query(`UPDATE organisation SET confirmed_at = $2, confirmation_asked_at = NULL WHERE id = $1`, [own, new Date(clock.now().getTime() - 366 * 86_400_000)]);
    await ask?.({});
    await ask?.({});
    await exchange.runJobs();
    const mails = (await exchange.query<{ body_text: string }>(`SELECT body_text FROM mailbox WHERE to_address = $1 AND body_text LIKE '%/profile-confirmation/%'`, [ROLES['organisation-admin']]));
    expect(mails).toHaveLength(1);
    const link = /\/profile-confirmation\/[\w-]{46}/.exec(mails[0]?.body_text ?? '')?.[0] ?? '';
    const visitor = visitorOf(exchange);
    expect(readable((await visitor.get(link)).text)).toContain('Tak, wszystko się zgadza');
    const before = await row();
    await exchange.query(`UPDATE person SET state = 'disabled' WHERE email = $1`, [ROLES['organisation-admin']]);
    expect([(await visitor.get(link)).status, (await visitor.post(link)).status]).toEqual([404, 404]);
    expect((await row())['confirmed_at']).toEqual(before['confirmed_at']);
    await exchange.query(`UPDATE person SET state = 'active' WHERE email = $1`, [ROLES['organisation-admin']]);
    expect((await visitor.post(link)).status).toBe(200);
    const after = await row();
    expect((after['confirmed_at'] as Date).getTime()).toBeGreaterThan((before['confirmed_at'] as Date).getTime());
    await ask?.({});
    expect((await mailsAbout('membership.confirm-profile')).filter(({ to_address: to }) => to === ROLES['organisation-admin'])).toHaveLength(1);
    expect(readable((await admin.get(`/organisations/${own}/membership`)).text)).toContain('Dane potwierdzone przez organizację');
  });
});
