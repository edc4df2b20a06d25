import { startExchange, type TestExchange } from '../support/exchange.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { filledForm, readable, ROLES, signedIn, visitorOf, type Reader } from '../support/reader.ts';
import { workOf } from '../support/work.ts';

const clock = fixedClock(new Date());
let world: TestExchange;
let office: Reader;
beforeAll(async () => {
  world = await startExchange({ seed: 'demo', clock });
  office = await signedIn(world, ROLES.coordinator);
}, 120_000);
afterAll(() => world.close());

const day = (days: number): string => new Date(clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
const fields = (changes: Record<string, string> = {}) => ({
  kind: 'webinar', titlePl: 'Deklaracje zgodności <dla> przyłbic', textPl: 'Opowie rzecznik.', day: day(10), startTime: '10:00', endTime: '11:30',
  onlineUrl: 'https://spotkania.example/a?b=1&c=2', ...changes,
});

async function announce(changes: Record<string, string> = {}): Promise<string> {
  const form = filledForm((await office.get('/office/announcements/new')).text, '/office/announcements');
  const reply = await office.post('/office/announcements', { ...form, ...fields(changes) });
  expect(reply.status).toBe(303);
  return String(reply.headers['location']).split('/').at(-1) ?? '';
}

test('it stands on the board’s side, on the list, on its own page and as a calendar file', async () => {
  const id = await announce();
  const visitor = visitorOf(world);
  for (const path of ['/', '/announcements', `/announcements/${id}`]) {
    expect([path, readable((await visitor.get(path)).text)]).toEqual([path, expect.stringContaining('Deklaracje zgodności <dla> przyłbic')]);
  }
  expect((await visitor.get(`/announcements/${id}`)).text).toContain('href="https://spotkania.example/a?b&#x3D;1&amp;c&#x3D;2"');
  const file = await visitor.get(`/announcements/${id}/event.ics`);
  expect([file.status, file.headers['content-type']]).toEqual([200, expect.stringContaining('text/calendar')]);
  expect(file.headers['content-disposition']).toContain('attachment');
  expect(file.text).toContain('BEGIN:VEVENT');
});

test('the board reads as many as it shows, the next ones; the list has them all', async () => {
  const ids: string[] = [];
  for (const days of [4, 3, 2, 1]) ids.unshift(await announce({ day: day(days) }));
  let board = '';
  const { statements } = await workOf(async () => void (board = (await visitorOf(world).get('/')).text));
  expect(ids.map((id) => board.includes(id))).toEqual([true, true, true, false]);
  expect(statements.filter((sql) => sql.includes('FROM announcement'))).toEqual([expect.stringMatching(/LIMIT 3$/)]);
  const list = (await visitorOf(world).get('/announcements')).text;
  for (const id of ids) expect(list).toContain(id);
  await world.query(`DELETE FROM announcement WHERE id = ANY($1::uuid[])`, [ids]);
});

test('before its first day, after its last and once withdrawn only the office finds it', async () => {
  const visitor = visitorOf(world);
  const later = await announce({ titlePl: 'Dopiero potem', visibleFrom: day(3) });
  expect((await visitor.get(`/announcements/${later}`)).status).toBe(404);
  expect((await visitor.get(`/announcements/${later}/event.ics`)).status).toBe(404);
  expect((await office.get(`/announcements/${later}`)).status).toBe(200);
  expect((await visitor.get('/announcements')).text).not.toContain('Dopiero potem');
  const gone = await announce({ titlePl: 'Odwołane' });
  expect((await office.post(`/office/announcements/${gone}/withdrawal`)).status).toBe(303);
  expect((await visitor.get(`/announcements/${gone}`)).status).toBe(404);
  expect(readable((await office.get('/office/announcements')).text)).toMatch(/wycofane Odwołane/);
});

test('a form with faults comes back with everything typed', async () => {
  const reply = await office.post('/office/announcements', { ...fields({ onlineUrl: 'javascript:alert(1)', titleEn: 'Only a title' }) });
  expect(reply.status).toBe(422);
  for (const part of ['id="onlineUrl-error"', 'id="textEn-error"', 'value="javascript:alert(1)"', 'value="Only a title"', 'Opowie rzecznik.']) {
    expect(reply.text).toContain(part);
  }
});

test('a change on top of another’s is not lost and not taken silently', async () => {
  const id = await announce({ titlePl: 'Pierwsza wersja' });
  const path = `/office/announcements/${id}/edit`;
  const [mine, theirs] = [filledForm((await office.get(path)).text, path), filledForm((await office.get(path)).text, path)];
  expect((await office.post(path, { ...theirs, titlePl: 'Druga wersja' })).status).toBe(303);
  const reply = await office.post(path, { ...mine, titlePl: 'Trzecia wersja' });
  expect([reply.status, reply.text.includes('value="Trzecia wersja"')]).toEqual([409, true]);
  expect((await office.post(path, filledForm(reply.text, path))).status).toBe(303);
  expect(readable((await visitorOf(world).get(`/announcements/${id}`)).text)).toContain('Trzecia wersja');
});

test('the same submit twice announces once', async () => {
  const submissionKey = crypto.randomUUID();
  const first = await office.post('/office/announcements', fields({ titlePl: 'Raz', submissionKey }));
  const second = await office.post('/office/announcements', fields({ titlePl: 'Raz', submissionKey }));
  expect(second.headers['location']).toBe(first.headers['location']);
});

test('what was changed after going back is not lost: it is offered as a change of what is published', async () => {
  const form = { ...fields({ titlePl: 'Przed powrotem' }), submissionKey: crypto.randomUUID() };
  const path = String((await office.post('/office/announcements', form)).headers['location']);
  const reply = await office.post('/office/announcements', { ...form, titlePl: 'Po powrocie', startTime: '12:00', endTime: '' });
  expect([reply.status, reply.text.includes('value="Po powrocie"')]).toEqual([409, true]);
  expect(readable(reply.text)).toContain('opublikowano już wcześniej z inną treścią');
  expect(readable((await visitorOf(world).get(path)).text)).toContain('Przed powrotem');
  const edit = `/office${path}/edit`;
  const saved = await office.post(edit, filledForm(reply.text, edit));
  expect([saved.status, saved.headers['location']]).toEqual([303, path]);
  expect(readable((await visitorOf(world).get(path)).text)).toContain('Po powrocie');
});
