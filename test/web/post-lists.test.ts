import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, filledForm, readable, ROLES, signedIn, type Reader } from '../support/reader.ts';

let exchange: TestExchange;
let nurse: Reader;
let firm: Reader;
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  [nurse, firm] = await Promise.all([signedIn(exchange, CLINIC), signedIn(exchange, ROLES.member)]);
}, 90_000);
afterAll(() => exchange.close());

const count = async () => Number((await exchange.query<{ n: string }>('SELECT count(*) AS n FROM post'))[0]?.n);
const named = (title: string) => exchange.query<Record<string, unknown>>(
  'SELECT *, needed_by::text AS needed_by, available_from::text AS available_from FROM post WHERE title = $1', [title]);
const jobs = async (name: string) => (await exchange.query('SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = $1', [name])).length;

/** The table that this list becomes, as a browser would send it back. */
async function tableOf(list: string, kind = 'need', by = nurse): Promise<Record<string, string>> {
  const answer = await by.post('/posts/list/check', { kind, list });
  expect(answer.status).toBe(200);
  const form = filledForm(answer.text, '/posts/list');
  delete form['_csrf'];
  return form;
}
const publish = (form: Record<string, string>, by = nurse) => by.post('/posts/list', { ...form, intent: 'publish' });
const errorAt = (html: string, id: string) => readable(new RegExp(`id="${id}-error">([\\s\\S]*?)</p>`).exec(html)?.[1] ?? '');

const LIST = 'Lp.\tNazwa\tIlość\tJ.m.\tUwagi\r\n1\tGogle listowe\t20\tszt.\tbez odpowietrzników\r\n2\tFartuchy listowe\t40\tkpl.\t\r\n\r\n3\tPłyn listowy\t200\tl\t\r\n';

describe('a list', () => {
  test('is a table to check, and then as many posts as it has rows', async () => {
    const before = await count();
    const shown = await nurse.post('/posts/list/check', { kind: 'need', list: LIST.replace('Gogle', 'Przyłbice') });
    expect(readable(shown.text)).toContain('przyłbica ochronna');
    const form = await tableOf(LIST);
    expect(form).toMatchObject({
      kind: 'need', rows: '3', town: 'Bydgoszcz', 'title-1': 'Gogle listowe', 'quantity-1': '20', 'note-1': 'bez odpowietrzników', 'unit-2': 'kpl', 'unit-3': 'l',
    });
    expect(await count()).toBe(before);
    const answer = await publish({ ...form, ward: 'Blok', reach: 'radius', radiusKm: '80', visibility: 'members', 'title-2': 'Fartuchy długie listowe' });
    expect(answer.status).toBe(303);
    expect(await count()).toBe(before + 3);
    expect(await named('Gogle listowe')).toMatchObject([{
      kind: 'need', state: 'published', quantity: '20.000', unit: 'szt', description: 'bez odpowietrzników', ward: 'Blok', radius_km: 80, visibility: 'members', town_name: 'Bydgoszcz',
    }]);
    expect(await named('Fartuchy długie listowe')).toMatchObject([{ unit: 'kpl', quantity: '40.000' }]);
    const made = await nurse.get(answer.headers['location'] ?? '');
    expect(made.status).toBe(200);
    for (const words of ['3 ogłoszenia są', 'Gogle listowe', 'Fartuchy długie listowe', '200 l', 'dostaną wiadomość']) expect(readable(made.text)).toContain(words);
    expect((await firm.get(answer.headers['location'] ?? '')).status).toBe(404);
  });

  test('is matched and searched like posts made one by one', async () => {
    const before = await jobs('match-post');
    const form = await tableOf('Zgłębniki listowe; 5 szt.\nKaniule listowe; 6 szt.');
    expect((await publish(form)).status).toBe(303);
    expect(await jobs('match-post')).toBe(before + 2);
    expect(readable((await nurse.get('/?q=kaniule')).text)).toContain('Kaniule listowe');
  });

  test('of offers: the date is from when', async () => {
    const form = await tableOf('Blacha listowa; 30 ark.; od 1.12\nKlej listowy; 5 kg', 'offer', firm);
    expect((await publish({ ...form, terms: 'at-cost', date: '2199-01-31' }, firm)).status).toBe(422);
    expect((await publish({ ...form, terms: 'at-cost' }, firm)).status).toBe(303);
    expect(await named('Blacha listowa')).toMatchObject([{ kind: 'offer', supply_mode: 'stock', terms: 'at-cost', quantity: '30.000', needed_by: null }]);
  });

  test('the common day is for rows without their own', async () => {
    const form = await tableOf('Lampki listowe; 5\nKable listowe; 6');
    const days = [1, 2].map((n) => new Date(Date.now() + n * 86_400_000 * 10).toISOString().slice(0, 10));
    expect((await publish({ ...form, 'date-1': days[0] ?? '', date: days[1] ?? '' })).status).toBe(303);
    expect(await named('Lampki listowe')).toMatchObject([{ needed_by: days[0] }]);
    expect(await named('Kable listowe')).toMatchObject([{ needed_by: days[1] }]);
  });

  test('rows that are left out make nothing; all left out is asked about', async () => {
    const before = await count();
    const form = await tableOf('Jeden listowy; 5\nDwa listowe; dużo\nTrzy listowe; 7');
    const none = await publish({ ...form, 'skip-1': 'yes', 'skip-2': 'yes', 'skip-3': 'yes' });
    expect(none.status).toBe(422);
    expect(none.text).toContain('href="#skip-1"');
    expect((await publish({ ...form, 'skip-2': 'yes' })).status).toBe(303);
    expect(await count()).toBe(before + 2);
    expect(await named('Dwa listowe')).toEqual([]);
  });
});

