import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, readable, signedIn, visitorOf, type Reader } from '../support/reader.ts';

let exchange: TestExchange;
let visitor: Reader;
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  visitor = visitorOf(exchange);
}, 90_000);
afterAll(() => exchange.close());

const get = async (path: string) => {
  const answer = await visitor.get(path);
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.text;
};
const titles = (html: string) => [...html.matchAll(/<h3 class="post-row__title"><a href="([^"]+)"[^>]*>([\s\S]*?)<\/a>/g)].map(([, href = '', title = '']) => ({ href, title: readable(title).trim() }));
const foundOf = (html: string) => Number(/role="status">\D*(\d+)/.exec(html)?.[1]);
const links = (html: string) => [...html.matchAll(/href="(\/\?[^"]+)"/g)].map(([, href = '']) => href.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'));

test('search in Polish finds inflected words and the other language\'s posts, marked in the title', async () => {
  const shields = titles(await get('/?q=przy%C5%82bica'));
  expect(shields.map(({ title }) => title)).toContain('1 000 przyłbic ochronnych');
  expect(shields.map(({ title }) => title)).toContain('Reusable face shields, EN 166, ex stock');
  const html = await get('/?q=przy%C5%82bica');
  expect(html).toContain('<mark>przyłbic</mark>');
  // What is not in the page's language says so, for those who listen.
  expect(html).toMatch(/lang="en">Reusable face shields/);
});

test('without a hit the page says what to do next, with the words kept', async () => {
  const html = await get('/?q=trzepaczka%20kosmiczna');
  expect(titles(html)).toEqual([]);
  expect(links(html).length).toBeGreaterThan(0);
  expect(html).toContain('title&#x3D;trzepaczka%20kosmiczna');
});

test('a slip of the finger is put right, and said', async () => {
  const html = await get('/?q=pszy%C5%82bice');
  expect(titles(html).length).toBeGreaterThan(0);
  expect(readable(html)).toContain('przyłbice');
});

test('kind, concept, region, terms and urgency narrow the list, and their counts are true', async () => {
  const all = await get('/');
  const tabs = [...all.matchAll(/href="([^"]*)"[^>]*>[^<]+<span class="facet__count">(\d+)<\/span><\/a>/g)].map(([, href = '', count = '']) => [href.replaceAll('&#x3D;', '='), Number(count)] as const);
  expect(tabs.length).toBe(3);
  for (const [href, count] of tabs) expect([href, foundOf(await get(href))]).toEqual([href, count]);
  const facets = [...all.matchAll(/name="(concept|region|terms)" type="checkbox" value="([^"]+)">[\s\S]*?facet__count">(\d+)</g)];
  expect(facets.length).toBeGreaterThan(15);
  for (const [, name = '', value = '', count = ''] of facets.filter((_, i) => i % 3 === 0)) {
    expect([name, value, foundOf(await get(`/?${name}=${value}`))]).toEqual([name, value, Number(count)]);
  }
  expect(foundOf(await get('/?urgent=1'))).toBeLessThan(foundOf(all));
});

test('pages hold every post once', async () => {
  const seen: string[] = [];
  const total = foundOf(await get('/'));
  for (let page = 1; page <= Math.ceil(total / 20); page += 1) seen.push(...titles(await get(`/?page=${page}`)).map(({ href }) => href));
  expect(seen.length).toBe(total);
  expect(new Set(seen).size).toBe(total);
  expect(titles(await get('/?page=9999'))).toEqual([]);
});

test('nearest first from a town; an unknown town is said', async () => {
  const near = await get('/?town=Bydgoszcz&sort=nearest&page=2');
  const distances = [...readable(near).matchAll(/(\d+) km (?!od)/g)].map(([, km]) => Number(km));
  expect(distances).toEqual(distances.toSorted((a, b) => a - b));
  expect(distances.length).toBeGreaterThan(5);
  expect(await get('/?town=Pcimierzyce')).toContain('id="town-unknown"');
});

