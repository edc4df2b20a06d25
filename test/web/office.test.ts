import { startExchange, type TestExchange } from '../support/exchange.ts';
import { idIn, writtenMail } from '../support/written-mail.ts';
import { CLINIC, filledForm, readable, ROLES, signedIn, type Reader } from '../support/reader.ts';
import { workOf } from '../support/work.ts';

let world: TestExchange;
let office: Reader;
beforeAll(async () => {
  world = await startExchange({ seed: 'demo' });
  office = await signedIn(world, ROLES.coordinator);
}, 120_000);
afterAll(() => world.close());

const id = (sql: string, values: unknown[] = []): Promise<string> => idIn(world, sql, values);

interface Mail {
  id: string;
  kind: string;
  why: string;
  to_address: string;
  subject: string;
  body_text: string;
}
const mailsSince = (at: Date, kind: string) =>
  world.query<Mail>(`SELECT id, kind, why, to_address, subject, body_text FROM mail WHERE created_at >= $1 AND kind = $2 ORDER BY to_address`, [at, kind]);

const INREVIEW = `SELECT id FROM post WHERE state = 'in-review' ORDER BY created_at, id LIMIT 1`;

describe('the page', () => {
  test('shows what waits with its number, and what is empty in one line', async () => {
    const page = await office.get('/office');
    const text = readable(page.text);
    expect(text).toMatch(/Ogłoszenia do sprawdzenia 2/);
    expect(text).toMatch(/Zgłoszenia organizacji 1/);
    expect(text).toMatch(/Potrzeby bez pasującej oferty \d+/);
    expect(text).toMatch(/Nic nie czeka tutaj: zgłoszone ogłoszenia/);
  });

  test('a queue has a page of its own with everything in it', async () => {
    const all = await office.get('/office?queue=unanswered');
    const rows = all.text.match(/<li class="match-row">/g) ?? [];
    const total = Number(/Potrzeby bez pasującej oferty (\d+)/.exec(readable((await office.get('/office')).text))?.[1]);
    expect(rows.length).toBe(total);
    expect(rows.length).toBeGreaterThan(5);
    expect((await office.get('/office?queue=nonsense')).status).toBe(200);
  });

  test('of an empty queue says that nothing waits in it, not that nothing waits', async () => {
    const page = await office.get('/office?queue=reports');
    expect(readable(page.text)).toContain('W tej kolejce nic nie czeka');
    expect(readable(page.text)).not.toContain('Wszystko jest sprawdzone');
    expect(page.text).toContain('<a class="button" href="/office">');
  });

  test('leads administrators, and nobody else, to the mode and to the texts about the site', async () => {
    const administrator = await signedIn(world, ROLES.administrator);
    await world.query(`DELETE FROM site_text WHERE name = 'controller-name'`);
    const [theirs, ours] = [(await administrator.get('/office')).text, (await office.get('/office')).text];
    expect(readable(theirs)).toMatch(/Informacja o prywatności jest niepełna.*Tryb giełdy Dane biura i deklaracja dostępności/);
    expect(readable(ours)).toContain('Informacja o prywatności jest niepełna');
    expect(theirs.match(/href="\/office\/site"/g)).toHaveLength(2);
    expect(theirs).toContain('href="/office/mode"');
    expect(ours).not.toMatch(/href="\/office\/(site|mode)"/);
    for (const path of ['/office/site', '/office/mode']) expect((await administrator.get(path)).status).toBe(200);
  });

  test('asks the best firm in one click, with the firm already chosen', async () => {
    const href = /href="(\/posts\/[0-9a-f-]+\/requests\/new\?supplier=[0-9a-f-]+)"/.exec((await office.get('/office')).text)?.[1] ?? '';
    expect((await office.get(href)).status).toBe(200);
  });

  test('what does not work stands above everything', async () => {
    const stuck = await writtenMail(world, 'queued', 'stuck');
    expect(readable((await office.get('/office')).text)).toMatch(/1 wiadomość nie może wyjść od/);
    await world.query(`DELETE FROM mail WHERE id = $1`, [stuck]);
  });

  test('asks for the needs once, though they fill two queues', async () => {
    const { statements } = await workOf(async () => expect((await office.get('/office')).status).toBe(200));
    expect(statements.filter((sql) => /FROM post p .*CROSS JOIN LATERAL/.test(sql))).toHaveLength(1);
  });
});

