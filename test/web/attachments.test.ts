import { request as httpRequest, type ClientRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'supertest';
import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, readable, ROLES, signedIn, visitorOf, type Reader } from '../support/reader.ts';
import { bomb, pdf, pictureOf, SVG, ZIP } from '../support/sample-files.ts';
import { MULTIPART, multipart, sendFiles as send, sendParts } from '../support/send-files.ts';

let exchange: TestExchange;
let nurse: Reader;
let firm: Reader;
let need: string;
let draft: string;
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  nurse = await signedIn(exchange, CLINIC);
  firm = await signedIn(exchange, ROLES.member);
  const id = async (sql: string) => (await exchange.query<{ id: string }>(sql))[0]?.id ?? 'none';
  need = await id(`SELECT id FROM post WHERE title = '1 000 przyłbic ochronnych'`);
  draft = await id(`SELECT p.id FROM post p JOIN organisation o ON o.id = p.organisation_id WHERE p.state = 'draft' AND o.name LIKE 'Laser%'`);
}, 90_000);
afterAll(() => exchange.close());
afterEach(() => exchange.query('DELETE FROM file'));

const stored = () => exchange.query<{ id: string; name: string; type: string; description: string; width: number | null }>(
  'SELECT f.id, f.name, f.type, f.width, a.description FROM file f JOIN post_file a ON a.file_id = f.id ORDER BY a.position');

describe('a picture and a specification', () => {
  test('are sent, shown with words for those who do not see them, described anew and removed', async () => {
    const answer = await send(nurse, need, [['IMG_1.jpeg', await pictureOf('jpeg', 900, 600)]], 'Stary daszek, taki sam');
    expect([answer.status, answer.headers['location']]).toEqual([303, `/posts/${need}/files`]);
    expect((await send(nurse, need, [['Specyfikacja ąę.pdf', pdf()]])).status).toBe(303);
    const [picture, document] = await stored();
    expect(picture).toMatchObject({ name: 'IMG_1.jpg', type: 'image/jpeg', description: 'Stary daszek, taki sam' });
    expect(document).toMatchObject({ name: 'Specyfikacja ąę.pdf', type: 'application/pdf', width: null });

    const page = (await visitorOf(exchange).get(`/posts/${need}`)).text;
    expect(page).toContain(`src="/posts/${need}/files/${picture?.id}/small" alt="Stary daszek, taki sam"`);
    expect(readable(page)).toContain('Specyfikacja ąę.pdf (PDF, 1 kB)');
    expect(readable(page)).toContain('Dodano pliki');

    expect((await nurse.post(`/posts/${need}/files/${document?.id}/description`, { description: 'Rysunek z wymiarami' })).status).toBe(303);
    expect(readable((await nurse.get(`/posts/${need}`)).text)).toContain('Rysunek z wymiarami (PDF');
    expect((await nurse.post(`/posts/${need}/files/${picture?.id}/removal`)).status).toBe(303);
    expect((await visitorOf(exchange).get(`/posts/${need}/files/${picture?.id}`)).status).toBe(404);
    expect((await nurse.get(`/posts/${need}`)).text).not.toContain(String(picture?.id));
    await exchange.runJobs();
  });

  test('are served so that they run nothing: pictures shown, documents saved', async () => {
    await send(nurse, need, [['a.png', await pictureOf('png', 700, 700)], ['b.pdf', pdf()]]);
    const [picture, document] = await stored();
    for (const [path, type, shown] of [[`${picture?.id}`, 'image/png', true], [`${picture?.id}/small`, 'image/webp', true], [`${document?.id}`, 'application/pdf', false]] as const) {
      const { status, headers } = await visitorOf(exchange).get(`/posts/${need}/files/${path}`);
      expect([status, headers['content-type'], headers['x-content-type-options']]).toEqual([200, type, 'nosniff']);
      expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox");
      expect(headers['content-disposition'] ?? 'inline').toMatch(shown ? /^inline$/ : /^attachment; filename="?b\.pdf"?$/);
    }
    expect((await visitorOf(exchange).get(`/posts/${need}/files/${document?.id}/small`)).status).toBe(404);
    expect((await visitorOf(exchange).get(`/posts/${draft}/files/${picture?.id}`)).status).toBe(404);
  });

  test('are seen as far as their post, and changed by its people alone', async () => {
    await send(await signedIn(exchange, ROLES.coordinator), draft, [['a.pdf', pdf()]]);
    const [secret] = await stored();
    for (const reader of [visitorOf(exchange), nurse, firm]) expect((await reader.get(`/posts/${draft}/files/${secret?.id}`)).status).toBe(404);
    expect((await send(firm, need, [['a.pdf', pdf()]])).status).toBe(404);
    expect((await firm.post(`/posts/${draft}/files/${secret?.id}/removal`)).status).toBe(404);
    // One's own post is no way to somebody else's file.
    expect((await nurse.post(`/posts/${need}/files/${secret?.id}/removal`)).status).toBe(404);
    expect((await nurse.post(`/posts/${need}/files/${secret?.id}/description`, { description: 'x' })).status).toBe(404);
    expect((await stored()).map(({ id }) => id)).toEqual([secret?.id]);
  });
});