test('nearest without a town says why it is not, and leads to the town', async () => {
  const html = await get('/?sort=nearest&kind=need');
  expect(readable(html)).toContain('Podaj miejscowość, a zaczniemy od najbliższych. Na razie pierwsze są najnowsze.');
  expect(html).toContain('<a href="#town">');
  expect(html).toContain('<strong>najbliższe</strong>');
  expect((await visitorOf(exchange, 'en').get('/?sort=nearest')).text).toContain('Give a town');
  const nurse = await signedIn(exchange, CLINIC);
  for (const known of [await get('/?sort=nearest&town=Toru%C5%84'), await get('/?town=Pcimierzyce&sort=nearest'), (await nurse.get('/?sort=nearest')).text, await get('/')]) {
    expect(known).not.toContain('href="#town"');
  }
});

test('every address that the board prints leads to the board again', async () => {
  const html = await get('/?q=maski&kind=need&region=kujawsko-pomorskie&terms=gift&town=Toru%C5%84&urgent=1&covered=1');
  const printed = [...new Set(links(html.replace(/<p class="search__examples">[\s\S]*?<\/p>/, '')))];
  expect(printed.length).toBeGreaterThan(8);
  for (const href of printed) await get(href);
  const chips = printed.filter((href) => !href.includes('region'));
  expect(chips.every((href) => href.includes('q=maski'))).toBe(true);
});

test('covered needs are left out until asked for, and stay findable', async () => {
  const covered = await exchange.query<{ id: string }>('SELECT id FROM search_document WHERE covered');
  expect(covered.length).toBeGreaterThan(0);
  const [plain, included] = [foundOf(await get('/?kind=need')), foundOf(await get('/?kind=need&covered=1'))];
  expect(included).toBe(plain + (await exchange.query(`SELECT 1 FROM search_document d JOIN post p USING (id) WHERE covered AND p.visibility = 'public'`)).length);
});

test('the town keeps everything else that was chosen', async () => {
  const html = await get('/?q=maski&kind=need&covered=1');
  const form = /<form class="town-form"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  for (const field of ['name="q" value="maski"', 'name="kind" value="need"', 'name="covered" value="1"', 'name="sort" value="nearest"']) expect(form).toContain(field);
});

test('who types a town is shown the way to what is near it; who types an organisation and finds nothing, the way to that', async () => {
  const polish = visitorOf(exchange);
  const get = async (path: string) => (await polish.get(path)).text;
  const town = readable(await get('/?q=torun'));
  expect(town).toContain('Może chodzi o: ogłoszenia w pobliżu (Toruń)');
  expect(links(await get('/?q=torun'))).toContain('/?town=Toru%C5%84&sort=nearest');
  const clinic = await get('/?q=zolty+parasol');
  expect(readable(clinic)).toContain('organizację Przychodnia Żółty Parasol');
  const [row] = await exchange.query<{ id: string }>(`SELECT id FROM organisation WHERE name LIKE '%Żółty Parasol'`);
  expect(clinic).toContain(`href="/organisations/${row?.id}"`);
  expect(await get('/?q=tor')).not.toContain('Może chodzi o');
});

test('a page beyond the last says so and leads to the first', async () => {
  const html = (await visitorOf(exchange).get('/?kind=need&page=90')).text;
  expect(readable(html)).toContain('Tej strony już nie ma');
  expect(readable(html)).not.toContain('Tego jeszcze nikt nie ogłosił');
  expect(links(html)).toContain('/?kind=need');
});

test('an answer to a form has no address in another language', async () => {
  const nurse = await signedIn(exchange, CLINIC);
  expect((await nurse.get('/posts/new?kind=need')).text).toContain('hreflang="en"');
  const again = await nurse.post('/posts', { kind: 'need', title: '', intent: 'publish', submissionKey: crypto.randomUUID() });
  expect([again.status, again.text.includes('hreflang=')]).toEqual([422, false]);
});