describe('reviews', () => {
  test('a refusal without a reason comes back with the fault at its row', async () => {
    const post = await id(INREVIEW);
    const reply = await office.post(`/office/reviews/${post}`, { verdict: 'refuse', version: '1', reason: '' });
    expect(reply.status).toBe(422);
    expect(reply.text).toContain(`id="reason-${post}"`);
    expect(reply.text).toContain(`href="#reason-${post}"`);
  });

  test('the owner is told of the decision and its reason, once', async () => {
    const post = await id(INREVIEW);
    const before = new Date();
    expect((await office.post(`/office/reviews/${post}`, { verdict: 'refuse', version: '1', reason: 'Brak certyfikatu <b>CE</b>' })).status).toBe(303);
    await world.runJobs();
    const mails = await mailsSince(before, 'office-act');
    expect(mails.map(({ to_address }) => to_address)).toContain(ROLES.unapproved);
    expect(mails[0]?.why).toBe('office.decision');
    expect(mails[0]?.body_text).toContain('Powód: Brak certyfikatu <b>CE</b>');
    expect(new Set(mails.map(({ to_address }) => to_address)).size).toBe(mails.length);
  });

  test('approving tells, too', async () => {
    const post = await id(INREVIEW);
    const before = new Date();
    await office.post(`/office/reviews/${post}`, { verdict: 'approve', version: '1' });
    await world.runJobs();
    expect((await mailsSince(before, 'office-act')).map(({ subject }) => subject)[0]).toMatch(/^Wasze ogłoszenie jest na giełdzie: /);
  });
});