describe('what is not taken', () => {
  const refused: [string, string, () => Promise<Buffer> | Buffer, string][] = [
    ['an SVG called PNG', 'a.png', () => SVG, 'nie przyjmujemy'], ['a page called PDF', 'a.pdf', () => Buffer.from('<html><script>1</script>'), 'nie przyjmujemy'],
    ['a PDF that is an archive too', 'a.pdf', () => Buffer.concat([pdf(), ZIP]), 'nie przyjmujemy'], ['nothing', 'a.pdf', () => Buffer.alloc(0), 'jest pusty'],
    ['a bomb', 'a.png', () => bomb(50_000, 50_000), 'za dużo pikseli'], ['half a picture', 'a.jpg', async () => (await pictureOf('jpeg', 300, 300)).subarray(0, 500), 'nie da się odczytać'],
    ['a file above 10 MB', 'a.pdf', () => pdf('y'.repeat(10_000_001)), 'za duży'],
  ];
  test.each(refused)('%s: said at the field, with what was typed', async (_, name, bytes, words) => {
    const answer = await send(nurse, need, [[name, await bytes()]], 'Co to jest');
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('id="files-error"');
    expect(readable(answer.text)).toContain(words);
    expect(answer.text).toContain('value="Co to jest"');
    expect(await stored()).toEqual([]);
  });

  test('does not take away what was good', async () => {
    const answer = await send(nurse, need, [['dobry.pdf', pdf()], ['zły.png', SVG]]);
    expect(answer.status).toBe(422);
    expect(readable(answer.text)).toContain('Pliku „zły.png” nie przyjmujemy');
    expect((await stored()).map(({ name }) => name)).toEqual(['dobry.pdf']);
  });

  test('no file, too many at once, more than a post holds, a text that is too long', async () => {
    expect(readable((await send(nurse, need, [['', Buffer.alloc(0)]])).text)).toContain('Wybierz co najmniej jeden plik.');
    expect((await nurse.post(`/posts/${need}/files`, { description: 'a' })).status).toBe(422);
    const four = ['a', 'b', 'c', 'd'].map((name): [string, Buffer] => [`${name}.pdf`, pdf()]);
    expect((await send(nurse, need, four)).status).toBe(422);
    expect((await send(nurse, need, [['a.pdf', pdf()]], 'x'.repeat(201))).status).toBe(422);
    for (let i = 0; i < 3; i += 1) expect((await send(nurse, need, four.slice(0, 3))).status).toBe(303);
    expect(readable((await send(nurse, need, four.slice(0, 2))).text)).toContain('Zmieści się jeszcze jeden');
    expect((await stored()).length).toBe(9);
  });

  test('names that are paths, tricks or markup become plain names', async () => {
    for (const name of ['../../../etc/passwd', '..\\..\\x.pdf', '<img src=x onerror=alert(1)>.pdf', 'a%0D%0ASet-Cookie: x=1.pdf', '\u202efdp.exe', 'x'.repeat(3_000)]) {
      expect((await send(nurse, need, [[name, pdf()]])).status).toBe(303);
    }
    const names = (await stored()).map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(['passwd.pdf', 'x.pdf']);
    for (const name of names) expect(name).toMatch(/^[^/\\<>"\r\n\u202e]{1,104}$/);
    const { id } = (await stored())[3] ?? {};
    const { headers } = await visitorOf(exchange).get(`/posts/${need}/files/${id}`);
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['content-disposition']).toMatch(/^attachment; filename="?[^"\r\n]+"?/);
  });
});

describe('a form that is none', () => {
  const path = () => `/posts/${need}/files`;
  test('without the token before the files nothing is taken in', async () => {
    const file = { field: 'files', name: 'a.pdf', value: pdf() };
    expect((await sendParts(nurse, path(), [file])).status).toBe(403);
    expect((await sendParts(nurse, path(), [file, { field: '_csrf', value: await nurse.token() }])).status).toBe(403);
    expect((await sendParts(nurse, path(), [{ field: '_csrf[]', value: await nurse.token() }, file])).status).toBe(403);
    expect(await stored()).toEqual([]);
  });
  test('broken, cut off, full of parts, or a file where a text belongs: refused, never our fault', async () => {
    const token = { field: '_csrf', value: await nurse.token() };
    const bodies = [
      Buffer.from('--x'), Buffer.alloc(0), multipart([token]).subarray(0, 60), multipart(Array.from({ length: 2_000 }, () => token)),
      multipart([token, { field: 'description', name: 'a.pdf', value: pdf() }]), multipart([token, { field: 'description', value: 'x'.repeat(500_000) }]),
      multipart([token, { field: '__proto__', value: 'x' }, { field: 'a[b][c]', value: 'x' }, { field: 'description[]', value: 'x' }]),
    ];
    for (const body of bodies) {
      const { status, text } = await nurse.postRaw(path(), body as unknown as string, MULTIPART);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(text).not.toMatch(/node_modules|MulterError/);
    }
    expect(await stored()).toEqual([]);
  });
  test('a visitor is asked to sign in', async () => {
    const visitor = visitorOf(exchange);
    expect((await send(visitor, need, [['a.pdf', pdf()]])).status).toBe(403);
  });
  test('100 MB are refused by what the request says of itself, before they are read', async () => {
    const url = new URL(path(), exchange.url);
    const { req } = (await nurse.get('/about')) as unknown as { req: ClientRequest };
    const cookie = String(req.getHeader('cookie'));
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(url, { method: 'POST', headers: { ...MULTIPART, Cookie: cookie, 'Content-Length': 100_000_000 } }, (answer) => {
        resolve(answer.statusCode);
        request.destroy();
      });
      request.on('error', reject).write('--');
    });
    expect(status).toBe(413);
  });
});

