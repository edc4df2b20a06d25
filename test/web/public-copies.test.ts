import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, readable, ROLES, signedIn, visitorOf, type Reader } from '../support/reader.ts';

/**
 * What is made of public posts for other sites and programs: suggestions, feeds, the embedded board, the sitemap, data for
 * search engines. A post that a visitor may not see is in none of them, whoever asks for the copies.
 */
let exchange: TestExchange;
let owner: Reader;
let visitor: Reader;
const WORD = 'zgłębnik';
const posts: Record<string, string> = {};
const HIDDEN = ['członkowska', 'wybrana', 'szkicowa', 'wycofana', 'sprawdzana', 'miniona', 'utajniona'];

beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  owner = await signedIn(exchange, CLINIC);
  visitor = visitorOf(exchange);
  const unapproved = await signedIn(exchange, ROLES.unapproved);
  const [chosen] = await exchange.query<{ id: string }>(
    `SELECT organisation_id AS id FROM membership JOIN person p ON p.id = person_id WHERE email = 'michal.drozd@warstwa.example'`);
  const write = async (name: string, fields: Record<string, string>, intent = 'publish', by = owner) => {
    const answer = await by.post('/posts', {
      kind: 'need', title: `Sonda ${WORD} ${name}`, description: '</script><b>"&', quantity: '7', unit: 'szt', town: 'Bydgoszcz',
      submissionKey: crypto.randomUUID(), intent, visibility: 'public', ...fields,
    });
    expect([name, answer.status]).toEqual([name, 303]);
    posts[name] = answer.headers['location'] ?? '';
  };
  await write('publiczna', {});
  await write('członkowska', { visibility: 'members' });
  await write('wybrana', { visibility: 'chosen', audience: chosen?.id ?? '' });
  await write('szkicowa', {}, 'draft');
  await write('wycofana', {});
  expect((await owner.post(`${posts['wycofana'] ?? ''}/withdrawal`, { reason: 'Mamy' })).status).toBe(303);
  await write('sprawdzana', {}, 'publish', unapproved);
  for (const name of ['miniona', 'utajniona']) await write(name, {});
  const id = (name: string) => posts[name]?.split('/').at(-1);
  // Behind the back of the index: it still has both as they were.
  await exchange.query(`UPDATE post SET ends_on = '2020-01-01' WHERE id = $1`, [id('miniona')]);
  await exchange.query(`UPDATE post SET visibility = 'members' WHERE id = $1`, [id('utajniona')]);
}, 120_000);
afterAll(() => exchange.close());

const q = encodeURIComponent(WORD);
const nothingHidden = (text: string) => {
  for (const name of HIDDEN) expect([name, text.includes(posts[name] ?? '?'), text.includes(`${WORD} ${name}`)]).toEqual([name, false, false]);
};

interface Suggestions {
  concepts: { label: string; count: string; href: string }[];
  posts: { href: string }[];
  meant: { text: string } | null;
}

describe('suggestions', () => {
  const ask = async (query: string, by = visitor) => {
    const answer = await by.get(`/suggestions?${query}`);
    return { code: answer.status, ...(answer.body as Suggestions) };
  };
  const titlesFor = async (by: Reader) => (await ask(`q=${q}`, by)).posts.map(({ href }) => href).sort();

  test('titles are scoped by the reader', async () => {
    expect(await titlesFor(visitor)).toEqual([posts['publiczna']]);
    const member = await titlesFor(await signedIn(exchange, ROLES.member));
    expect(member).toEqual(['publiczna', 'członkowska', 'utajniona'].map((name) => posts[name] ?? '').sort());
  });
  test.each(['przył', 'przylb', 'przyłbicami', 'face shi', 'pszyłbice'])('%s leads to the face shield and to posts', async (typed) => {
    const found = await ask(`q=${encodeURIComponent(typed)}`);
    expect(found.posts.length).toBeGreaterThan(0);
    if (typed === 'pszyłbice') expect(found.meant?.text).toBe('przyłbice');
    else expect(found.concepts.map(({ href }) => href)).toContain('/?concept=face-shield');
  });
  test('the count is what the board then shows, for each reader', async () => {
    for (const reader of [visitor, await signedIn(exchange, ROLES.member)]) {
      const { concepts } = await ask('q=mask', reader);
      expect(concepts).not.toEqual([]);
      for (const { count, href } of concepts) {
        expect(readable((await reader.get(href)).text)).toMatch(new RegExp(`\\s${count} (ogłosze|ogłoszeni)`));
      }
    }
  });
  test('keep to the kind that is chosen', async () => {
    const { concepts } = await ask('q=przy%C5%82bice&kind=offer');
    expect(concepts).not.toEqual([]);
    for (const { href } of concepts) expect(href).toContain('kind=offer');
  });
  test.each(['', 'q=', 'q=%20', 'q=%3F%3F', 'q=do', `q=${'x'.repeat(120)}`, 'q=a&q=b', 'q[x]=1', 'q=%00', 'q=%27%29%3B--', 'q=%22', 'kind=x&q=ma'])('%s is no error', async (query) => {
    expect((await ask(query)).code).toBe(200);
  });
  test('what is too long for a beginning is refused, in the reader\'s language', async () => {
    const answer = await visitor.get(`/suggestions?q=${'x'.repeat(10_000)}`);
    expect(answer.status).toBe(422);
    expect(readable(answer.text)).toContain('za długi');
  });
});

