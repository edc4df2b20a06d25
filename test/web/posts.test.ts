import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, filledForm, HOSPITAL, readable, ROLES, signedIn, type Reader } from '../support/reader.ts';

let exchange: TestExchange;
let nurse: Reader;
let office: Reader;
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  nurse = await signedIn(exchange, CLINIC);
  office = await signedIn(exchange, ROLES.coordinator);
}, 90_000);
afterAll(() => exchange.close());

const NEED = {
  kind: 'need', title: 'Termometry bezdotykowe', description: 'Na podczerwień.\nZ bateriami.', quantity: '12', unit: 'szt', town: 'Bydgoszcz', terms: 'price', priceAmount: '99,50',
  visibility: 'public', ward: 'Izba przyjęć', acceptsPart: 'yes', smallestPart: '3', requiredCertificates: 'CE, ISO 80601', stockDays: '4', urgent: 'yes', reach: 'radius', radiusKm: '150',
};
const OFFER = {
  kind: 'offer', title: 'Wolna wtryskarka 160 t', supplyMode: 'capacity', perWeek: '40', unit: 'h', town: 'Toruń', availableFrom: '', availableUntil: '', leadTimeDays: '5', visibility: 'public',
};
const key = () => crypto.randomUUID();
const publish = (fields: Record<string, string>, by = nurse) => by.post('/posts', { ...fields, submissionKey: key(), intent: 'publish' });
const stored = async (location?: string) => (await exchange.query<Record<string, unknown>>('SELECT * FROM post WHERE id = $1', [location?.split('/').at(-1)]))[0] ?? {};
const count = async () => Number((await exchange.query<{ n: string }>('SELECT count(*) AS n FROM post'))[0]?.n);

