import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, filledForm, readable, ROLES, signedIn, visitorOf, type Reader } from '../support/reader.ts';
import { pdf, pictureOf } from '../support/sample-files.ts';
import { sendFiles } from '../support/send-files.ts';

let exchange: TestExchange;
let nurse: Reader;
let chosen: { id: string; name: string };
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  nurse = await signedIn(exchange, CLINIC);
  const [found] = await exchange.query<{ id: string; name: string }>(`SELECT id, name FROM organisation WHERE name LIKE '%Prosta Folia'`);
  chosen = found ?? { id: '', name: '' };
}, 90_000);
afterAll(() => exchange.close());

const NEED = { kind: 'need', title: 'Stojaki podglądowe', description: 'Na kółkach.', quantity: '12', unit: 'szt', town: 'Bydgoszcz', ward: 'Izba przyjęć' };
const as = async (reader: string, fields: Record<string, string> = {}, by = nurse) => {
  const answer = await by.post('/posts/preview', { ...NEED, submissionKey: crypto.randomUUID(), ...fields, as: reader });
  expect(answer.status).toBe(200);
  return answer.text;
};
/** What is shown of the post, without the page around it. */
const shownIn = (html: string) => /<section class="panel"[\s\S]*<form id="preview"/.exec(html)?.[0] ?? '';

