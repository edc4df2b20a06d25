import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, filledForm, readable, ROLES, signedIn, visitorOf, type Reader } from '../support/reader.ts';

/** A post that a reader may not see does not exist: on its own address, in lists, counts, facets, suggestions and mails. */
let exchange: TestExchange;
let owner: Reader;
const readers: Record<string, Reader> = {};
const WORD = 'zgłębnik';
const posts: Record<string, string> = {};
const titleOf = (name: string) => `Sonda ${WORD} ${name}`;

beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  owner = await signedIn(exchange, CLINIC);
  readers['visitor'] = visitorOf(exchange);
  for (const [role, email] of Object.entries(ROLES)) readers[role] = await signedIn(exchange, email);
  readers['chosen'] = await signedIn(exchange, 'michal.drozd@warstwa.example');
  const [chosen] = await exchange.query<{ id: string }>(`SELECT organisation_id AS id FROM membership JOIN person p ON p.id = person_id WHERE email = 'michal.drozd@warstwa.example'`);
  const write = async (name: string, fields: Record<string, string>, intent = 'publish', by = owner) => {
    const answer = await by.post('/posts', {
      kind: 'need', title: titleOf(name), quantity: '7', unit: 'szt', town: 'Bydgoszcz', submissionKey: crypto.randomUUID(), intent, ...fields,
    });
    expect(answer.status).toBe(303);
    posts[name] = answer.headers['location'] ?? '';
  };
  await write('publiczna', { visibility: 'public' });
  await write('członkowska', { visibility: 'members' });
  await write('wybrana', { visibility: 'chosen', audience: chosen?.id ?? '' });
  await write('szkicowa', { visibility: 'public' }, 'draft');
  await write('wycofana', { visibility: 'public' });
  expect((await owner.post(`${posts['wycofana'] ?? ''}/withdrawal`, { reason: 'Mamy' })).status).toBe(303);
  await write('sprawdzana', { visibility: 'public' }, 'publish', readers['unapproved']);
}, 90_000);
afterAll(() => exchange.close());

const MEMBER = ['publiczna', 'członkowska'];
const ALL = ['publiczna', 'członkowska', 'wybrana', 'szkicowa', 'wycofana', 'sprawdzana'];
/** Which of them each reader can open, and which of those stand on the board. */
const SEES: Record<string, { opens: string[]; finds: string[] }> = {
  visitor: { opens: ['publiczna'], finds: ['publiczna'] },
  unapproved: { opens: ['publiczna', 'sprawdzana'], finds: ['publiczna'] },
  member: { opens: MEMBER, finds: MEMBER },
  'organisation-admin': { opens: MEMBER, finds: MEMBER },
  chosen: { opens: [...MEMBER, 'wybrana'], finds: [...MEMBER, 'wybrana'] },
  coordinator: { opens: ALL, finds: [...MEMBER, 'wybrana'] },
  administrator: { opens: ALL, finds: [...MEMBER, 'wybrana'] },
};

describe.each(Object.keys(SEES))('%s', (role) => {
  const { opens, finds } = SEES[role] as { opens: string[]; finds: string[] };
  const get = async (path: string) => (await (readers[role] as Reader).get(path));

  test('opens what may be seen; the rest is not there on any of its addresses', async () => {
    for (const name of ALL) {
      const path = posts[name] ?? '';
      const page = await get(path);
      expect([name, page.status]).toEqual([name, opens.includes(name) ? 200 : 404]);
      if (opens.includes(name)) continue;
      expect(page.text).not.toContain(WORD);
      if (role === 'visitor') continue;
      for (const part of ['/edit', '/withdrawal', '/closure']) expect([name, part, (await get(`${path}${part}`)).status]).toEqual([name, part, 404]);
      for (const part of ['/proposals/new', '/requests/new']) expect([403, 404]).toContain((await get(`${path}${part}`)).status);
    }
  });

  test('finds them on the board, with counts and facets that say no more', async () => {
    const { text } = await get(`/?q=${encodeURIComponent(WORD)}`);
    const found = ALL.filter((name) => text.includes(`href="${posts[name] ?? ''}"`));
    expect(found.sort()).toEqual(finds.toSorted());
    expect(readable(text)).toMatch(new RegExp(`Potrzeby ${finds.length} `));
    const region = /value="kujawsko-pomorskie"[\s\S]*?facet__count">(\d+)</.exec(text)?.[1];
    expect(Number(region)).toBe(finds.length);
    const wide = await get(`/?q=${encodeURIComponent(WORD)}&kind=need&region=kujawsko-pomorskie&sort=newest&covered=1`);
    expect(ALL.filter((name) => wide.text.includes(`href="${posts[name] ?? ''}"`)).sort()).toEqual(finds.toSorted());
  });

  test('sees no more on the page of the organisation', async () => {
    const [clinic] = await exchange.query<{ id: string }>(`SELECT id FROM organisation WHERE name = 'Przychodnia Żółty Parasol'`);
    const { text } = await get(`/organisations/${clinic?.id ?? ''}`);
    expect(ALL.filter((name) => text.includes(`href="${posts[name] ?? ''}"`)).sort()).toEqual(finds.toSorted());
  });
});