describe('what is wrong', () => {
  test.each([
    ['nothing', '', 'co najmniej jeden wiersz'], ['blank lines', ' \n\n', 'co najmniej jeden wiersz'],
    ['too many rows', 'maski; 5\n'.repeat(51), 'jest 51 pozycji'], ['too long a text', 'x'.repeat(10_001), 'Skróć tekst'],
  ])(
    '%s cannot be taken, and stays', async (_what, list, words) => {
      const before = await count();
      const answer = await nurse.post('/posts/list/check', { kind: 'offer', list });
      expect(answer.status).toBe(422);
      expect(errorAt(answer.text, 'list')).toContain(words);
      expect(answer.text).toMatch(/value="offer" checked/);
      if (list.length > 100) expect(answer.text).toContain(list.slice(0, 100).split('\n')[0]);
      expect(await count()).toBe(before);
    });

  test('fifty are taken', async () => {
    const form = await tableOf(Array.from({ length: 50 }, (_, i) => `Pięćdziesiątka ${i}; ${i + 1} szt.`).join('\n'));
    const before = await count();
    expect((await publish(form)).status).toBe(303);
    expect(await count()).toBe(before + 50);
  });

  test('is told in its row as soon as the table is there, common fields not yet', async () => {
    const dentist = await signedIn(exchange, ROLES.unapproved);
    const list = 'granulat; 1.200 kg\nKombinezony; 0 szt.\nIgły\nab; 5; do 1.11.2020\nCzepki listowe; 5';
    const answer = await dentist.post('/posts/list/check', { kind: 'need', list });
    expect(answer.status).toBe(200);
    const faulty = ['quantity-1', 'quantity-2', 'quantity-3', 'title-4', 'date-4'];
    expect([...answer.text.matchAll(/id="([\w-]+)-error"/g)].map(([, id]) => id)).toEqual(faulty);
    for (const id of faulty) expect(answer.text).toContain(`href="#${id}"`);
    expect(readable(answer.text)).toContain('Z listy powstanie 5 potrzeb, ale najpierw popraw 4 pozycje.');
    const offers = await dentist.post('/posts/list/check', { kind: 'offer', list: 'Igły' });
    expect(readable(offers.text)).toContain('Z listy powstanie 1 oferta. Popraw');
    expect(offers.text).not.toContain('-error"');
  });

  test('is told again on checking again, with what is wrong in common fields but not what they lack', async () => {
    const form = await tableOf('Igły listowe; 0\nWenflony listowe; 5\nKaczki listowe; 0');
    const changed = { ...form, town: '', reach: 'radius', radiusKm: 'daleko', visibility: 'chosen', date: '2020-01-01', 'skip-3': 'yes', intent: 'check' };
    const answer = await nurse.post('/posts/list', changed);
    expect(answer.status).toBe(200);
    expect([...answer.text.matchAll(/id="([\w-]+)-error"/g)].map(([, id]) => id)).toEqual(['quantity-1', 'date', 'radiusKm']);
    expect(readable(answer.text)).toContain('Z listy powstaną 2 potrzeby, ale najpierw popraw 1 pozycję.');
    const right = await nurse.post('/posts/list', { ...form, 'quantity-1': '7', 'skip-3': 'yes', intent: 'check' });
    expect(right.text).not.toContain('-error"');
    expect(readable(right.text)).toContain('Z listy powstaną 2 potrzeby. Popraw');
  });

  test('is told in its row and its field, with nothing lost and nothing made', async () => {
    const before = await count();
    const form = await tableOf('Dobre listowe; 5\nZłe listowe; dużo, pilnie\nab; 1.000 kg; 1,5\nStare; 5; do 1.1.2020');
    const changed = { ...form, 'title-1': 'Dobre, poprawione', 'quantity-2': 'dużo', 'note-1': 'x'.repeat(4_001), town: '', reach: 'radius', radiusKm: '0', visibility: 'chosen' };
    const answer = await publish(changed);
    expect(answer.status).toBe(422);
    expect(await count()).toBe(before);
    for (const id of ['note-1', 'quantity-2', 'title-3', 'quantity-3', 'date-4', 'town', 'radiusKm', 'audience']) {
      expect([id, answer.text.includes(`href="#${id}"`), answer.text.includes(`id="${id}"`)]).toEqual([id, true, true]);
      expect([id, errorAt(answer.text, id).length > 12]).toEqual([id, true]);
    }
    expect(errorAt(answer.text, 'date-4')).toContain('już minęła');
    expect(answer.text).not.toContain('id="quantity-1-error"');
    expect(readable(answer.text)).toContain('Pozycja 2, Ile: Podaj liczbę');
    expect(filledForm(answer.text, '/posts/list')).toMatchObject({ ...changed, submissionKey: form['submissionKey'] });
  });

  test('a common field is told once', async () => {
    const form = await tableOf('Raz listowe; 5\nDwa razy listowe; 6');
    const answer = await publish({ ...form, date: '2020-01-01' });
    expect(answer.text.match(/href="#date"/g)).toHaveLength(1);
    expect(answer.text).not.toContain('id="date-1-error"');
  });

  test('a table without rows is the empty list', async () => {
    const answer = await nurse.post('/posts/list', { kind: 'need', rows: '51', list: 'maski', intent: 'publish' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('id="list-error"');
  });
});

describe('steps', () => {
  test('corrections are understood anew before anything is published', async () => {
    const before = await count();
    const form = await tableOf('Qwertyzxc; 5');
    const answer = await nurse.post('/posts/list', { ...form, 'title-1': 'Maseczki FFP2', intent: 'check' });
    expect(answer.status).toBe(200);
    expect(readable(answer.text)).toContain('maska FFP2');
    expect(filledForm(answer.text, '/posts/list')).toMatchObject({ 'title-1': 'Maseczki FFP2', submissionKey: form['submissionKey'] });
    expect(await count()).toBe(before);
  });

  test('back to the text as it was pasted, tabs and all', async () => {
    const form = await nurse.post('/posts/list', { kind: 'offer', rows: '1', 'title-1': 'a', list: 'maski\t5\tszt.\ngogle\t6', intent: 'back' });
    expect(form.text).toContain('maski\t5\tszt.\ngogle\t6</textarea>');
  });

  test('the same list again makes nothing twice, even at the same moment', async () => {
    const before = await count();
    const form = await tableOf('Podwójne listowe; 5\nPodwójne drugie; 6');
    const answers = await Promise.all(Array.from({ length: 4 }, () => publish(form)));
    expect(new Set(answers.map(({ status, headers }) => `${status} ${headers['location'] ?? ''}`)).size).toBe(1);
    expect((await publish(form)).status).toBe(303);
    expect(await count()).toBe(before + 2);
  });

  test('a list that was published and then changed makes nothing, and says where its posts are', async () => {
    const form = await tableOf('Zmieniane listowe; 5\nZmieniane drugie; 6');
    const first = await publish({ ...form, 'skip-1': 'yes' });
    const before = await count();
    // The first row would be new: it is not made when the second is refused.
    const answer = await publish({ ...form, 'quantity-2': '7' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain(`href="${first.headers['location'] ?? ''}"`);
    expect(filledForm(answer.text, '/posts/list')).toMatchObject({ 'quantity-2': '7' });
    expect(await count()).toBe(before);
  });
});

describe('who', () => {
  test('an unapproved organisation\'s list waits for the office', async () => {
    const dentist = await signedIn(exchange, ROLES.unapproved);
    const form = await tableOf('Wiertła listowe; 5\nLustra listowe; 6', 'need', dentist);
    const answer = await publish({ ...form, town: 'Bydgoszcz' }, dentist);
    expect(await named('Wiertła listowe')).toMatchObject([{ state: 'in-review' }]);
    const made = readable((await dentist.get(answer.headers['location'] ?? '')).text);
    expect(made).toContain('2 ogłoszenia trafiły do biura');
    expect(readable((await nurse.get('/?q=lustra')).text)).not.toContain('Lustra listowe');
  });

  test('the office posts for an organisation; others only for their own, all or none', async () => {
    const [clinic] = await exchange.query<{ id: string }>(`SELECT id FROM organisation WHERE name = 'Przychodnia Żółty Parasol'`);
    const organisation = clinic?.id ?? '';
    const office = await signedIn(exchange, ROLES.coordinator);
    const form = await tableOf('Biurowe listowe; 5', 'need', office);
    expect((await publish({ ...form, organisation: crypto.randomUUID(), town: 'Toruń' }, office)).text).toContain('href="#organisation"');
    expect((await publish({ ...form, organisation, town: 'Toruń' }, office)).status).toBe(303);
    expect(await named('Biurowe listowe')).toMatchObject([{ organisation_id: organisation }]);
    const before = await count();
    expect((await publish({ ...(await tableOf('Obce; 5\nObce drugie; 6', 'need', firm)), organisation }, firm)).status).toBe(403);
    expect(await count()).toBe(before);
  });

  test('the form and the panel lead to it', async () => {
    for (const page of ['/posts/new?kind=need', '/dashboard']) expect((await nurse.get(page)).text).toContain('href="/posts/list/new');
  });
});
