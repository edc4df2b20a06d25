import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, filledForm, readable, signedIn, type Reader } from '../support/reader.ts';

/** Whatever stands against a post, what was typed is still in the form. */
let exchange: TestExchange;
let nurse: Reader;
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  nurse = await signedIn(exchange, CLINIC);
}, 90_000);
afterAll(() => exchange.close());

const NEED = { kind: 'need', title: 'Stojaki', description: 'Na kółkach.', quantity: '12', unit: 'szt', town: 'Bydgoszcz', visibility: 'public', intent: 'publish' };
const key = () => crypto.randomUUID();
const made = async () => (await nurse.post('/posts', { ...NEED, submissionKey: key() })).headers['location'] ?? '';
const suspended = async (ask: () => Promise<unknown>) => {
  const clinic = `id = (SELECT organisation_id FROM membership m JOIN person p ON p.id = m.person_id WHERE p.email = '${CLINIC}')`;
  await exchange.query(`UPDATE organisation SET membership = 'suspended' WHERE ${clinic}`);
  await ask();
  await exchange.query(`UPDATE organisation SET membership = 'approved' WHERE ${clinic}`);
};

describe('a new post', () => {
  test('under a used key: the form with the text and the way to the first; sent again it is a second one', async () => {
    const submissionKey = key();
    const first = await nurse.post('/posts', { ...NEED, submissionKey });
    const answer = await nurse.post('/posts', { ...NEED, description: 'Na czterech kółkach.', quantity: '13', submissionKey });
    expect(answer.status).toBe(409);
    expect(readable(answer.text)).toContain('Z tego formularza powstało już ogłoszenie');
    expect(answer.text).toContain(`href="${String(first.headers['location'])}"`);
    const again = filledForm(answer.text, '/posts');
    expect(again).toMatchObject({ title: 'Stojaki', description: 'Na czterech kółkach.', quantity: '13' });
    const second = await nurse.post('/posts', { ...again, intent: 'publish' });
    expect(second.status).toBe(303);
    expect(second.headers['location']).not.toBe(first.headers['location']);
  });

  test('keeps everything that was ticked, or says that it is too much', async () => {
    const [firm] = await exchange.query<{ id: string }>(`SELECT id FROM organisation WHERE kind = 'firm' LIMIT 1`);
    const chosen = (others: number) => nurse.post('/posts', { ...NEED, submissionKey: key(), visibility: 'chosen', audience: [...Array.from({ length: others }, key), firm?.id ?? ''] });
    const path = (await chosen(60)).headers['location'] ?? '';
    expect(await exchange.query('SELECT organisation_id AS id FROM post_audience WHERE post_id = $1', [path.split('/').at(-1)])).toEqual([firm]);
    const tooMany = await chosen(600);
    expect([tooMany.status, readable(tooMany.text)]).toEqual([413, expect.stringContaining('Przesłane dane są zbyt duże')]);
  });

  test('of an organisation that may not post', () => suspended(async () => {
    const answer = await nurse.post('/posts', { ...NEED, submissionKey: key() });
    expect(answer.status).toBe(403);
    expect(readable(answer.text)).toContain('nie może teraz dodawać ogłoszeń');
    expect(filledForm(answer.text, '/posts')).toMatchObject({ title: 'Stojaki', description: 'Na kółkach.' });
  }));
});

describe('an edited post', () => {
  test('that asks for less than was promised is told how much that is', async () => {
    const [need] = await exchange.query<{ id: string; email: string }>(
      `SELECT n.id, p.email FROM commitment c JOIN post n ON n.id = c.need_id JOIN membership m ON m.organisation_id = n.organisation_id
         JOIN person p ON p.id = m.person_id WHERE c.state = 'accepted' AND n.state = 'published' LIMIT 1`);
    if (!need) throw new Error('no need with an agreed delivery');
    await exchange.query(`UPDATE commitment SET quantity = 2500, unit = 'szt' WHERE need_id = $1 AND state = 'accepted'`, [need.id]);
    await exchange.query(`UPDATE post SET quantity = 900000, unit = 'szt' WHERE id = $1`, [need.id]);
    const path = `/posts/${need.id}`;
    const owner = await signedIn(exchange, need.email);
    const form = filledForm((await owner.get(`${path}/edit`)).text, `${path}/edit`);
    const answer = await owner.post(`${path}/edit`, { ...form, quantity: '1' });
    expect(answer.status).toBe(422);
    expect(readable(answer.text)).toMatch(/Mniej podać nie można, bo obiecano już: \d[\d ]* 500 szt\./);
    expect(answer.text).not.toMatch(/NaN|\.\.(?=\s|<)/);
  });

  const edited = { ...NEED, description: 'Długo pisany opis.', version: '1' };
  test.each([['edit', '2'], ['edit', '1'], ['edit/preview', '1']])('that ended meanwhile (%s, read in version %s)', async (way, version) => {
    const path = await made();
    expect((await nurse.post(`${path}/withdrawal`, { reason: 'Mamy' })).status).toBe(303);
    const answer = await nurse.post(`${path}/${way}`, { ...edited, version });
    expect(answer.status).toBe(409);
    expect(readable(answer.text)).toContain('zostało wycofane');
    expect(filledForm(answer.text, `${path}/edit`)).toMatchObject({ description: 'Długo pisany opis.' });
    expect(answer.text).toContain(`<li><a href="${path}">`);
  });

  test('that has ended has no form: its page says so', async () => {
    const path = await made();
    await nurse.post(`${path}/withdrawal`, { reason: 'Mamy' });
    const answer = await nurse.get(`${path}/edit`);
    expect([answer.status, answer.headers['location']]).toEqual([303, path]);
    expect(readable((await nurse.get(path)).text)).toContain('Tego ogłoszenia nie można już zmienić: zostało wycofane.');
  });

  test('of an organisation that may not post', async () => {
    const path = await made();
    await suspended(async () => {
      const answer = await nurse.post(`${path}/edit`, edited);
      expect(answer.status).toBe(403);
      expect(filledForm(answer.text, `${path}/edit`)).toMatchObject({ description: 'Długo pisany opis.' });
    });
  });
});