describe('acting on behalf', () => {
  const organisationOf = (email: string) =>
    id(`SELECT m.organisation_id AS id FROM membership m JOIN person p ON p.id = m.person_id WHERE p.email = $1`, [email]);

  test('is offered where the organisation is seen, marked on every page, and ended from there', async () => {
    const clinic = await organisationOf(CLINIC);
    const need = await id(`SELECT id FROM post WHERE organisation_id = $1 AND state = 'published' AND kind = 'need' LIMIT 1`, [clinic]);
    const commitment = await id(`SELECT id FROM commitment WHERE owner_id = $1 LIMIT 1`, [clinic]);
    for (const path of [`/posts/${need}`, `/organisations/${clinic}`, `/commitments/${commitment}`]) {
      const { text } = await office.get(path);
      expect([path, filledForm(text, '/office/acting-for').organisation]).toEqual([path, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    }
    const begun = await office.post('/office/acting-for', { organisation: clinic, back: `/posts/${need}` });
    expect([begun.status, begun.headers['location']]).toEqual([303, `/posts/${need}`]);
    for (const path of ['/', '/dashboard', '/office', `/posts/${need}`]) {
      expect([path, readable((await office.get(path)).text)]).toEqual([path, expect.stringMatching(/Działasz w imieniu organizacji Przychodnia Żółty Parasol/)]);
    }
    expect(readable((await office.get('/dashboard')).text)).toContain('1 000 przyłbic ochronnych');
    const ended = await office.post('/office/acting-for/end', { back: 'https://evil.example/' });
    expect([ended.status, ended.headers['location']]).toEqual([303, '/dashboard']);
    expect(readable((await office.get('/')).text)).not.toContain('Działasz w imieniu');
  });

  test('a new need is posted for it, recorded as such, and its people are told', async () => {
    const clinic = await organisationOf(CLINIC);
    await office.post('/office/acting-for', { organisation: clinic });
    const before = new Date();
    const form = filledForm((await office.get('/posts/new?kind=need')).text, '/posts');
    // For whom it is has been said already: nothing on the form says otherwise.
    expect(form['organisation']).toBeUndefined();
    const made = await office.post('/posts', { ...form, kind: 'need', title: 'Rękawiczki nitrylowe', quantity: '500', unit: 'szt', town: 'Bydgoszcz', terms: 'gift', intent: 'publish' });
    expect(made.status).toBe(303);
    const post = String(made.headers['location']).split('/')[2];
    expect(await world.query(`SELECT organisation_id FROM post WHERE id = $1`, [post])).toEqual([{ organisation_id: clinic }]);
    expect(await world.query(`SELECT on_behalf, organisation_id FROM activity WHERE post_id = $1 AND action = 'post.published'`, [post]))
      .toEqual([{ on_behalf: true, organisation_id: clinic }]);
    await world.runJobs();
    const mails = await mailsSince(before, 'office-act');
    expect(mails.map(({ to_address }) => to_address)).toContain(CLINIC);
    expect(readable(mails[0]?.body_text ?? '')).toContain('(Joanna Wrzos) opublikowało w Waszym imieniu potrzebę');
    const seen = readable((await (await signedIn(world, CLINIC)).get(`/posts/${post}`)).text);
    expect(seen).toContain('w imieniu: Przychodnia Żółty Parasol');
    await office.post('/office/acting-for/end');
  });

  test('nobody else can begin it, and it ends with the office role', async () => {
    const clinic = await organisationOf(CLINIC);
    const member = await signedIn(world, ROLES.member);
    expect((await member.post('/office/acting-for', { organisation: clinic })).status).toBe(404);
    expect((await office.post('/office/acting-for', { organisation: 'x' })).status).toBe(404);
    await office.post('/office/acting-for', { organisation: clinic });
    await world.query(`UPDATE person SET office_role = NULL WHERE email = $1`, [ROLES.coordinator]);
    expect(readable((await office.get('/dashboard')).text)).not.toContain('Działasz w imieniu');
    await world.query(`UPDATE person SET office_role = 'coordinator' WHERE email = $1`, [ROLES.coordinator]);
    await office.post('/office/acting-for/end');
  });
});

describe('reminders', () => {
  test('whoever is silent is reminded once in twelve hours', async () => {
    const commitment = await id(`SELECT id FROM commitment WHERE state = 'proposed' LIMIT 1`);
    const before = new Date();
    expect(readable((await office.get(String((await office.post(`/office/commitments/${commitment}/reminder`)).headers['location']))).text))
      .toContain('Wysłaliśmy przypomnienie');
    const count = (await mailsSince(before, 'commitment-event')).length;
    expect(count).toBeGreaterThan(0);
    await office.post(`/office/commitments/${commitment}/reminder`);
    expect((await mailsSince(before, 'commitment-event')).length).toBe(count);
  });

  test('who has not confirmed a parcel is asked whether it arrived', async () => {
    const commitment = await id(`SELECT c.id FROM commitment c JOIN delivery d ON d.commitment_id = c.id
      WHERE c.state = 'sent' AND NOT EXISTS (SELECT FROM receipt r WHERE r.delivery_id = d.id) LIMIT 1`);
    const before = new Date();
    await office.post(`/office/commitments/${commitment}/reminder`);
    const mails = await mailsSince(before, 'commitment-event');
    expect(mails[0]?.subject).toMatch(/^Czy przesyłka dotarła|^Has /);
    expect(mails[0]?.why).toBe('commitment.remind-receipt');
  });

  test('whoever reminds in a queue of its own stays there', async () => {
    const [, action = ''] = /action="(\/office\/commitments\/[0-9a-f-]+\/reminder)"/.exec((await office.get('/office?queue=receipts')).text) ?? [];
    const { _csrf, ...form } = filledForm((await office.get('/office?queue=receipts')).text, action);
    expect(form).toEqual({ queue: 'receipts' });
    expect((await office.post(action, form)).headers['location']).toBe('/office?queue=receipts');
    expect((await office.post(action, { queue: '//evil.example' })).headers['location']).toBe('/office');
  });

  test('where nobody waits for anything nobody is reminded', async () => {
    const commitment = await id(`SELECT id FROM commitment WHERE state IN ('declined','completed') LIMIT 1`);
    expect((await office.post(`/office/commitments/${commitment}/reminder`)).status).toBe(409);
  });
});

describe('a parcel that nobody has confirmed', () => {
  const links = async () => [...(await office.get('/office?queue=receipts')).text.matchAll(/href="(\/commitments\/[0-9a-f-]+)#([^"]+)"/g)];

  test.each(['owner', 'supplier'] as const)('leads the office that stands in for the %s to its own form, or to none', async (side) => {
    const [[, path = ''] = []] = await links();
    const organisation = await id(`SELECT ${side}_id AS id FROM commitment WHERE id = $1`, [path.split('/').at(-1)]);
    await office.post('/office/acting-for', { organisation });
    const found = (await links()).find(([, to]) => to === path);
    const { text } = await office.get(path);
    await office.post('/office/acting-for/end');
    if (side === 'supplier') return expect([found, text.includes('confirm-receipt')]).toEqual([undefined, false]);
    expect(found?.[2]).toMatch(/^confirm-receipt-owner-/);
    expect(text).toContain(`id="${found?.[2]}"`);
  });

  test('is confirmed by the office as itself, and so the history and the mails say', async () => {
    const [[, path = '', field = ''] = []] = await links();
    const { text } = await office.get(path);
    const folded = text.match(/<details id="confirm-receipt[\s\S]*?<\/details>/g)?.find((one) => one.includes(`id="${field}"`)) ?? '';
    const { _csrf, ...form } = filledForm(folded, /action="([^"]+)"/.exec(folded)?.[1] ?? '');
    expect(form).toMatchObject({ onBehalfOf: 'itself', quantity: expect.stringMatching(/\d/), receivedBy: '' });
    const before = new Date();
    expect((await office.post(/action="([^"]+)"/.exec(folded)?.[1] ?? '', { ...form, receivedBy: 'Ewa Sowa' })).status).toBe(303);
    expect(await world.query(`SELECT on_behalf, data->>'party' AS party FROM activity WHERE action = 'commitment.confirm-receipt' AND at >= $1`, [before]))
      .toEqual([{ on_behalf: false, party: 'office' }]);
    const mails = await mailsSince(before, 'commitment-event');
    expect(mails.length).toBeGreaterThan(1);
    for (const { body_text } of mails) expect(readable(body_text)).toMatch(/Biuro klastra potwierdza odbiór|The cluster’s office confirms receipt/);
    expect((await links()).map(([, , anchor]) => anchor)).not.toContain(field);
  });
});
