import { connect } from 'node:net';
import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, readable, signedIn, visitorOf, type Reader } from '../support/reader.ts';

let exchange: TestExchange;
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
}, 90_000);
afterAll(() => exchange.close());

/** One request exactly as written; the whole answer. */
function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(exchange.url);
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(request));
    let answer = '';
    socket.on('data', (data) => (answer += data.toString('latin1'))).on('end', () => resolve(answer)).on('error', reject);
    socket.setTimeout(5_000, () => socket.destroy(new Error('no answer')));
  });
}

describe('language', () => {
  test('Polish first; the browser\'s wish; the switch, which is remembered', async () => {
    expect((await exchange.agent().get('/about')).text).toContain('<html lang="pl">');
    expect((await visitorOf(exchange, 'en').get('/about')).text).toContain('<html lang="en">');
    const visitor = visitorOf(exchange);
    const board = await visitor.get('/?q=maski&region=mazowieckie&region=pomorskie');
    expect(board.text).toMatch(/href="\/\?q=maski&amp;region=mazowieckie&amp;region=pomorskie&amp;lang=en"|href="\/\?q&#x3D;maski/);
    expect((await visitor.get('/about?lang=en')).text).toContain('<html lang="en">');
    expect((await visitor.get('/about')).text).toContain('<html lang="en">');
    expect((await visitor.get('/about?lang=pl')).text).toContain('<html lang="pl">');
    expect((await visitor.get('/about')).text).toContain('<html lang="pl">');
  });
  test.each(['de', '', 'pl&lang=en', '%00', '../../etc'])('lang=%s is no error', async (lang) => {
    expect((await visitorOf(exchange).get(`/about?lang=${lang}`)).status).toBe(200);
  });
});

describe('headers', () => {
  test.each(['/', '/sign-in', '/nothing', '/assets/css/app.css', '/healthz'])('%s', async (path) => {
    const { headers } = await visitorOf(exchange).get(path);
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['x-content-type-options']).toBe('nosniff');
    const policy = String(headers['content-security-policy']);
    for (const rule of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) expect(policy).toContain(rule);
    expect(policy).not.toMatch(/unsafe|https:|\*/);
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('health', () => {
  test('alive and ready', async () => {
    expect((await visitorOf(exchange).get('/healthz')).body).toEqual({ ok: true });
    const ready = await visitorOf(exchange).get('/readyz');
    expect(ready.status).toBe(200);
    expect(ready.body).toMatchObject({ ready: true, database: true, migrations: true });
  });
});

describe('what is not there', () => {
  test.each(['/nothing', '/posts/not-an-id', '/posts/11111111-1111-4111-8111-111111111111', '/organisations/%00', '/commitments/x', '/assets/../src/config.ts', '/assets/',
    '/posts/..%2f..%2fetc', '/POSTS/NEW', '/mailbox/x', '/mailbox/x/html', '/a/x', '/u/x'])('%s is a page that helps', async (path) => {
    const answer = await (await signedIn(exchange, CLINIC)).get(path);
    expect(answer.status).toBe(404);
    expect(readable(answer.text)).not.toMatch(/\bat .+:\d+:\d+|node_modules|Error:/);
  });
  test.each(['/%', '/posts/%ZZ', '/posts/%E0%A4%A', '/?q=%E0%A4%A'])('%s: never our fault', async (path) => {
    expect((await visitorOf(exchange).get(path)).status).toBeLessThan(500);
  });
  test.each(['//', '//evil.example/x', '//:', '/\\', '///a?lang=en', '*', 'http://[::1', '/?\u00ff'])('request target %j', async (target) => {
    const answer = await raw(`GET ${target} HTTP/1.1\r\nHost: own.example\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 [234]\d\d/);
    expect(answer).not.toMatch(/node_modules/);
    expect(answer).not.toMatch(/href="\/\/evil/);
  });
  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s is never our fault and does nothing', async (method) => {
    const answer = await raw(`${method} /dashboard HTTP/1.1\r\nHost: own.example\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 [24]\d\d/);
  });
});

describe('bodies', () => {
  test.each<[string, string, Record<string, string>]>([
    ['too long', `email=${'x'.repeat(300_000)}`, {}],
    ['too many fields', Array.from({ length: 1_000 }, (_, i) => `f${i}=1`).join('&'), {}],
    ['an unknown character set', 'a=b', { 'Content-Type': 'application/x-www-form-urlencoded; charset=x' }],
    ['an unknown packing', 'a=b', { 'Content-Encoding': 'x' }],
    ['not gzip', 'a=b', { 'Content-Encoding': 'gzip' }],
    ['JSON', '{"email":{"$gt":""}}', { 'Content-Type': 'application/json' }],
    ['broken multipart', '--x', { 'Content-Type': 'multipart/form-data; boundary=x' }],
    ['percent signs', '%=%&%%%=%ZZ', {}],
    ['names of objects', '__proto__=1&__proto__=2&constructor=3&toString=4&hasOwnProperty=5', {}],
  ])('%s: a refusal that reads', async (_, body, headers) => {
    const visitor = visitorOf(exchange);
    const answer = await visitor.postRaw('/sign-in', `_csrf=${await visitor.token()}&${body}`, headers);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(readable(answer.text)).not.toContain('Numer zdarzenia');
  });
});

test('a fault of ours is a page with an id and without a stack', async () => {
  const broken = await startExchange({ seed: 'none' });
  try {
    await broken.query('ALTER TABLE organisation RENAME TO organisation_gone');
    await broken.query('ALTER TABLE search_document RENAME TO search_gone');
    const answer = await visitorOf(broken).get('/');
    expect(answer.status).toBe(500);
    expect(readable(answer.text)).toContain(`Numer zdarzenia: ${String(answer.headers['x-request-id'])}`);
    expect(answer.text).not.toMatch(/search_document|node_modules|QueryFailed/);
  } finally {
    await broken.close();
  }
});

describe('the page that browsers keep for when the exchange cannot be reached', () => {
  const keptAs = async (reader: Reader, language: string) => (await reader.get(`/offline?language=${language}`));

  test('is the same for everybody, in the language asked for, and gives the telephone of the office', async () => {
    const [visitor, clinic] = [visitorOf(exchange, 'en'), await signedIn(exchange, CLINIC)];
    const [page, again] = [await keptAs(visitor, 'pl'), await keptAs(clinic, 'pl')];
    expect(page.text).toBe(again.text);
    expect([page.status, page.headers['set-cookie']]).toEqual([200, undefined]);
    for (const told of ['<html lang="pl">', 'Nie udało się połączyć', 'href="tel:525550100"']) expect(page.text).toContain(told);
    expect((await keptAs(clinic, 'en')).text).toContain('The exchange cannot be reached');
  });

  test('is without the telephone where the office has written none', async () => {
    await exchange.query(`UPDATE site_text SET value = '' WHERE name = 'controller-phone'`);
    const page = await keptAs(visitorOf(exchange), 'pl');
    expect([page.status, page.text]).toEqual([200, expect.not.stringMatching(/tel:|Pilna sprawa/)]);
  });

  test('has a worker that may stand in front of every page, and is named by each of them', async () => {
    const page = await visitorOf(exchange, 'en').get('/about');
    const address = /data-offline-worker="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&').replace('&#x3D;', '=') ?? '';
    expect(address).toMatch(/^\/assets\/js\/offline-worker\.js\?v=[0-9a-f]{12}&language=en$/);
    expect((await visitorOf(exchange).get(address)).headers['service-worker-allowed']).toBe('/');
    expect((await visitorOf(exchange).get('/assets/js/app.js')).headers['service-worker-allowed']).toBeUndefined();
  });
});
