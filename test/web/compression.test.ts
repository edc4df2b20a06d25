import { request, type IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { startExchange, type TestExchange } from '../support/exchange.ts';

let exchange: TestExchange;
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
}, 120_000);
afterAll(() => exchange.close());

interface Answer {
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  status: number;
}

/** The answer's head and its bytes as they came. */
const raw = (path: string, encodings: string, cookie = '', told: Record<string, string> = {}) => new Promise<Answer>((resolve, reject) => {
  request(`${exchange.url}${path}`, { headers: { 'Accept-Encoding': encodings, 'Accept-Language': 'pl', ...(cookie ? { Cookie: cookie } : {}), ...told } }, (res) => {
    const chunks: Buffer[] = [];
    res.on('data', (chunk: Buffer) => chunks.push(chunk));
    res.on('end', () => resolve({ headers: res.headers, bytes: Buffer.concat(chunks), status: res.statusCode ?? 0 }));
  }).on('error', reject).end();
});

test.each(['/', '/feed.atom', '/assets/css/app.css', '/assets/icons/sprite.svg', '/sitemap.xml'])('%s: packed as asked, the same inside', async (path) => {
  const plain = await raw(path, 'identity');
  expect(plain.headers['content-encoding']).toBeUndefined();
  const brotli = await raw(path, 'br, gzip');
  expect([brotli.headers['content-encoding'], Number(brotli.headers['content-length'])]).toEqual(['br', brotli.bytes.length]);
  expect(brotliDecompressSync(brotli.bytes).equals(plain.bytes)).toBe(true);
  expect(brotli.bytes.length).toBeLessThan(plain.bytes.length / 2);
});

test('browsers name gzip first and get what packs better', async () => {
  expect((await raw('/', 'gzip, deflate, br, zstd')).headers['content-encoding']).toBe('br');
});

test('gzip for those who know no better; nothing for those who want nothing, small answers and pictures', async () => {
  const gzip = await raw('/', 'gzip');
  expect(gzip.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(gzip.bytes).toString()).toContain('</html>');
  expect((await raw('/', 'br;q=0, gzip;q=0')).headers['content-encoding']).toBeUndefined();
  for (const path of ['/healthz', '/assets/images/share.png', '/robots.txt']) expect((await raw(path, 'br')).headers['content-encoding']).toBeUndefined();
});

test('caches are told that it depends on the reader, and what is unchanged is not sent', async () => {
  const first = await raw('/feed.atom', 'br');
  expect(String(first.headers['vary'])).toContain('Accept-Encoding');
  const again = await exchange.agent().get('/feed.atom').set({ 'Accept-Encoding': 'br', 'Accept-Language': 'pl', 'If-None-Match': String(first.headers['etag']) }).ok(() => true);
  expect(again.status).toBe(304);
});

test.each([
  ['a page of ours', { 'Sec-Fetch-Site': 'same-origin' }, 'br'], ['the address bar', { 'Sec-Fetch-Site': 'none' }, 'br'],
  ['another site', { 'Sec-Fetch-Site': 'cross-site' }, undefined], ['a neighbouring site', { 'Sec-Fetch-Site': 'same-site' }, undefined],
  ['a browser that does not tell', {}, undefined],
])('with a session, a page with secrets beside words that others may have chosen: asked from %s', async (_from, told, encoding) => {
  for (const cookie of ['sid=x', 'lang=pl; __Host-sid=x']) expect((await raw('/?q=maski', 'br', cookie, told)).headers['content-encoding']).toBe(encoding);
});

test('HEAD says the head of the answer and nothing else', async () => {
  const head = await exchange.agent().head('/').set('Accept-Encoding', 'br').ok(() => true);
  expect([head.status, head.text ?? '']).toEqual([200, '']);
});

test('a first visit to the board weighs at most 60 kB, fonts and all', async () => {
  const html = brotliDecompressSync((await raw('/', 'br')).bytes).toString();
  const linked = [...html.matchAll(/(?:href|src)="(\/assets\/(?:css|js|icons)\/[^"#]+)/g)].map(([, path = '']) => path.replaceAll('&#x3D;', '='));
  const paths = [...new Set(['/', ...linked, '/assets/fonts/exchange-sans-400.woff2', '/assets/fonts/exchange-sans-600.woff2'])];
  expect(paths.length).toBeGreaterThan(6);
  const sizes = await Promise.all(paths.map(async (path) => {
    const { bytes, status, headers } = await raw(path, 'br, gzip');
    expect([path, status]).toEqual([path, 200]);
    return bytes.length + JSON.stringify(headers).length;
  }));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(60_000);
});