describe('many at once', () => {
  const path = () => `/posts/${need}/files`;
  /* The beginning of a form with a file, and then nothing. It is answered only when there was no place for it. */
  async function stalled(): Promise<{ request: ClientRequest; isAnswered: () => boolean }> {
    const { req } = (await nurse.get('/about')) as unknown as { req: ClientRequest };
    const whole = multipart([{ field: '_csrf', value: await nurse.token() }, { field: 'files', name: 'a.pdf', value: pdf('y'.repeat(1_000_000)) }]);
    const headers = { ...MULTIPART, Cookie: String(req.getHeader('cookie')), 'Content-Length': whole.length };
    const request = httpRequest(new URL(path(), exchange.url), { method: 'POST', headers });
    let answered = false;
    request.on('error', () => undefined).on('response', () => (answered = true)).write(whole.subarray(0, 500_000));
    return { request, isAnswered: () => answered };
  }
  /* A form without a file changes nothing: 422, or 503 while there is no place for it. */
  const empty = (by: Reader) => send(by, need, [['', Buffer.alloc(0)]]);
  /* Asks until the answer is this one; forms that count come slowly enough not to be too many in an hour. */
  async function until(status: number, meanwhile = () => Promise.resolve()): Promise<Response> {
    for (;;) {
      const answer = await empty(nurse);
      if (answer.status === status) return answer;
      await sleep(100);
      await meanwhile();
    }
  }
  /* Both of the nurse's places taken. One that came while a form had the place is sent again. */
  async function takeBoth(): Promise<{ open: ClientRequest[]; refusal: Response }> {
    const open = [await stalled(), await stalled()];
    const again = async (): Promise<void> => {
      const refused = open.findIndex((one) => one.isAnswered());
      if (refused >= 0) open[refused] = await stalled();
    };
    const refusal = await until(503, again);
    return { open: open.map(({ request }) => request), refusal };
  }

  test('more than there is room for are refused in words before they are read; what was broken off makes room', async () => {
    const { open, refusal: { headers, text } } = await takeBoth();
    expect(headers['retry-after']).toBe('30');
    expect(readable(text)).toContain('Wróć do poprzedniej strony i wyślij je jeszcze raz za pół minuty.');
    expect(readable((await empty(await signedIn(exchange, CLINIC, 'en'))).text)).toContain('send them again in half a minute');
    // Nobody takes all the places.
    expect((await empty(await signedIn(exchange, ROLES.coordinator))).status).toBe(422);
    open.forEach((request) => request.destroy());
    expect((await until(422)).status).toBe(422);
  });

  test('who has sent too many in an hour is told so', async () => {
    await exchange.query(`UPDATE rate_limit SET points = 120 WHERE key LIKE 'upload:%'`);
    const answer = await empty(nurse);
    await exchange.query(`DELETE FROM rate_limit WHERE key LIKE 'upload:%'`);
    expect([answer.status, readable(answer.text)]).toEqual([429, expect.stringContaining('To bardzo dużo plików w krótkim czasie.')]);
  });
});

test('bytes that no row speaks of are swept, others stay', async () => {
  await send(nurse, need, [['a.pdf', pdf()]]);
  const [kept] = await stored();
  const sweep = exchange.exchange.handlers['sweep-files'];
  await sweep?.({});
  expect((await visitorOf(exchange).get(`/posts/${need}/files/${kept?.id}`)).status).toBe(200);
});