describe('a new post', () => {
  test.each<[string, string, Record<string, boolean>]>([
    ['public', 'public', { 'Stojaki podglądowe': true, 'Na kółkach.': true, 'Izba przyjęć': true, 'obiecano 0': true, 'Możemy dostarczyć': true, 'Zgłoś to ogłoszenie': true, 'Wycofaj': false }],
    ['public', 'member', { 'Stojaki podglądowe': true, 'brakuje 12': true, 'Możemy dostarczyć': true, 'Zgłoś to ogłoszenie': true, 'Wycofaj': false }],
    ['public', 'owner', { 'Stojaki podglądowe': true, 'Możemy dostarczyć': false, 'Wycofaj': true, 'Zgłoś to ogłoszenie': false }],
    ['members', 'member', { 'Stojaki podglądowe': true, 'Możemy dostarczyć': true }],
    ['members', 'owner', { 'Stojaki podglądowe': true, 'Wycofaj': true }],
    ['members', 'public', {}],
    ['chosen', 'public', {}],
    ['chosen', 'member', { 'Stojaki podglądowe': true, 'Możemy dostarczyć': true }],
  ])('for %s, seen as %s', async (visibility, reader, words) => {
    const html = await as(reader, { visibility, ...(visibility === 'chosen' ? { audience: chosen.id } : {}) });
    const text = readable(shownIn(html));
    for (const [word, there] of Object.entries(words)) expect([word, text.includes(word)]).toEqual([word, there]);
    if (Object.keys(words).length === 0) {
      expect(shownIn(html)).toBe('');
      expect(readable(html)).toContain('Osoby niezalogowane nie zobaczą tego ogłoszenia');
      expect(readable(html)).not.toContain('Na kółkach.');
    }
    expect(html).toMatch(new RegExp(`value="${reader}" aria-current="true"`));
  });

  test('what is for chosen organisations says for whom', async () => {
    expect(readable(await as('member', { visibility: 'chosen', audience: chosen.id }))).toContain(`Zobaczą to tylko: ${chosen.name}`);
  });

  test('is what the page shows once it is published', async () => {
    const { headers } = await nurse.post('/posts', { ...NEED, submissionKey: crypto.randomUUID(), intent: 'publish' });
    const real = readable((await visitorOf(exchange).get(headers['location'] ?? '')).text);
    const words = readable(shownIn(await as('public'))).replace(/ {2,}/g, ' ');
    for (const part of ['Potrzeba 12 · obiecano 0 · brakuje 12', 'Przychodnia Żółty Parasol', 'Możemy dostarczyć', 'Dostawa w częściach', 'Izba przyjęć']) {
      expect([part, real.includes(part), words.includes(part)]).toEqual([part, true, true]);
    }
  });

  test('the switch keeps the form, shows everybody first, and its buttons lead nowhere', async () => {
    const submissionKey = crypto.randomUUID();
    const html = await as('nonsense', { submissionKey });
    expect(html).toMatch(/value="public" aria-current="true"/);
    const carried = filledForm(html, '/posts');
    expect(carried).toMatchObject({ ...NEED, submissionKey });
    expect(carried).not.toHaveProperty('as');
    const shown = shownIn(await as('owner'));
    expect(shown).not.toMatch(/<form(?! id="preview")|href="\/posts\//);
    expect(shown).toMatch(/<button[^>]* disabled>/);
  });

  test('of an offer says what is free', async () => {
    const text = readable(await as('public', { kind: 'offer', supplyMode: 'stock', quantity: '70' }));
    expect(text).toContain('70 szt.');
    expect(text).not.toContain('brakuje');
  });

  test('that waits for the office says so, and is shown as it will be', async () => {
    const dentist = await signedIn(exchange, ROLES.unapproved);
    const html = await as('public', {}, dentist);
    expect(readable(html)).toContain('sprawdzi je biuro');
    expect(readable(shownIn(html))).toContain('Stojaki podglądowe');
    expect(readable(html)).toContain('Wyślij do sprawdzenia');
  });
});

describe('an edit', () => {
  const made = async (fields: Record<string, string> = {}) =>
    (await nurse.post('/posts', { ...NEED, submissionKey: crypto.randomUUID(), intent: 'publish', ...fields })).headers['location'] ?? '';

  test('is shown with its files, stores nothing, and goes on or back without loss', async () => {
    const path = await made();
    const id = path.split('/').at(-1) ?? '';
    expect((await sendFiles(nurse, id, [['a.png', await pictureOf('png', 300, 200)], ['Rysunek.pdf', pdf()]], 'Stary stojak')).status).toBe(303);
    const form = filledForm((await nurse.get(`${path}/edit`)).text, `${path}/edit`);
    delete form['_csrf'];
    const html = (await nurse.post(`${path}/edit/preview`, { ...form, quantity: '20', as: 'public' })).text;
    expect(shownIn(html)).toMatch(new RegExp(`src="/posts/${id}/files/[0-9a-f-]+/small" alt="Stary stojak"`));
    expect(readable(shownIn(html))).toContain('Potrzeba 20 · obiecano 0 · brakuje 20');
    expect(readable(shownIn(html))).toContain('PDF');
    const carried = filledForm(html, `${path}/edit`);
    delete carried['_csrf'];
    const back = await nurse.post(`${path}/edit`, { ...carried, intent: 'back' });
    expect(filledForm(back.text, `${path}/edit`)).toMatchObject({ quantity: '20', version: form['version'] });
    expect(readable((await nurse.get(path)).text)).toContain('Potrzeba 12');
    expect((await nurse.post(`${path}/edit`, carried)).status).toBe(303);
    expect(readable((await nurse.get(path)).text)).toContain('Potrzeba 20');
    await exchange.query('DELETE FROM file');
  });

  test('shows others nothing that is not theirs', async () => {
    const [need] = await exchange.query<{ id: string }>(`SELECT id FROM post WHERE title = '1 000 przyłbic ochronnych'`);
    const path = `/posts/${need?.id ?? ''}`;
    const form = filledForm((await nurse.get(`${path}/edit`)).text, `${path}/edit`);
    delete form['_csrf'];
    const as = async (reader: string) => shownIn((await nurse.post(`${path}/edit/preview`, { ...form, as: reader })).text);
    const real = (await visitorOf(exchange).get(path)).text;
    expect(await as('owner')).toContain('href="/commitments/');
    // A form inside would be sent without what was typed.
    expect(await as('owner')).not.toMatch(/<form(?! id="preview")/);
    for (const reader of ['public', 'member']) {
      const shown = await as(reader);
      expect(shown).not.toContain('href="/commitments/');
      expect(readable(shown)).toContain('obiecano 300');
      expect(readable(shown)).not.toContain('Oferty, które pasują');
    }
    expect(readable(real)).toContain('obiecano 300');
  });

  test('of a draft is shown as it will be, and says that it is one', async () => {
    const path = await made({ intent: 'draft' });
    const html = (await nurse.post(`${path}/edit/preview`, { ...NEED, as: 'public' })).text;
    expect(readable(html)).toContain('To jeszcze szkic');
    expect(readable(shownIn(html))).toContain('Stojaki podglądowe');
  });

  test('what is wrong is the form again; what belongs to others is not there', async () => {
    const path = await made();
    expect((await nurse.post(`${path}/edit/preview`, { ...NEED, quantity: 'x' })).status).toBe(422);
    const stranger = await signedIn(exchange, ROLES.member);
    expect((await stranger.post(`${path}/edit/preview`, NEED)).status).toBe(404);
  });
});