describe.each([['/feed.atom', 'application/atom+xml'], ['/feed.json', 'application/feed+json']])('%s', (path, type) => {
  test('holds public posts of today only, even for their owner', async () => {
    for (const reader of [visitor, owner]) {
      const answer = await reader.get(`${path}?q=${q}`);
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toContain(type);
      const text = answer.text;
      expect(text).toContain(posts['publiczna']);
      nothingHidden(text);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });
  test('the same posts are not sent twice: entity tag and date', async () => {
    const first = await visitor.get(path);
    const etag = String(first.headers['etag']);
    expect(etag).toMatch(/^(W\/)?"/);
    expect(Date.parse(String(first.headers['last-modified']))).not.toBeNaN();
    expect((await visitor.get(path, { 'If-None-Match': etag })).status).toBe(304);
    expect((await visitor.get(path)).text).toBe(first.text);
    expect((await visitor.get(`${path}?kind=offer`, { 'If-None-Match': etag })).status).toBe(200);
  });
  test('speaks the language that is asked for, and names its own search', async () => {
    expect((await visitor.get(`${path}?language=en&kind=need`)).text).toContain('Cooperation exchange: needs');
    expect((await visitor.get(`${path}?kind=need`)).text).toContain('Giełda kooperacji: potrzeby');
  });
  test('nothing found is a feed too', async () => {
    const answer = await visitor.get(`${path}?q=qwertyzxc`);
    expect([answer.status, answer.headers['last-modified']]).toEqual([200, undefined]);
  });
});

test.each([
  ['Rury <50 mm & "kolanka"', 'Rury &lt;50 mm &amp; &quot;kolanka&quot;'],
  ['a ]]> b ]]></title><link href="http://zly.example"/><title>', 'a ]]&gt; b ]]&gt;&lt;/title&gt;&lt;link href=&quot;http://zly.example&quot;/&gt;&lt;title&gt;'],
])('a feed says %s and nothing else, whoever reads it', async (title, html) => {
  await exchange.query(`UPDATE post SET title = $2 WHERE id = $1`, [posts['publiczna']?.split('/').at(-1), title]);
  await exchange.query(`UPDATE organisation SET name = 'Igła & <i>nitka' WHERE id = (SELECT organisation_id FROM post WHERE id = $1)`,
    [posts['publiczna']?.split('/').at(-1)]);
  const atom = (await visitor.get(`/feed.atom?q=${q}`)).text;
  const entry = /<entry>[\s\S]*<\/entry>/.exec(atom)?.[0] ?? '';
  expect(entry).toContain(`<title type="html"><![CDATA[Potrzeba: ${html}]]></title>`);
  expect(entry).toMatch(/<summary type="html"><!\[CDATA\[[^<>]* · Igła &amp; &lt;i&gt;nitka, [^<>]*\]\]><\/summary>/);
  expect(entry).toContain('<name>Igła &amp; &lt;i&gt;nitka</name>');
  expect(entry.match(/<title|<link|\]\]>/g)).toHaveLength(4);
  const { items } = JSON.parse((await visitor.get(`/feed.json?q=${q}`)).text) as { items: { title: string; content_html: string }[] };
  expect(items).toEqual([expect.objectContaining({
    title: `Potrzeba: ${title}`, content_html: expect.stringContaining('Igła &amp; &lt;i&gt;nitka'), author: { name: 'Igła & <i>nitka' },
  })]);
});

