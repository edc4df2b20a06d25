import { alertWorld, NOON, type AlertWorld } from './world.ts';

let world: AlertWorld;
beforeEach(async () => {
  world = await alertWorld();
});
afterEach(() => world.close());

const SATURDAY_SEVEN = new Date('2026-11-21T06:00:00Z');
const MONDAY_SEVEN = new Date('2026-11-23T06:00:00Z');

/** A firm with so many offers that may fit a need of a clinic without people; told of each. */
async function hints(count: number, preference?: string) {
  const clinic = await world.organisation({ name: 'Szpital' });
  const firm = await world.organisation({ name: 'Szwalnia' });
  const person = await world.person(firm);
  if (preference) await world.query(`INSERT INTO alert_preference VALUES ($1, $2, 'instant', $3, true, now())`, [person, firm, preference]);
  const needs: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const need = await world.post(clinic, { kind: 'need', title: `Maseczki nr ${i}` });
    const offer = await world.post(firm, { kind: 'offer', title: 'Szyjemy maseczki' });
    await world.run('tell-matches', { postId: need, matchIds: [await world.match(need, offer, firm, { verdict: 'maybe', score: i / 100 })] });
    needs.push(need);
  }
  return { person, firm, needs };
}

test('comes at seven, once, with the best five and the number of the rest', async () => {
  await hints(7);
  await world.run('send-digests');
  world.clock.set(new Date(SATURDAY_SEVEN.getTime() - 1));
  await world.run('send-digests');
  expect(await world.mails()).toEqual([]);
  world.clock.set(SATURDAY_SEVEN);
  await Promise.all([world.run('send-digests'), world.run('send-digests')]);
  await world.run('send-digests', { _cron: { ts: 'x', backfilled: false } });
  const [mail, ...others] = await world.mails();
  expect(others).toEqual([]);
  expect(mail?.subject).toBe('7 nowych dopasowań: Maseczki nr 6');
  expect([...(mail?.body_text ?? '').matchAll(/^Maseczki nr (\d)/gm)].map(([, n]) => n)).toEqual(['6', '5', '4', '3', '2']);
  expect(mail?.body_text).toContain('Jeszcze 2\u00a0dopasowania');
  expect(await world.query(`SELECT frequency, day::text, alerts, mail_id IS NOT NULL AS mailed FROM digest`)).toEqual([
    { frequency: 'daily', day: '2026-11-21', alerts: 7, mailed: true },
  ]);
  expect((await world.alerts()).every(({ told_at }) => told_at !== null)).toBe(true);
});

test('never an empty one: not to people without alerts, not when all that waits is over', async () => {
  const { needs } = await hints(2);
  await world.query(`UPDATE post SET state = 'withdrawn' WHERE id = ANY($1)`, [needs]);
  world.clock.set(SATURDAY_SEVEN);
  await world.run('send-digests');
  expect(await world.mails()).toEqual([]);
  expect(await world.query(`SELECT * FROM digest`)).toEqual([]);
});

test('leaves out what was dismissed in the meantime and tells it never', async () => {
  const { needs } = await hints(2);
  await world.query(`UPDATE match SET dismissed_at = now(), dismissed_side = 'need' WHERE need_id = $1`, [needs[1]]);
  world.clock.set(SATURDAY_SEVEN);
  await world.run('send-digests');
  const [mail] = await world.mails();
  expect(mail?.subject).toBe('1 nowe dopasowanie: Maseczki nr 0');
  expect(mail?.body_text).not.toContain('Maseczki nr 1');
});

test('what is found after seven waits for the next day', async () => {
  await hints(1);
  world.clock.set(SATURDAY_SEVEN);
  await world.run('send-digests');
  world.clock.set(new Date('2026-11-21T06:10:00Z'));
  await hints(1);
  world.clock.set(new Date('2026-11-21T20:00:00Z'));
  await world.run('send-digests');
  expect(await world.mails()).toHaveLength(1);
  world.clock.set(new Date('2026-11-22T06:00:00Z'));
  await world.run('send-digests');
  expect(await world.mails()).toHaveLength(2);
});

test('a late run sends what it would have sent in time, and nothing newer', async () => {
  const { firm, needs } = await hints(1);
  world.clock.set(new Date('2026-11-21T07:00:00Z'));
  const match = await world.match(needs[0] ?? '', await world.post(firm, { kind: 'offer', title: 'Drugie' }), firm, { verdict: 'maybe' });
  await world.run('tell-matches', { postId: needs[0], matchIds: [match] });
  world.clock.set(new Date('2026-11-21T09:00:00Z'));
  await world.run('send-digests');
  expect((await world.mails()).map(({ subject }) => subject)).toEqual(['1 nowe dopasowanie: Maseczki nr 0']);
  expect((await world.alerts()).filter(({ told_at }) => told_at === null)).toMatchObject([{ match_id: match }]);
});