test('a word that stands only in hidden posts is suggested to nobody', async () => {
  const secret = 'kwarcytobeton';
  await owner.post('/posts', {
    kind: 'need', title: `${secret} w workach`, quantity: '7', unit: 'szt', town: 'Bydgoszcz', visibility: 'members', submissionKey: crypto.randomUUID(), intent: 'publish',
  });
  const slip = '/?q=kwarcytobetom';
  expect((await (readers['visitor'] as Reader).get(slip)).text).not.toContain(secret);
});

test('nobody is mailed about what they may not see', async () => {
  await exchange.runJobs();
  const mails = await exchange.query<{ to_address: string; subject: string; body_text: string }>('SELECT to_address, subject, body_text FROM mailbox');
  const about = (name: string) => mails.filter((mail) => `${mail.subject} ${mail.body_text}`.includes(titleOf(name)));
  for (const name of ['szkicowa', 'wycofana']) expect(about(name)).toEqual([]);
  const office = (address: string) => address.endsWith('@klaster-zakole.example');
  expect(about('sprawdzana').every(({ to_address: to }) => office(to))).toBe(true);
  expect(about('wybrana').every(({ to_address: to }) => office(to) || to.endsWith('@warstwa.example') || to === CLINIC)).toBe(true);
}, 60_000);

test('what was public is hidden at once when it becomes members-only, and ends at once when the day is over', async () => {
  const path = posts['publiczna'] ?? '';
  const visitor = readers['visitor'] as Reader;
  await exchange.query(`UPDATE post SET visibility = 'members' WHERE id = $1`, [path.split('/').at(-1)]);
  // The index does not know yet; the page reads the rows again.
  expect((await visitor.get(`/?q=${encodeURIComponent(WORD)}`)).text).not.toContain(`href="${path}"`);
  expect((await visitor.get(path)).status).toBe(404);
});

test('an organisation that bears the name of another sees no more of that one\'s offers than anybody', async () => {
  const answer = await owner.post('/posts', {
    kind: 'need', title: 'Zasłony dla karetek', quantity: '70', unit: 'szt', town: 'Bydgoszcz', visibility: 'public', submissionKey: crypto.randomUUID(), intent: 'publish',
  });
  const need = answer.headers['location'] ?? '';
  const firm = readers['member'] as Reader;
  const form = filledForm((await firm.get(`${need}/proposals/new`)).text, `${need}/proposals`);
  expect((await firm.post(`${need}/proposals`, { ...form, quantity: '61' })).status).toBe(303);
  await exchange.query(
    `UPDATE organisation SET name = (SELECT o.name FROM organisation o JOIN membership m ON m.organisation_id = o.id JOIN person p ON p.id = m.person_id WHERE p.email = $1)
     WHERE id = (SELECT m.organisation_id FROM membership m JOIN person p ON p.id = m.person_id WHERE p.email = $2)`, [ROLES.member, ROLES.unapproved]);
  const proposed = 'Zaproponowano: 61';
  for (const [role, seen] of [['member', true], ['coordinator', true], ['unapproved', false], ['chosen', false]] as const) {
    expect([role, readable((await (readers[role] as Reader).get(need)).text).includes(proposed)]).toEqual([role, seen]);
  }
});
