import { mailsAbout } from '../../src/mail/outbox.repository.ts';
import { startExchange, type TestExchange } from '../support/exchange.ts';
import { filledForm, readable, ROLES, signedIn, visitorOf, type Reader } from '../support/reader.ts';
import { pdf } from '../support/sample-files.ts';
import { sendFiles } from '../support/send-files.ts';

/** What an unapproved organisation says is on the board only as the office has seen it. */
let exchange: TestExchange;
let dentist: Reader;
let office: Reader;
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  dentist = await signedIn(exchange, ROLES.unapproved);
  office = await signedIn(exchange, ROLES.coordinator);
}, 90_000);
afterAll(() => exchange.close());

const idOf = (path: string) => path.split('/').at(-1) ?? '';
const stateOf = async (path: string) => (await exchange.query<{ state: string }>('SELECT state FROM post WHERE id = $1', [idOf(path)]))[0]?.state;
const review = (path: string) => `/office/reviews/${idOf(path)}`;
const reviewForm = async (path: string) => {
  const form = filledForm((await office.get('/office?queue=reviews')).text, review(path));
  delete form['_csrf'];
  return form;
};
const editForm = async (by: Reader, path: string) => {
  const form = filledForm((await by.get(`${path}/edit`)).text, `${path}/edit`);
  delete form['_csrf'];
  return form;
};
const approve = async (path: string) => office.post(review(path), await reviewForm(path));
const mailsOf = async (path: string) => exchange.query<{ text: string }>(
  `SELECT body_text AS text FROM mail WHERE id IN ${mailsAbout('$1')} AND why = 'post.review'`, [idOf(path)]);

async function inReview(title: string): Promise<string> {
  const fields = { kind: 'need', title, quantity: '5', unit: 'szt', town: 'Bydgoszcz', submissionKey: crypto.randomUUID(), intent: 'publish' };
  const path = (await dentist.post('/posts', fields)).headers['location'] ?? '';
  expect(await stateOf(path)).toBe('in-review');
  return path;
}
async function published(title: string): Promise<string> {
  const path = await inReview(title);
  await exchange.runJobs();
  expect((await approve(path)).status).toBe(303);
  expect(await stateOf(path)).toBe('published');
  return path;
}

describe('a post that the office has approved', () => {
  test.each([['published'], ['expired']])('and that is changed while %s goes before the office again', async (state) => {
    const path = await published(`Lusterka ${state}`);
    if (state === 'expired') await exchange.query(`UPDATE post SET state = 'expired', ends_on = '2020-01-01' WHERE id = $1`, [idOf(path)]);
    const before = (await mailsOf(path)).length;
    expect(before).toBeGreaterThan(0);
    expect(readable((await dentist.get(`${path}/edit`)).text)).toContain('biuro klastra sprawdzi ogłoszenie jeszcze raz');
    const title = `Wygraj Kumkwat ${state}`;
    const changed = { ...(await editForm(dentist, path)), title, neededBy: '' };
    expect(readable((await dentist.post(`${path}/edit/preview`, changed)).text)).toContain('sprawdzi je biuro klastra');
    const saved = await dentist.post(`${path}/edit`, changed);
    expect(saved.status).toBe(303);
    expect(await stateOf(path)).toBe('in-review');
    expect(readable((await dentist.get(path)).text)).toMatch(/Biuro klastra sprawdzi ogłoszenie jeszcze raz/);
    expect((await visitorOf(exchange).get(path)).status).toBe(404);
    expect((await visitorOf(exchange).get('/?q=kumkwat')).text).not.toContain(path);
    await exchange.runJobs();
    expect(await mailsOf(path)).toHaveLength(2 * before);
    expect(readable((await office.get('/office?queue=reviews')).text)).toContain(title);
    expect((await approve(path)).status).toBe(303);
    expect((await visitorOf(exchange).get('/?q=kumkwat')).text).toContain(path);
  });

  test('goes before the office again with files and their descriptions', async () => {
    const path = await published('Wiertła');
    expect((await sendFiles(dentist, idOf(path), [['a.pdf', pdf()]])).status).toBe(303);
    expect(await stateOf(path)).toBe('in-review');
    expect(readable((await dentist.get(`${path}/files`)).text)).toContain('Biuro klastra sprawdzi ogłoszenie jeszcze raz');
    expect((await approve(path)).status).toBe(303);
    const [file] = await exchange.query<{ id: string }>('SELECT file_id AS id FROM post_file WHERE post_id = $1', [idOf(path)]);
    expect(readable((await dentist.get(`${path}/files`)).text)).toContain('biuro klastra sprawdzi ogłoszenie jeszcze raz');
    expect((await dentist.post(`${path}/files/${file?.id}/description`, { description: 'Wygraj' })).status).toBe(303);
    expect(await stateOf(path)).toBe('in-review');
  });

  test('stays when the office itself changes it', async () => {
    const path = await published('Kleszcze');
    expect((await office.post(`${path}/edit`, { ...(await editForm(office, path)), title: 'Kleszcze ekstrakcyjne' })).status).toBe(303);
    expect(await stateOf(path)).toBe('published');
  });

  test('cannot be changed by an organisation that may not post', async () => {
    const path = await inReview('Lampa');
    const form = await editForm(dentist, path);
    await exchange.query(`UPDATE organisation SET membership = 'suspended' WHERE id = (SELECT organisation_id FROM post WHERE id = $1)`, [idOf(path)]);
    const reply = await dentist.post(`${path}/edit`, { ...form, title: 'Lampa inna' });
    await exchange.query(`UPDATE organisation SET membership = 'applied' WHERE id = (SELECT organisation_id FROM post WHERE id = $1)`, [idOf(path)]);
    expect(reply.status).toBe(403);
    expect(await exchange.query('SELECT title FROM post WHERE id = $1', [idOf(path)])).toEqual([{ title: 'Lampa' }]);
  });
});

