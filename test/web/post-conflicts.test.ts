import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, filledForm, readable, signedIn, type Reader } from '../support/reader.ts';

let exchange: TestExchange;
let nurse: Reader;
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  nurse = await signedIn(exchange, CLINIC);
}, 90_000);
afterAll(() => exchange.close());

const NEED = {
  kind: 'need', title: 'Termometry bezdotykowe', description: 'Na podczerwień.', quantity: '12', unit: 'szt', town: 'Bydgoszcz', visibility: 'public', acceptsPart: 'yes',
  smallestPart: '3', stockDays: '4', urgent: 'yes',
};
const made = async () => (await nurse.post('/posts', { ...NEED, submissionKey: crypto.randomUUID(), intent: 'publish' })).headers['location'] ?? '';
const stored = async (location: string) => (await exchange.query<Record<string, unknown>>('SELECT * FROM post WHERE id = $1', [location.split('/').at(-1)]))[0] ?? {};

describe('two who change one post', () => {
  test('the slower of two gets both texts and keeps what was typed', async () => {
    const path = await made();
    const form = filledForm((await nurse.get(`${path}/edit`)).text, `${path}/edit`);
    delete form['_csrf'];
    const colleague = await signedIn(exchange, CLINIC);
    expect((await colleague.post(`${path}/edit`, { ...form, description: 'Wersja koleżanki' })).status).toBe(303);
    const late = await nurse.post(`${path}/edit`, { ...form, description: 'Moja wersja' });
    expect(late.status).toBe(409);
    expect(readable(late.text)).toContain('Wersja koleżanki');
    expect(readable(late.text)).toContain('Moja wersja');
    const again = filledForm(late.text, `${path}/edit`);
    delete again['_csrf'];
    expect(again).toMatchObject({ description: 'Moja wersja', version: '2' });
    expect(await stored(path)).toMatchObject({ description: 'Wersja koleżanki' });
    expect((await nurse.post(`${path}/edit`, again)).status).toBe(303);
    expect(await stored(path)).toMatchObject({ description: 'Moja wersja', version: 3 });
  });

  test('is shown every field that differs, in words, and none that does not', async () => {
    const path = await made();
    const form = filledForm((await nurse.get(`${path}/edit`)).text, `${path}/edit`);
    delete form['_csrf'];
    const colleague = await signedIn(exchange, CLINIC);
    const changed = { ...form, visibility: 'members', acceptsPart: 'no', smallestPart: '', urgent: '', stockDays: '9' };
    expect((await colleague.post(`${path}/edit`, changed)).status).toBe(303);
    const late = await nurse.post(`${path}/edit`, { ...form, description: 'Moja wersja' });
    const rows = [...late.text.matchAll(/<tr><th class="govuk-table__header" scope="row">([^<]*)<\/th>([\s\S]*?)<\/tr>/g)];
    expect(Object.fromEntries(rows.map(([, label = '', cells = '']) => [readable(label), readable(cells).trim()]))).toEqual({
      Opis: expect.stringContaining('Moja wersja'), 'Kto zobaczy ogłoszenie': 'wszyscy tylko członkowie giełdy', Pilne: 'tak nie',
      'Dostawa w częściach': expect.stringMatching(/^tak, .* nie, tylko całość/), 'Na ile dni wystarczą zapasy': '4 9', 'Najmniejsza część': '3',
    });
  });

  test('two at the same moment: one wins', async () => {
    const path = await made();
    const form = filledForm((await nurse.get(`${path}/edit`)).text, `${path}/edit`);
    delete form['_csrf'];
    const answers = await Promise.all(['a', 'b', 'c'].map((description) => nurse.post(`${path}/edit`, { ...form, description })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409]);
  });
});
