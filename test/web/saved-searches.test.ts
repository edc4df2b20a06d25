import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, filledForm, HOSPITAL, readable, ROLES, signedIn, visitorOf, type Reader } from '../support/reader.ts';

/** A search goes on looking for its owner: saved on the page without results, told by mail, ended by one click. */
let now = new Date();
let world: TestExchange;
let firm: Reader;
let clinic: Reader;
const FIRM = ROLES['organisation-admin'];

beforeAll(async () => {
  world = await startExchange({ seed: 'demo', clock: { now: () => now } });
  firm = await signedIn(world, FIRM);
  clinic = await signedIn(world, CLINIC);
}, 120_000);
afterAll(() => world.close());
beforeEach(async () => {
  now = new Date();
  await world.query('DELETE FROM saved_search');
  await world.query('DELETE FROM mailbox');
  await world.query('DELETE FROM mail');
});

const save = (reader: Reader, search: string, frequency = 'instant') => reader.post('/saved-searches', { search, frequency });
const saved = () => world.query<{ id: string; address: string; frequency: string; text: string }>('SELECT id, address, frequency, text FROM saved_search ORDER BY created_at');
interface Mail { to_address: string; subject: string; body_text: string; headers: Record<string, string> }
const mails = async (to: string) => (await world.query<Mail>(`SELECT to_address, subject, body_text, headers FROM mailbox WHERE to_address = $1 ORDER BY arrived_at`, [to]))
  .filter(({ body_text: text }) => /^(Piszemy, bo zapisane|We are writing because your saved)/.test(text));

async function publish(title: string, fields: Record<string, string> = {}, by = clinic): Promise<string> {
  const answer = await by.post('/posts', {
    kind: 'need', title, quantity: '7', unit: 'szt', town: 'Bydgoszcz', visibility: 'public', submissionKey: crypto.randomUUID(), intent: 'publish', ...fields,
  });
  expect(answer.status).toBe(303);
  return answer.headers['location'] ?? '';
}

describe('saving', () => {
  test('the page without results leads there; a visitor signs in first and comes back', async () => {
    const visitor = visitorOf(world);
    const html = (await visitor.get('/?q=kwarcytobeton&kind=offer')).text;
    const href = /href="(\/saved-searches\/new[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=') ?? '';
    expect(href).toContain('kwarcytobeton');
    const asked = await visitor.get(href);
    expect(asked.status).toBe(303);
    expect(decodeURIComponent(asked.headers['location'] ?? '')).toContain('/saved-searches/new?q=kwarcytobeton');
    const page = await firm.get(href);
    expect(readable(page.text)).toContain('„kwarcytobeton”, oferty');
    const form = filledForm(page.text, '/saved-searches');
    const done = await firm.post('/saved-searches', { ...form, frequency: 'daily' });
    expect([done.status, done.headers['location']]).toEqual([303, '/preferences#searches']);
    const list = readable((await firm.get('/preferences')).text);
    expect(list).toContain('Wyszukiwanie jest zapisane');
    expect(list).toContain('„kwarcytobeton”, oferty');
  });

  test('the same search, however it is written, is saved once', async () => {
    await save(firm, 'q=maska&region=pomorskie&region=mazowieckie', 'daily');
    await save(firm, 'region=mazowieckie&sort=soonest&q=maska&region=pomorskie&page=3', 'weekly');
    expect(await saved()).toMatchObject([{ frequency: 'weekly' }]);
  });

  test('without a choice nothing is saved, and the search is still in the form', async () => {
    const answer = await firm.post('/saved-searches', { search: 'q=maska' });
    expect(answer.status).toBe(422);
    expect(filledForm(answer.text, '/saved-searches')).toMatchObject({ search: 'q=maska' });
    expect(answer.text).toContain('href="#frequency"');
    expect(await saved()).toEqual([]);
  });

  test.each(['', 'q=%00', `q=${'x'.repeat(100_000)}`, '%ZZ&&&==', 'concept=nothing&region=mars', 'q=a&q=b', '__proto__=1&constructor=2'])('search %.20s is no fault of ours', async (search) => {
    expect((await save(firm, search)).status).toBe(303);
    expect((await firm.get('/preferences')).status).toBe(200);
  });

  test('bent bodies are refused', async () => {
    expect((await firm.postRaw('/saved-searches', `_csrf=${encodeURIComponent(await firm.token())}&search[x]=1&frequency[]=instant`)).status).toBe(422);
    expect((await firm.post('/saved-searches', { search: 'q=a', frequency: ['instant', 'daily'] })).status).toBeLessThan(500);
  });

  test('there is an end to how many', async () => {
    for (let i = 0; i < 50; i += 1) expect((await save(firm, `q=rzecz${i}`, 'never')).status).toBe(303);
    const answer = await save(firm, 'q=ostatnia');
    expect([answer.status, readable(answer.text).includes('50 zapisanych wyszukiwań')]).toEqual([429, true]);
    expect((await save(firm, 'q=rzecz1', 'daily')).status).toBe(303);
  }, 60_000);
});