describe('a new post', () => {
  test('is published, thanked for and shown with everything that was typed', async () => {
    const answer = await publish(NEED);
    expect(answer.status).toBe(303);
    const page = await nurse.get(answer.headers['location'] ?? '');
    const text = readable(page.text);
    for (const words of ['Termometry bezdotykowe', 'Na podczerwień.', '12 szt.', 'Bydgoszcz', 'Izba przyjęć', 'CE, ISO 80601', '99,50', 'do 150 km', 'tak, od 3 szt.', 'pilne']) {
      expect(text).toContain(words);
    }
    expect(text).toContain('dostaną wiadomość w ciągu kilku chwil');
    expect(readable((await nurse.get(answer.headers['location'] ?? '')).text)).not.toContain('dostaną wiadomość');
  });

  test('offers of capacity too', async () => {
    const answer = await publish(OFFER, await signedIn(exchange, ROLES.member));
    expect(answer.status).toBe(303);
    expect(await stored(answer.headers['location'])).toMatchObject({ state: 'published', supply_mode: 'capacity', per_week: '40.000', unit: 'h', quantity: null });
  });

  const faults: [string, string, string][] = [
    ['title', '', 'Uzupełnij to pole.'], ['title', 'ab', 'Wpisz co najmniej 3 znaki.'], ['title', 'x'.repeat(121), 'Skróć tekst do 120 znaków'],
    ['quantity', '', 'Uzupełnij to pole.'], ['quantity', 'dużo', ''], ['quantity', '0', ''], ['quantity', '-5', ''], ['quantity', '1,5', ''], ['quantity', '9'.repeat(20), ''],
    ['unit', 'wiadro', 'Wybierz jedną z możliwości.'], ['town', '', 'Uzupełnij to pole.'], ['neededBy', '2026-02-31', 'Podaj istniejącą datę.'],
    ['neededBy', '2020-01-01', 'Ta data już minęła.'], ['neededBy', '2199-01-01', 'To zbyt odległa data.'], ['smallestPart', 'x', ''], ['priceAmount', 'tanio', 'Podaj kwotę'],
    ['radiusKm', '', 'Uzupełnij to pole.'], ['radiusKm', '0', 'Podaj liczbę całkowitą od 1 do 1 000.'], ['stockDays', '1.5', 'Podaj liczbę całkowitą'], ['cpv', '123', 'Kod CPV ma osiem cyfr'],
    ['visibility', 'secret', 'Wybierz jedną z możliwości.'], ['visibility', 'chosen', ''], ['description', 'x'.repeat(4_001), 'Skróć tekst do 4 000 znaków'],
    ['ward', 'x'.repeat(121), 'Skróć tekst'], ['requiredCertificates', 'a,'.repeat(20) + 'a1,a2,a3,a4,a5,a6,a7,a8,a9,a10,a11,a12', 'Podaj najwyżej'], ['language', 'de', 'Wybierz jedną'],
  ];
  test.each(faults)('%s = %j: told at the field, and nothing typed is lost', async (field, value, words) => {
    const before = await count();
    const typed = { ...NEED, [field]: value };
    const answer = await publish(typed);
    expect(answer.status).toBe(422);
    expect(await count()).toBe(before);
    const at = field === 'visibility' && value === 'chosen' ? 'audience' : field;
    expect(answer.text).toMatch(new RegExp(`href="#${at}"`));
    const message = new RegExp(`id="${at}-error">([\\s\\S]*?)</p>`).exec(answer.text)?.[1] ?? '';
    expect(readable(message).length).toBeGreaterThan(12);
    expect(readable(message)).toContain(words);
    // No dates as machines write them.
    expect(readable(message)).not.toMatch(/\d{4}-\d{2}-\d{2}/);
    const again = filledForm(answer.text, '/posts');
    const rest = Object.entries(typed).filter(([name]) => !['kind', 'unit', 'language', 'visibility', 'description'].includes(name));
    for (const [name, text] of rest) expect([name, again[name]]).toEqual([name, text]);
    if (field !== 'description') expect(answer.text).toContain('Na podczerwień.');
    expect(answer.text).toContain('<title>Błąd: ');
  });

  test('all faults at once stand in the summary', async () => {
    const answer = await nurse.post('/posts', { kind: 'need', submissionKey: key(), intent: 'publish', unit: 'x', cpv: 'x', neededBy: 'x' });
    for (const field of ['title', 'quantity', 'unit', 'town', 'cpv', 'neededBy']) expect(answer.text).toContain(`href="#${field}"`);
  });
});