describe('the embedded board', () => {
  test('shows what a visitor may see, to everybody, inside any site', async () => {
    for (const reader of [visitor, owner]) {
      const answer = await reader.get(`/embed?q=${q}`);
      expect(answer.status).toBe(200);
      expect(answer.text).toContain(`href="${posts['publiczna'] ?? ''}"`);
      nothingHidden(answer.text);
      expect(readable(answer.text)).toMatch(/\b1 ogłoszenie/);
      expect(answer.text).not.toContain('_csrf');
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.headers['x-frame-options']).toBeUndefined();
      expect(String(answer.headers['content-security-policy'])).toMatch(/frame-ancestors \*/);
    }
  });
  test('only it may be framed', async () => {
    for (const path of ['/', '/embed/instructions', '/embedx', '/feed.atom', '/sign-in', '/embed.js']) {
      const { headers } = await visitor.get(path);
      expect([path, /frame-ancestors 'none'/.test(String(headers['content-security-policy']))]).toEqual([path, true]);
    }
  });
  test('theme, size, filters and language come from the address; nonsense is ignored; no cookie remembers the language', async () => {
    const answer = await visitor.get('/embed?theme=dark&size=2&kind=offer&language=en&lang=en');
    expect(answer.text).toContain('<html lang="en" data-theme="dark">');
    expect(answer.text.match(/class="post-row"/g)).toHaveLength(2);
    expect(answer.text).not.toContain('mark--need');
    expect(answer.headers['set-cookie']).toBeUndefined();
    const odd = await visitor.get('/embed?theme=%22%3E&size=-1&kind=x&language=de&size=5');
    expect([odd.status, odd.text.includes('data-theme="auto"')]).toEqual([200, true]);
  });
  test('the script may be loaded by any site and talks to our origin only', async () => {
    const answer = await visitor.get('/embed.js');
    expect(answer.headers['content-type']).toContain('javascript');
    expect(answer.headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect(answer.text).toContain('from !== origin');
  });
  test('the instructions give a frame for exactly this search, escaped', async () => {
    const answer = await visitor.get('/embed/instructions?q=%22%3E%3Cscript%3E&kind=need&theme=dark&language=en');
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain('"><script>');
    const code = readable(answer.text);
    expect(code).toContain(`${exchange.url}/embed?q=%22%3E%3Cscript%3E&amp;kind=need&amp;theme=dark&amp;language=en`);
    expect(code).toContain(`<script src="${exchange.url}/embed.js" async></script>`);
    // The reader's page is Polish; the board on the other site is not, nor is the name of its frame.
    expect(answer.text).toContain('lang="pl"');
    expect(code.match(/title="Cooperation exchange: current posts"/g)).toHaveLength(2);
  });
});

describe('search engines', () => {
  test('the sitemap lists public posts of today, approved organisations and pages', async () => {
    const { text, headers } = await owner.get('/sitemap.xml');
    expect(headers['content-type']).toContain('xml');
    expect(text).toContain(`<loc>${exchange.url}${posts['publiczna'] ?? ''}</loc>`);
    nothingHidden(text);
    const listed = [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) => new URL(address).pathname);
    expect(new Set(listed).size).toBe(listed.length);
    const unapproved = await exchange.query<{ id: string }>(`SELECT id FROM organisation WHERE membership <> 'approved'`);
    expect(unapproved.length).toBeGreaterThan(0);
    for (const { id } of unapproved) expect(text).not.toContain(id);
    for (const path of listed.filter((_, i) => i % 10 === 0)) expect([path, (await visitor.get(path)).status]).toEqual([path, 200]);
  });
  test('robots are shown the sitemap and kept out of what is secret or endless', async () => {
    const { text } = await visitor.get('/robots.txt');
    expect(text).toContain(`Sitemap: ${exchange.url}/sitemap.xml`);
    for (const path of ['/a/', '/u/', '/mailbox']) expect(text).toContain(`Disallow: ${path}\n`);
  });
  const dataIn = (html: string) => /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1];

  test('a public need is a Demand, a public offer an Offer, as far as everybody may know', async () => {
    const { text } = await visitor.get(posts['publiczna'] ?? '');
    const data = JSON.parse(dataIn(text) ?? '') as Record<string, unknown>;
    expect(data).toMatchObject({
      '@type': 'Demand', url: `${exchange.url}${posts['publiczna'] ?? ''}`, description: '</script><b>"&',
      eligibleQuantity: { value: 7, unitCode: 'C62' }, availableAtOrFrom: { address: { addressLocality: 'Bydgoszcz' } },
    });
    const [offer] = await exchange.query<{ id: string }>(`SELECT id FROM post WHERE kind = 'offer' AND state = 'published' AND visibility = 'public' AND terms = 'gift' LIMIT 1`);
    expect(JSON.parse(dataIn((await visitor.get(`/posts/${offer?.id ?? ''}`)).text) ?? '')).toMatchObject({ '@type': 'Offer', price: '0' });
  });
  test('other posts say nothing to them, whoever opens them', async () => {
    for (const name of HIDDEN) {
      const { text, status } = await owner.get(posts[name] ?? '');
      if (status === 200) expect([name, dataIn(text), text.includes('og:title')]).toEqual([name, undefined, false]);
      expect([name, status]).toEqual([name, name === 'sprawdzana' ? 404 : 200]);
    }
  });
  test('the board says what it is, where its feeds are, and which of its searches to leave out', async () => {
    const plain = (await visitor.get('/')).text;
    expect(plain).toContain('property="og:image"');
    expect(plain).toContain('type="application/atom+xml"');
    expect(plain).not.toContain('noindex');
    expect(plain).toContain(`<link rel="canonical" href="${exchange.url}/">`);
    expect((await visitor.get('/?q=maski&page=2')).text).toContain('noindex, follow');
    const image = await visitor.get('/assets/images/share.png');
    expect([image.status, image.headers['content-type']]).toEqual([200, 'image/png']);
  });
});
