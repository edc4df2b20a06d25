import { startExchange, type TestExchange } from '../support/exchange.ts';
import { meanwhile } from '../support/meanwhile.ts';
import { idIn, writtenMail } from '../support/written-mail.ts';
import { readable, ROLES, signedIn, type Reader } from '../support/reader.ts';

let world: TestExchange;
let office: Reader;
beforeAll(async () => {
  world = await startExchange({ seed: 'demo' });
  office = await signedIn(world, ROLES.coordinator);
}, 120_000);
afterAll(() => world.close());

const id = (sql: string): Promise<string> => idIn(world, sql);

describe('the mail trail', () => {
  // One of the demo's own: the mails written here, and their copies, are digests.
  const ANSWERABLE = `SELECT id FROM mail WHERE body_text LIKE '%LINK:a:%' AND state = 'sent' AND kind <> 'digest' ORDER BY id LIMIT 1`;

  test('finds mails by address, name and state, without a placeholder of a secret link anywhere', async () => {
    const page = await office.get('/office/mails?q=POD-brzozami');
    expect(page.text).toContain('amir.haddad@pod-brzozami.example');
    expect(page.text).not.toContain('rowny-scieg.example');
    expect(readable((await office.get('/office/mails?q=100%25')).text)).toContain('Nie ma takich wiadomości');
    expect((await office.get('/office/mails?q=%00&state=%00&person=x&post[]=1&page=99999')).status).toBe(200);
    const mail = await office.get(`/office/mails/${await id(ANSWERABLE)}`);
    expect(mail.text).toContain('[odnośnik tylko dla odbiorcy]');
    expect(mail.text).not.toMatch(/%%LINK|\/a\/[\w-]{46}/);
  });

  test('says of a mail whether its link was used to answer', async () => {
    const mail = await id(ANSWERABLE);
    expect(readable((await office.get(`/office/mails/${mail}`)).text)).toContain('bez odpowiedzi');
    await world.query(`UPDATE mail_link SET used_at = now() WHERE id::text IN (SELECT (regexp_matches(body_text, 'LINK:a:([0-9a-f-]{36})'))[1] FROM mail WHERE id = $1)`, [mail]);
    expect(readable((await office.get(`/office/mails/${mail}`)).text)).toContain('odpowiedź przyszła');
  });

  test('of a mail about several posts stands at each of them, answered only where the answer was about it', async () => {
    const [one, other] = await world.query<{ need: string; title: string; match: string }>(
      `SELECT DISTINCT ON (n.id) n.id AS need, n.title, m.id AS match FROM match m JOIN post n ON n.id = m.need_id WHERE n.state = 'published' ORDER BY n.id LIMIT 2`);
    const link = await id(`INSERT INTO mail_link (id, purpose, data, expires_at, used_at, created_at)
      VALUES (gen_random_uuid(), 'answer', '{"matchId": "${one?.match}", "side": "offer"}', now() + interval '1 day', now(), now()) RETURNING id`);
    const unused = await id(`INSERT INTO mail_link (id, purpose, data, expires_at, created_at)
      VALUES (gen_random_uuid(), 'answer', '{"matchId": "${other?.match}", "side": "offer"}', now() + interval '1 day', now()) RETURNING id`);
    const mail = await writtenMail(world, 'sent', 'Przegląd dwóch potrzeb');
    await world.query(`UPDATE mail SET body_text = '%%LINK:a:${link}%% %%LINK:a:${unused}%%' WHERE id = $1`, [mail]);
    await world.query(`INSERT INTO mail_post (mail_id, post_id) SELECT $1, unnest($2::uuid[])`, [mail, [one?.need, other?.need]]);
    const trailOf = async (post?: string) => {
      const row = new RegExp(`/office/mails/${mail}[\\s\\S]*?</tr>`).exec((await office.get(`/posts/${post}`)).text);
      return readable(row?.[0] ?? '');
    };
    expect(await trailOf(one?.need)).toContain('odpowiedź przyszła');
    expect(await trailOf(other?.need)).toContain('bez odpowiedzi');
    expect((await office.get(`/office/mails?post=${other?.need}`)).text).toContain(mail);
    const page = readable((await office.get(`/office/mails/${mail}`)).text);
    for (const { title } of [one, other].flatMap((post) => post ?? [])) expect(page).toContain(title);
    const copy = (await office.post(`/office/mails/${mail}/dispatch`)).headers['location']?.split('/').at(-1);
    expect(await world.query('SELECT FROM mail_post WHERE mail_id = $1', [copy])).toHaveLength(2);
  });

  test('a dead letter shows its reason, waits on the page of the office, and goes out again under its own id', async () => {
    const mail = await writtenMail(world, 'dead', 'lost', { error: '550 no such user' });
    expect(readable((await office.get('/office')).text)).toMatch(/Wiadomości, które nie doszły 1.*550 no such user/);
    const again = await office.post(`/office/mails/${mail}/dispatch`);
    expect(again.headers['location']).toBe(`/office/mails/${mail}`);
    await world.runJobs();
    expect(await world.query(`SELECT state, resent_of FROM mail WHERE id = $1`, [mail])).toEqual([{ state: 'sent', resent_of: null }]);
  });

  test('one that came back and goes out again with success presses no more', async () => {
    const mail = await writtenMail(world, 'dead', 'returned', { error: '452 mailbox full', bounce: '452 mailbox full' });
    expect(readable((await office.get('/office')).text)).toContain('452 mailbox full');
    await office.post(`/office/mails/${mail}/dispatch`);
    await world.runJobs();
    expect(await world.query(`SELECT state, bounced_at, bounce FROM mail WHERE id = $1`, [mail])).toEqual([{ state: 'sent', bounced_at: null, bounce: null }]);
    expect((await office.get('/office?queue=mails')).text).not.toContain(mail);
  });

  test('one to an address that was stopped says so; sent again, it opens the address', async () => {
    const mail = await writtenMail(world, 'dead', 'stopped', { error: 'address fails since 2026-11-01' });
    await world.query(`INSERT INTO failing_address (address, since, reason) VALUES ('stopped@example.test', now(), '550 5.1.1 no such user')`);
    const page = readable((await office.get(`/office/mails/${mail}`)).text);
    for (const told of ['Adres wstrzymany', '550 5.1.1 no such user', 'Jeśli adres już działa']) expect(page).toContain(told);
    await office.post(`/office/mails/${mail}/dispatch`);
    await world.runJobs();
    expect(await world.query(`SELECT state FROM mail WHERE id = $1`, [mail])).toEqual([{ state: 'sent' }]);
    expect(readable((await office.get(`/office/mails/${mail}`)).text)).not.toContain('Adres wstrzymany');
  });

  test('one whose text has been deleted is not sent empty', async () => {
    const mail = await writtenMail(world, 'dead', 'emptied', { error: '452 mailbox full' });
    await world.query(`UPDATE mail SET body_text = '', body_html = '' WHERE id = $1`, [mail]);
    const refused = await office.post(`/office/mails/${mail}/dispatch`);
    expect([refused.status, readable(refused.text)]).toEqual([410, expect.stringContaining('została już usunięta')]);
    expect(await world.query(`SELECT state FROM mail WHERE id = $1`, [mail])).toEqual([{ state: 'dead' }]);
    await office.post(`/office/mails/${mail}/settlement`);
  });

  test('of a mail that was sent a copy goes to the same address; twice pressed, one copy is under way', async () => {
    const mail = await id(ANSWERABLE);
    const [first, second] = [await office.post(`/office/mails/${mail}/dispatch`), await office.post(`/office/mails/${mail}/dispatch`)];
    expect([first.status, second.status]).toEqual([303, 409]);
    const copies = await world.query<{ same: boolean }>(
      `SELECT c.to_address = m.to_address AND c.message_id <> m.message_id AS same FROM mail c JOIN mail m ON m.id = c.resent_of WHERE m.id = $1`, [mail]);
    expect(copies).toEqual([{ same: true }]);
    await world.runJobs();
    await world.query(`UPDATE mail_link SET expires_at = now() - interval '1 day' WHERE purpose = 'answer'`);
    expect((await office.post(`/office/mails/${mail}/dispatch`)).status).toBe(410);
  });

  test('one that came back is sent again by the first who presses, and once more only after ten minutes', async () => {
    const mail = await writtenMail(world, 'sent', 'pressed', { bounce: '550 gone' });
    const dispatch = () => office.post(`/office/mails/${mail}/dispatch`);
    const copy = `INSERT INTO mail (id, kind, why, to_name, to_address, language, subject, body_text, body_html, message_id, state, created_at, due_at, give_up_at, resent_of)
      SELECT gen_random_uuid(), kind, why, to_name, to_address, language, subject, body_text, body_html, '<copy@x>', 'sent', now(), now(), give_up_at, id FROM mail WHERE id = $1`;
    // A colleague's press is being stored.
    const second = await meanwhile(world, async (manager) => {
      await manager.query('SELECT FROM mail WHERE id = $1 FOR UPDATE', [mail]);
      await manager.query(copy, [mail]);
    }, dispatch);
    expect([second.status, readable(second.text)]).toEqual([409, expect.stringContaining('ktoś przed chwilą wysłał ponownie')]);
    expect(await world.query('SELECT FROM mail WHERE resent_of = $1', [mail])).toHaveLength(1);
    await world.query(`UPDATE mail SET created_at = now() - interval '11 minutes' WHERE resent_of = $1`, [mail]);
    expect((await dispatch()).status).toBe(303);
  });

  test('one that was given up and has gone out since is not copied by whoever presses after', async () => {
    const mail = await writtenMail(world, 'dead', 'given-up', { error: '452 mailbox full' });
    expect((await office.post(`/office/mails/${mail}/dispatch`)).status).toBe(303);
    await world.runJobs();
    expect((await office.post(`/office/mails/${mail}/dispatch`)).status).toBe(409);
    expect(await world.query('SELECT FROM mail WHERE resent_of = $1', [mail])).toEqual([]);
  });

  test('a bounced mail is set aside when it was dealt with otherwise', async () => {
    const mail = await id(ANSWERABLE);
    await world.query(`UPDATE mail SET bounced_at = now(), bounce = 'mailbox full' WHERE id = $1`, [mail]);
    await world.query(`UPDATE mail SET resent_of = NULL WHERE resent_of = $1`, [mail]);
    expect(readable((await office.get('/office')).text)).toContain('mailbox full');
    expect((await office.post(`/office/mails/${mail}/settlement`)).status).toBe(303);
    expect(readable((await office.get('/office')).text)).not.toContain('mailbox full');
  });
});