describe('the submission key', () => {
  test('the same form again leads to the same post', async () => {
    const fields = { ...NEED, submissionKey: key(), intent: 'publish' };
    const before = await count();
    const answers = await Promise.all(Array.from({ length: 8 }, () => nurse.post('/posts', fields)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    expect(new Set(answers.map(({ headers }) => headers['location'])).size).toBe(1);
    expect(await count()).toBe(before + 1);
  });
  test('other content under a used key is refused, not dropped', async () => {
    const submissionKey = key();
    expect((await nurse.post('/posts', { ...NEED, submissionKey, intent: 'publish' })).status).toBe(303);
    const answer = await nurse.post('/posts', { ...NEED, quantity: '13', submissionKey, intent: 'publish' });
    expect(answer.status).toBe(409);
  });
  test('somebody else\'s key shows nothing of theirs', async () => {
    const submissionKey = key();
    const first = await nurse.post('/posts', { ...NEED, title: 'Tajny szkic', submissionKey, intent: 'draft' });
    const stranger = await signedIn(exchange, ROLES.member);
    const answer = await stranger.post('/posts', { ...NEED, title: 'Tajny szkic', submissionKey, intent: 'draft' });
    expect([first.status, answer.status]).toEqual([303, 409]);
    expect(answer.text).not.toContain(String(first.headers['location']));
  });
});

describe('preview', () => {
  test('shows the post, stores nothing, and goes on or back without loss', async () => {
    const before = await count();
    const shown = await nurse.post('/posts/preview', { ...NEED, submissionKey: key() });
    expect(shown.status).toBe(200);
    expect(await count()).toBe(before);
    expect(readable(shown.text)).toContain('Termometry bezdotykowe');
    const carried = filledForm(shown.text, '/posts');
    delete carried['_csrf'];
    const back = await nurse.post('/posts', { ...carried, intent: 'back' });
    expect(back.status).toBe(200);
    const again = filledForm(back.text, '/posts');
    expect(again).toMatchObject({ title: NEED.title, quantity: '12', priceAmount: '99,50', radiusKm: '150', submissionKey: carried['submissionKey'] });
    expect(await count()).toBe(before);
    const made = await nurse.post('/posts', { ...carried, intent: 'publish' });
    expect(await stored(made.headers['location'])).toMatchObject({ title: NEED.title, state: 'published', version: 1 });
  });
  test('an invalid one is the form again', async () => {
    expect((await nurse.post('/posts/preview', { ...NEED, quantity: 'x' })).status).toBe(422);
  });
});

describe('drafts and review', () => {
  test('a draft is the owner\'s until published', async () => {
    const made = await nurse.post('/posts', { ...NEED, title: 'Szkic o stojakach', submissionKey: key(), intent: 'draft' });
    const path = made.headers['location'] ?? '';
    expect((await (await signedIn(exchange, ROLES.member)).get(path)).status).toBe(404);
    expect(readable((await nurse.get('/?q=stojak')).text)).not.toContain('Szkic o stojakach');
    expect((await nurse.post(`${path}/publication`)).status).toBe(303);
    expect(await stored(path)).toMatchObject({ state: 'published' });
    expect(readable((await nurse.get('/?q=stojak')).text)).toContain('Szkic o stojakach');
    expect((await nurse.post(`${path}/publication`)).status).toBe(409);
  });

  test('an unapproved organisation\'s post waits for the office, which says yes or no with a reason', async () => {
    const dentist = await signedIn(exchange, ROLES.unapproved);
    const [yes, no] = [await publish({ ...NEED, title: 'Ssaki do unitu' }, dentist), await publish({ ...NEED, title: 'Fotel obrotowy' }, dentist)];
    expect(await stored(yes.headers['location'])).toMatchObject({ state: 'in-review' });
    const desk = readable((await office.get('/office')).text);
    expect(desk).toContain('Ssaki do unitu');
    const reviewOf = (answer: typeof yes) => `/office/reviews/${answer.headers['location']?.split('/').at(-1) ?? ''}`;
    const empty = await office.post(reviewOf(no), { verdict: 'refuse', version: '1', reason: '  ' });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('href="#reason-');
    expect((await office.post(reviewOf(no), { verdict: 'refuse', version: '1', reason: 'To nie wyrób medyczny.' })).status).toBe(303);
    expect((await office.post(reviewOf(yes), { verdict: 'approve', version: '1' })).status).toBe(303);
    expect(await stored(yes.headers['location'])).toMatchObject({ state: 'published' });
    expect(await stored(no.headers['location'])).toMatchObject({ state: 'refused', state_reason: 'To nie wyrób medyczny.' });
    expect(readable((await dentist.get(no.headers['location'] ?? '')).text)).toContain('To nie wyrób medyczny.');
    expect((await office.post(reviewOf(yes), { verdict: 'approve', version: '1' })).status).toBe(409);
  });

  test('the office posts on behalf, marked as such; others cannot', async () => {
    const [clinic] = await exchange.query<{ id: string }>(`SELECT id FROM organisation WHERE name = 'Przychodnia Żółty Parasol'`);
    const organisation = clinic?.id ?? '';
    const made = await publish({ ...NEED, title: 'Rękawy do badań', organisation }, office);
    expect(await stored(made.headers['location'])).toMatchObject({ organisation_id: organisation });
    expect(readable((await nurse.get(made.headers['location'] ?? '')).text)).toContain('w imieniu');
    const before = await count();
    const foreign = await publish({ ...NEED, title: 'Podszywka', organisation }, await signedIn(exchange, ROLES.member));
    expect(foreign.status).toBe(403);
    expect(await count()).toBe(before);
    const unknown = await publish({ ...NEED, organisation: crypto.randomUUID() }, office);
    expect(unknown.status).toBe(422);
    expect(unknown.text).toContain('href="#organisation"');
  });
});

describe('editing', () => {
  const made = async () => (await publish({ ...NEED, title: 'Stojaki do kroplówek' })).headers['location'] ?? '';

  test('changes what was changed and nothing else', async () => {
    const path = await made();
    const form = filledForm((await nurse.get(`${path}/edit`)).text, `${path}/edit`);
    delete form['_csrf'];
    expect((await nurse.post(`${path}/edit`, { ...form, quantity: '20' })).status).toBe(303);
    expect(await stored(path)).toMatchObject({
      quantity: '20.000', version: 2, title: 'Stojaki do kroplówek', radius_km: 150, smallest_part: '3.000', price_amount: '99.50', ward: 'Izba przyjęć', urgent: true,
      required_certificates: ['CE', 'ISO 80601'],
    });
  });

  test('says that what fits is being looked for, until that is so no more', async () => {
    const path = await made();
    expect(readable((await nurse.get(path)).text)).toContain('Właśnie szukamy pasujących ofert. Pokaż, co się znalazło');
    await exchange.runJobs();
    expect((await nurse.get(path)).text).not.toContain('Właśnie szukamy');
  });

  test('asking for less than is promised is refused at the field', async () => {
    const [shields] = await exchange.query<{ id: string }>(`SELECT id FROM post WHERE title = '1 000 przyłbic ochronnych'`);
    const path = `/posts/${shields?.id ?? ''}`;
    const form = filledForm((await nurse.get(`${path}/edit`)).text, `${path}/edit`);
    delete form['_csrf'];
    const answer = await nurse.post(`${path}/edit`, { ...form, quantity: '10' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#quantity"');
  });
});

describe('ending', () => {
  const made = async (title: string) => (await publish({ ...NEED, title })).headers['location'] ?? '';
  test.each(['withdrawal', 'closure'])('%s wants a reason and takes the post off the board', async (way) => {
    const path = await made(`Pompy do ${way}`);
    const empty = await nurse.post(`${path}/${way}`, { reason: '' });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('href="#reason"');
    const long = await nurse.post(`${path}/${way}`, { reason: 'x'.repeat(501) });
    expect(long.status).toBe(422);
    expect((await nurse.post(`${path}/${way}`, { reason: 'Mamy już własne.' })).status).toBe(303);
    expect(await stored(path)).toMatchObject({ state: way === 'withdrawal' ? 'withdrawn' : 'closed-short', state_reason: 'Mamy już własne.' });
    expect((await nurse.get(`/?q=Pompy+do+${way}&covered=1`)).text).not.toContain(`href="${path}"`);
    const twice = await nurse.post(`${path}/${way}`, { reason: 'Jeszcze raz' });
    expect(twice.status).toBe(409);
    expect((await (await signedIn(exchange, HOSPITAL)).get(path)).status).toBe(way === 'withdrawal' ? 404 : 200);
  });
  test('a need with live promises is not withdrawn', async () => {
    const [shields] = await exchange.query<{ id: string }>(`SELECT id FROM post WHERE title = '1 000 przyłbic ochronnych'`);
    expect((await nurse.post(`/posts/${shields?.id ?? ''}/withdrawal`, { reason: 'Rozmyśliłam się' })).status).toBe(409);
  });
});

test('understood as: live, in the reader\'s language', async () => {
  const answer = await nurse.get('/posts/understood?title=przy%C5%82bice%20ochronne');
  expect(answer.body).toMatchObject({ concepts: [expect.objectContaining({ id: 'face-shield' })] });
  expect((await nurse.get('/posts/understood?title=qqq')).body.concepts).toEqual([]);
});