describe('the office decides about what it saw', () => {
  const CHANGES: [string, (path: string) => Promise<unknown>][] = [
    ['its text', async (path) => dentist.post(`${path}/edit`, { ...(await editForm(dentist, path)), title: 'Podmieniony tytuł' })],
    ['its files', (path) => sendFiles(dentist, idOf(path), [['a.pdf', pdf()]])],
  ];
  test.each(CHANGES)('and not about what came after: %s', async (_, change) => {
    const path = await inReview('Unit używany');
    const seen = await reviewForm(path);
    await change(path);
    const yes = await office.post(review(path), seen);
    expect([yes.status, readable(yes.text)]).toEqual([409, expect.stringContaining('zmieniono, gdy ta strona była otwarta')]);
    expect(yes.text).toContain(`href="${path}"`);
    const no = await office.post(review(path), { ...seen, verdict: 'refuse', reason: 'Za mało napisano.' });
    expect(no.status).toBe(409);
    expect(no.text).toContain('Za mało napisano.');
    expect(no.text).toContain(`href="#reason-${idOf(path)}"`);
    expect(await stateOf(path)).toBe('in-review');
    expect((await office.post(review(path), { verdict: 'approve' })).status).toBe(409);
    const english = await signedIn(exchange, ROLES.coordinator, 'en');
    expect(readable((await english.post(review(path), seen)).text)).toContain('was changed while this page was open');
    expect((await approve(path)).status).toBe(303);
  });

  test('on the page where it reads the post too, and nobody else is asked', async () => {
    const path = await inReview('Asystor');
    const page = await office.get(path);
    expect(readable(page.text)).toContain('Decyzja biura');
    expect((await dentist.get(path)).text).not.toContain(review(path));
    const { _csrf, ...seen } = filledForm(page.text, review(path));
    expect(seen).toEqual({ verdict: 'approve', version: '1', page: 'post' });
    const nothing = await office.post(review(path), { ...seen, verdict: 'refuse', reason: ' ' });
    expect([nothing.status, nothing.text.includes(`href="#reason-${idOf(path)}"`)]).toEqual([422, true]);
    // The page of the post again, not the list of the office.
    expect(readable(nothing.text)).toContain('Historia');
    await dentist.post(`${path}/edit`, { ...(await editForm(dentist, path)), title: 'Asystor i coś jeszcze' });
    const late = await office.post(review(path), seen);
    expect([late.status, late.text.includes('href="#review"')]).toEqual([409, true]);
    expect(readable(late.text)).toContain('Asystor i coś jeszcze');
    const refused = await office.post(review(path), { ...seen, verdict: 'refuse', reason: 'Za mało napisano.' });
    expect([refused.status, /<details id="refuse" open>/.test(refused.text), refused.text.includes('Za mało napisano.</textarea>')]).toEqual([409, true, true]);
    const { _csrf: _, ...now } = filledForm((await office.get(path)).text, review(path));
    expect((await office.post(review(path), now)).status).toBe(303);
    expect(await stateOf(path)).toBe('published');
    expect((await office.get(path)).text).not.toContain(review(path));
  });

  test.each(['list', 'page'])('and not what a colleague has decided: from the %s, with what was typed', async (from) => {
    const path = await inReview(`Skaler ${from}`);
    const seen = from === 'list' ? await reviewForm(path) : { verdict: '', version: '1', page: 'post' };
    const colleague = await signedIn(exchange, ROLES.administrator);
    expect((await colleague.post(review(path), { verdict: 'refuse', version: '1', reason: 'To nie jest sprzęt.' })).status).toBe(303);
    const late = await office.post(review(path), { ...seen, verdict: 'refuse', reason: 'Brak certyfikatu.' });
    expect(late.status).toBe(409);
    expect(readable(late.text)).toMatch(
      /nie czeka już na sprawdzenie.*Ktoś już zdecydował.*odrzucone przez biuro.*Biuro odrzuciło ogłoszenie, Tomasz Iglicki, .*To nie jest sprzęt\..*nie wysłano Brak certyfikatu\./);
    expect(late.text).toContain(`<a class="govuk-back-link" href="${from === 'list' ? '/office?queue&#x3D;reviews' : '/office'}">`);
    const yes = await office.post(review(path), { ...seen, verdict: 'approve' });
    expect([yes.status, yes.text.includes('którego nie wysłano')]).toEqual([409, false]);
    expect(await stateOf(path)).toBe('refused');
  });

  test('of one moment by the day it is needed, and stays in the queue while something waits there', async () => {
    const paths = await Promise.all(['Kątnica pierwsza', 'Kątnica druga', 'Kątnica trzecia'].map(inReview));
    const ids = paths.map(idOf).sort();
    // The order of the ids is another one.
    await exchange.query(`UPDATE post SET needed_by = $2 WHERE id = $1`, [ids[1], '2099-02-02']);
    await exchange.query(`UPDATE post SET needed_by = $2 WHERE id = $1`, [ids[2], '2099-01-01']);
    await exchange.query(`INSERT INTO activity (at, action, post_id) SELECT now(), 'post.submitted', unnest($1::uuid[])`, [ids]);
    const page = (await office.get('/office?queue=reviews')).text;
    const waiting = [...new Set([...page.matchAll(/action="\/office\/reviews\/([0-9a-f-]+)"/g)].map(([, id = '']) => id))];
    expect(waiting.filter((id) => ids.includes(id))).toEqual([...ids].reverse());

    const nothing = await office.post(review(paths[0] ?? ''), { ...(await reviewForm(paths[0] ?? '')), verdict: 'refuse', reason: '' });
    expect([nothing.status, nothing.text.includes(`href="#reason-${idOf(paths[0] ?? '')}"`)]).toEqual([422, true]);
    expect([nothing.text.includes('id="reviews"'), nothing.text.includes('id="unanswered"')]).toEqual([true, false]);
    const went: unknown[] = [];
    for (const id of waiting) went.push((await approve(`/posts/${id}`)).headers['location']);
    expect(went).toEqual([...waiting.slice(1).map(() => '/office?queue=reviews'), '/office']);
  });

  test('reached from the mail that tells of it', async () => {
    const path = await inReview('Fotel');
    await exchange.runJobs();
    const [mail] = await mailsOf(path);
    const button = /https?:\/\/\S*\/office\S*/.exec(mail?.text ?? '')?.[0] ?? '';
    expect((await office.get(new URL(button).pathname + new URL(button).search)).status).toBe(200);
  });
});