test('the weekly one comes on Monday', async () => {
  await hints(1, 'weekly');
  world.clock.set(SATURDAY_SEVEN);
  await world.run('send-digests');
  expect(await world.mails()).toEqual([]);
  world.clock.set(MONDAY_SEVEN);
  await world.run('send-digests');
  expect((await world.mails()).map(({ why }) => why)).toEqual(['digest.weekly']);
});

test('one digest for all organisations of a person, and its link ends it for all of them', async () => {
  const { person, firm } = await hints(1);
  const other = await world.organisation({ name: 'Drukarnia' });
  await world.query(`INSERT INTO membership VALUES ($1, $2, 'editor', now())`, [person, other]);
  const clinic = await world.organisation();
  const need = await world.post(clinic, { kind: 'need' });
  await world.run('tell-matches', { postId: need, matchIds: [await world.match(need, null, other, { verdict: 'maybe' })] });
  world.clock.set(SATURDAY_SEVEN);
  await world.run('send-digests');
  expect(await world.mails()).toHaveLength(1);
  const [link] = await world.query<{ organisation_id: string | null; data: Record<string, string> }>(
    `SELECT organisation_id, data FROM mail_link WHERE purpose = 'unsubscribe'`);
  expect(link?.organisation_id).toBeNull();
  expect(link?.data).toMatchObject({ alert: 'digest', frequency: 'daily' });
  expect(link?.data['organisationId']?.split(',').sort()).toEqual([firm, other].sort());
});

test('more people than fit on a page are all reached', async () => {
  const clinic = await world.organisation();
  const need = await world.post(clinic, { kind: 'need' });
  for (let i = 0; i < 2; i += 1) {
    const firm = await world.organisation();
    for (let p = 0; p < 60; p += 1) await world.person(firm);
    const match = await world.match(need, await world.post(firm, { kind: 'offer' }), firm, { verdict: 'maybe' });
    await world.run('tell-matches', { postId: need, matchIds: [match] });
  }
  world.clock.set(SATURDAY_SEVEN);
  await world.run('send-digests');
  expect(await world.mails()).toHaveLength(100);
  const [next] = await world.waitingJobs('send-digests');
  await world.run('send-digests', next?.payload);
  expect(await world.mails()).toHaveLength(120);
}, 60_000);

test('what waited for a month is dropped', async () => {
  const { needs } = await hints(1);
  await world.query(`UPDATE post SET state = 'covered' WHERE id = ANY($1)`, [needs]);
  world.clock.set(new Date(NOON.getTime() + 31 * 86_400_000));
  await world.run('send-digests');
  expect(await world.alerts()).toEqual([]);
});

describe('what the cluster announces', () => {
  const announce = (title: string, change: Record<string, unknown> = {}) => world.insert('announcement', {
    kind: 'webinar', title_pl: title, text_pl: 'Tekst', starts_at: '2026-12-03T09:00:00Z', place: 'Bydgoszcz', visible_from: '2026-11-01',
    visible_until: '2026-12-31', state: 'published', created_at: NOON, updated_at: NOON, ...change,
  });

  test('is a section of a digest that goes out anyway, and never the reason for one', async () => {
    await announce('Deklaracje zgodności');
    const { firm } = await hints(1);
    await world.person(firm);
    world.clock.set(SATURDAY_SEVEN);
    await world.run('send-digests');
    const mails = await world.mails();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.body_text).toContain('Z klastra:\n\nDeklaracje zgodności\nWebinar, 3 grudnia 2026');
    expect(mails[0]?.body_html).toMatch(/href="http:\/\/exchange\.example\/announcements\/[0-9a-f-]{36}"/);
  });

  test('is told once: the next digest has only what became visible since', async () => {
    await announce('Deklaracje zgodności');
    await hints(1);
    world.clock.set(SATURDAY_SEVEN);
    await world.run('send-digests');
    await announce('Kalibracja', { created_at: new Date(SATURDAY_SEVEN.getTime() + 60_000) });
    await announce('Dopiero w niedzielę', { visible_from: '2026-11-22' });
    await announce('Dopiero we wtorek', { visible_from: '2026-11-24' });
    await announce('Odwołane', { state: 'withdrawn', created_at: new Date(SATURDAY_SEVEN.getTime() + 60_000) });
    await announce('Już po', { starts_at: '2026-11-22T09:00:00Z', created_at: new Date(SATURDAY_SEVEN.getTime() + 60_000) });
    await world.query(`UPDATE alert SET told_at = NULL, mail_id = NULL, waiting_since = $1`, [SATURDAY_SEVEN]);
    await world.query('DELETE FROM mail');
    world.clock.set(MONDAY_SEVEN);
    await world.run('send-digests');
    const [mail] = await world.mails();
    expect([...(mail?.body_text ?? '').replaceAll('\u00a0', ' ').matchAll(/^(Deklaracje.*|Kalibracja|Dopiero.*|Odwołane|Już po)$/gm)].map(([line]) => line).sort())
      .toEqual(['Dopiero w niedzielę', 'Kalibracja']);
  });
});