describe('looking after them', () => {
  test('frequency and removal; what is not one\'s own does not exist', async () => {
    await save(firm, 'q=maska');
    const [one] = await saved();
    const path = `/saved-searches/${one?.id ?? ''}`;
    for (const stranger of [clinic, await signedIn(world, ROLES.coordinator)]) {
      expect((await stranger.post(`${path}/frequency`, { frequency: 'never' })).status).toBe(404);
      expect((await stranger.post(`${path}/removal`)).status).toBe(404);
      expect((await stranger.get('/preferences')).text).not.toContain(one?.id);
    }
    expect((await firm.post(`${path}/frequency`, { frequency: 'x' })).status).toBe(422);
    expect((await firm.post(`${path}/frequency`, { frequency: 'weekly' })).status).toBe(303);
    expect(await saved()).toMatchObject([{ frequency: 'weekly' }]);
    expect((await firm.post(`${path}/removal`)).status).toBe(303);
    expect(await saved()).toEqual([]);
    expect((await firm.post(`${path}/removal`)).status).toBe(404);
    expect((await firm.post('/saved-searches/x/removal')).status).toBe(404);
  });
});

describe('telling', () => {
  test('a new post that the search finds is told at once, by one mail that says why, and never again', async () => {
    await save(firm, 'q=kwarcytobeton&region=kujawsko-pomorskie&kind=need');
    await publish('Inna rzecz');
    const path = await publish('Worki na kwarcytobeton');
    await world.runJobs();
    const [mail, ...more] = await mails(FIRM);
    expect(more).toEqual([]);
    expect(mail?.subject).toContain('Worki na kwarcytobeton');
    expect(mail?.body_text.split('\n')[0]).toMatch(/^Piszemy, bo zapisane wyszukiwanie/);
    expect(mail?.body_text).toContain(`${world.url}${path}`);
    await world.query(`UPDATE post SET version = version WHERE id = $1`, [path.split('/').at(-1)]);
    await world.query(`SELECT graphile_worker.add_job('match-post', json_build_object('postId', $1::text))`, [path.split('/').at(-1)]);
    await world.runJobs();
    expect(await mails(FIRM)).toHaveLength(1);
  }, 60_000);

  test.each([
    ['another kind', 'q=kwarcytobeton&kind=offer'], ['another region', 'q=kwarcytobeton&region=slaskie'], ['only urgent ones', 'q=kwarcytobeton&urgent=1'],
    ['another word too', 'q=kwarcytobeton+niebieski'], ['another concept', 'concept=face-shield'], ['never', 'q=kwarcytobeton', 'never'],
  ])('%s: nothing is told', async (_, search, frequency = 'instant') => {
    await save(firm, search, frequency);
    await publish('Worki na kwarcytobeton');
    await world.runJobs();
    expect(await mails(FIRM)).toEqual([]);
  }, 60_000);

  test('nobody hears of what may not be seen: members-only, chosen, own, draft, withdrawn before the mail', async () => {
    const unapproved = await signedIn(world, ROLES.unapproved);
    for (const reader of [firm, clinic, unapproved]) await save(reader, 'q=kwarcytobeton');
    const [hospital] = await world.query<{ id: string }>(`SELECT organisation_id AS id FROM membership JOIN person p ON p.id = person_id WHERE email = $1`, [HOSPITAL]);
    await publish('Kwarcytobeton członkowski', { visibility: 'members' });
    await publish('Kwarcytobeton wybrany', { visibility: 'chosen', audience: hospital?.id ?? '' });
    await publish('Kwarcytobeton szkicowy', { intent: 'draft' });
    const gone = await publish('Kwarcytobeton wycofany');
    await clinic.post(`${gone}/withdrawal`, { reason: 'Mamy' });
    await world.runJobs();
    expect((await mails(FIRM)).map(({ subject }) => subject)).toEqual([expect.stringContaining('członkowski')]);
    expect([...await mails(CLINIC), ...await mails(ROLES.unapproved)]).toEqual([]);
    // Hidden between being found and being told.
    await world.query(`UPDATE search_hit SET told_at = NULL, mail_id = NULL`);
    await world.query(`UPDATE post SET visibility = 'chosen' WHERE title = 'Kwarcytobeton członkowski'`);
    await world.query(`SELECT graphile_worker.add_job('tell-searches', json_build_object('personIds', (SELECT json_agg(id) FROM person)))`);
    await world.runJobs();
    expect(await mails(FIRM)).toHaveLength(1);
  }, 60_000);

  test('five instant mails a day, the rest at seven the next morning; weekly on Monday; nothing twice', async () => {
    await save(firm, 'q=kwarcytobeton');
    await save(await signedIn(world, HOSPITAL), 'q=kwarcytobeton', 'weekly');
    for (let i = 1; i <= 7; i += 1) {
      await publish(`Kwarcytobeton numer ${i}`);
      await world.runJobs();
    }
    expect(await mails(FIRM)).toHaveLength(5);
    const digests = async (days: number) => {
      now = new Date(Date.now() + days * 86_400_000);
      await world.query(`SELECT graphile_worker.add_job('send-search-digests')`);
      await world.runJobs();
    };
    await digests(1);
    await digests(1);
    const [, , , , , digest, ...more] = await mails(FIRM);
    expect(more).toEqual([]);
    expect(digest?.body_text).toMatch(/numer 6[\s\S]*|numer 7/);
    expect(['numer 6', 'numer 7'].every((title) => digest?.body_text.includes(title))).toBe(true);
    await digests(7);
    await digests(7);
    const weekly = await mails(HOSPITAL);
    expect(weekly).toHaveLength(1);
    expect(weekly[0]?.body_text).toContain('7 new posts');
  }, 120_000);

  test('one click in the mail ends exactly this search, for its owner', async () => {
    await save(firm, 'q=kwarcytobeton');
    await save(firm, 'q=granitobeton');
    await publish('Kwarcytobeton w workach');
    await world.runJobs();
    const [mail] = await mails(FIRM);
    expect(mail?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    const path = new URL((mail?.headers['List-Unsubscribe'] ?? '').slice(1, -1)).pathname;
    const shown = await visitorOf(world).get(path);
    expect(readable(shown.text)).toContain('„kwarcytobeton”');
    expect(await saved()).toMatchObject([{ frequency: 'instant' }, { frequency: 'instant' }]);
    const done = await visitorOf(world).postRaw(path, 'List-Unsubscribe=One-Click', { Origin: 'https://mail.example', 'Sec-Fetch-Site': 'cross-site' });
    expect([done.status, readable(done.text).includes('„kwarcytobeton”')]).toEqual([200, true]);
    expect((await saved()).map(({ text, frequency }) => [text, frequency]).sort()).toEqual([['granitobeton', 'instant'], ['kwarcytobeton', 'never']]);
    await publish('Kwarcytobeton luzem');
    await world.runJobs();
    expect(await mails(FIRM)).toHaveLength(1);
  }, 60_000);
});
