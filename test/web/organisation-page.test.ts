import { startExchange, type TestExchange } from '../support/exchange.ts';
import { readable, ROLES, signedIn, visitorOf, type Reader } from '../support/reader.ts';

let exchange: TestExchange;
let visitor: Reader;
let firm: { id: string; name: string };
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  visitor = visitorOf(exchange);
  const [row] = await exchange.query<{ id: string; name: string }>(
    `SELECT id, name FROM organisation WHERE membership = 'approved' AND capabilities <> '{}' AND checked_at IS NOT NULL AND kind = 'firm' ORDER BY name LIMIT 1`);
  firm = row ?? { id: '', name: '' };
}, 120_000);
afterAll(() => exchange.close());

const page = async (id = firm.id, reader = visitor) => {
  const answer = await reader.get(`/organisations/${id}`);
  expect(answer.status).toBe(200);
  return answer.text;
};
const dataIn = (html: string) => /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1];

test('says what was checked and when, and no more than that', async () => {
  await exchange.query(`UPDATE organisation SET checked_at = '2026-03-05T10:00:00Z', checks = '{register,visit}', confirmed_at = '2026-09-01T10:00:00Z' WHERE id = $1`, [firm.id]);
  const text = readable(await page());
  expect(text).toContain('sprawdzone przez biuro klastra');
  expect(text).toContain('Ostatnio 5 marca 2026. Sprawdzono: wpis w rejestrze, wizyta na miejscu.');
  expect(text).toContain('Organizacja potwierdziła swoje dane 1 września 2026.');
  expect(readable((await visitorOf(exchange, 'en').get(`/organisations/${firm.id}`)).text)).toContain('Checked: entry in the register, visit on site.');
  await exchange.query(`UPDATE organisation SET checked_at = NULL WHERE id = $1`, [firm.id]);
  expect(readable(await page())).not.toContain('sprawdzone przez');
});

test('only an approved organisation is shown as checked, on its page and on its posts', async () => {
  const [post] = await exchange.query<{ id: string; organisation: string }>(
    `SELECT p.id, o.id AS organisation FROM post p JOIN organisation o ON o.id = p.organisation_id
     WHERE p.state = 'published' AND p.visibility = 'public' AND o.membership = 'approved' AND o.checked_at IS NOT NULL ORDER BY p.id LIMIT 1`);
  const { id = '', organisation = '' } = post ?? {};
  const badges = async () => [
    (await page(organisation)).includes('sprawdzone przez biuro klastra'),
    (await visitor.get(`/posts/${id}`)).text.includes('organizacja sprawdzona'),
  ];
  expect(await badges()).toEqual([true, true]);
  for (const membership of ['suspended', 'applied', 'recommended']) {
    await exchange.query(`UPDATE organisation SET membership = $2 WHERE id = $1`, [organisation, membership]);
    expect([membership, ...(await badges())]).toEqual([membership, false, false]);
  }
  await exchange.query(`UPDATE organisation SET membership = 'approved' WHERE id = $1`, [organisation]);
});

test('capabilities lead to the board; machines and certificates in its own words, the expired ones marked', async () => {
  await exchange.query(`UPDATE organisation SET machines = '{"<b>Krauss-Maffei 160 t"}' WHERE id = $1`, [firm.id]);
  await exchange.query(`DELETE FROM certificate WHERE organisation_id = $1`, [firm.id]);
  await exchange.query(
    `INSERT INTO certificate (id, organisation_id, name, valid_until) VALUES (gen_random_uuid(), $1, 'ISO 9001', '2099-01-01'), (gen_random_uuid(), $1, 'EN 14683', '2020-01-01')`,
    [firm.id]);
  const html = await page();
  expect(html).toContain('&lt;b&gt;Krauss-Maffei 160 t');
  const text = readable(html);
  expect(text).toContain('ISO 9001 ważny do 1 stycznia 2099');
  expect(html).toContain('<s>EN 14683</s>');
  const href = /class="chip" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&#x3D;', '=') ?? '';
  expect(href).toMatch(/^\/\?concept=/);
  expect((await visitor.get(href)).status).toBe(200);
});

test('only what leads to the web is a link', async () => {
  for (const [website, linked] of [['https://firma.example/a', true], ['javascript:alert(1)', false], ['data:text/html,x', false]] as const) {
    await exchange.query(`UPDATE organisation SET website = $2 WHERE id = $1`, [firm.id, website]);
    expect([website, (await page()).includes(`href="${website}"`)]).toEqual([website, linked]);
  }
});

test('a post that has run out today is gone from it at once; no people, no addresses', async () => {
  const [post] = await exchange.query<{ id: string; organisation: string }>(
    `SELECT id, organisation_id AS organisation FROM post WHERE state = 'published' AND visibility = 'public' ORDER BY id LIMIT 1`);
  const { id = '', organisation = '' } = post ?? {};
  expect(await page(organisation)).toContain(`/posts/${id}`);
  await exchange.query(`UPDATE post SET ends_on = '2020-01-01' WHERE id = $1`, [id]);
  const html = await page(organisation);
  expect(html).not.toContain(`/posts/${id}`);
  const people = await exchange.query<{ name: string; email: string }>(
    `SELECT p.name, p.email FROM person p JOIN membership m ON m.person_id = p.id WHERE m.organisation_id = $1`, [organisation]);
  expect(people.length).toBeGreaterThan(0);
  for (const { name, email } of people) expect([html.includes(name), html.includes(email)]).toEqual([false, false]);
});

test('search engines hear of approved organisations only', async () => {
  expect(JSON.parse(dataIn(await page()) ?? '')).toMatchObject({ '@type': 'Organization', name: firm.name, url: `${exchange.url}/organisations/${firm.id}` });
  const [applied] = await exchange.query<{ id: string }>(`SELECT id FROM organisation WHERE membership NOT IN ('approved','refused') LIMIT 1`);
  const html = await page(applied?.id);
  expect([dataIn(html), html.includes('noindex, follow')]).toEqual([undefined, true]);
  await exchange.query(`UPDATE organisation SET membership = 'refused' WHERE id = $1`, [applied?.id]);
  for (const reader of [visitor, await signedIn(exchange, ROLES.member)]) expect((await reader.get(`/organisations/${applied?.id ?? ''}`)).status).toBe(404);
});
