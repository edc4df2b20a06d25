import { alertWorld, type AlertWorld } from './world.ts';

let world: AlertWorld;
let coordinator: string;
beforeEach(async () => {
  world = await alertWorld({ officeMail: 'biuro@klaster.example' });
  coordinator = await world.person(null, { office_role: 'coordinator', language: 'en' });
});
afterEach(() => world.close());

describe('a published need that nothing fits', () => {
  async function lonelyNeed(urgent = false) {
    const clinic = await world.organisation({ name: 'Szpital', kind: 'health-care' });
    return { clinic, need: await world.post(clinic, { kind: 'need', title: 'Respiratory', urgent }) };
  }
  const check = (postId: string) => world.run('check-need-answered', { postId });

  test('is told to the office and its extra address once, however often the job runs', async () => {
    const { need } = await lonelyNeed(true);
    await Promise.all([check(need), check(need)]);
    await check(need);
    const mails = await world.mails('need-unanswered');
    expect(mails.map(({ person_id, to_address, language }) => [person_id, to_address.split('@')[1], language])).toEqual([
      [null, 'klaster.example', 'pl'], [coordinator, 'x.example', 'en'],
    ]);
    expect(mails[0]?.subject).toBe('Pilna potrzeba bez pasującej oferty: Respiratory');
    expect(mails.every(({ unsubscribe_link_id }) => unsubscribe_link_id === null)).toBe(true);
  });

  test('names who may help', async () => {
    const { need } = await lonelyNeed();
    const firm = await world.organisation({ name: 'Drukarnia 3D' });
    await world.match(need, null, firm, { verdict: 'maybe', reasons: '[{"code":"can-make","by":"printing","product":"face-shield"}]' });
    await check(need);
    expect((await world.mails())[0]?.body_text).toContain('Drukarnia 3D, Toruń\n◐ może to zrobić: druk 3D');
  });

  test.each([
    ['an offer fits', async (need: string, firm: string) => { await world.match(need, await world.post(firm, { kind: 'offer' }), firm); }],
    ['it is covered by promises', async (need: string, firm: string, clinic: string) => {
      await world.commitment(need, firm, clinic, { state: 'accepted', owner_yes: true });
    }],
    ['it has left the board', async (need: string) => { await world.query(`UPDATE post SET state = 'withdrawn' WHERE id = $1`, [need]); }],
  ])('is not the office’s business when %s', async (_, happens) => {
    const { need, clinic } = await lonelyNeed();
    await happens(need, await world.organisation(), clinic);
    await check(need);
    expect(await world.mails()).toEqual([]);
  });

  test('is told when the offer that fitted is gone or dismissed', async () => {
    const { need } = await lonelyNeed();
    const firm = await world.organisation();
    await world.match(need, await world.post(firm, { kind: 'offer', state: 'withdrawn' }), firm);
    await world.match(need, await world.post(firm, { kind: 'offer' }), firm, { dismissed_at: new Date(), dismissed_side: 'need' });
    await check(need);
    expect(await world.mails()).toHaveLength(2);
  });
});

describe('a post that waits for its review', () => {
  test.each([
    ['health-care', 'Do sprawdzenia od razu: potrzeba placówki ochrony zdrowia – Fartuchy'],
    ['firm', 'Do sprawdzenia: potrzeba – Fartuchy'],
  ])('of a %s organisation is told to the office once', async (kind, subject) => {
    const organisation = await world.organisation({ kind, membership: 'applied' });
    const postId = await world.post(organisation, { kind: 'need', title: 'Fartuchy', state: 'in-review' });
    await world.run('review-waiting', { postId });
    await world.run('review-waiting', { postId });
    const mails = await world.mails('review-waiting');
    expect(mails.map((mail) => mail.subject)).toContain(subject);
    expect(mails).toHaveLength(2);
  });

  test('is not told of once it has been reviewed', async () => {
    const postId = await world.post(await world.organisation(), { kind: 'need' });
    await world.run('review-waiting', { postId });
    expect(await world.mails()).toEqual([]);
  });
});

test('an extra address that somebody of the office has gets one mail, not two', async () => {
  await world.query(`UPDATE person SET email = 'biuro@klaster.example'`);
  const postId = await world.post(await world.organisation(), { kind: 'offer', state: 'in-review' });
  await world.run('review-waiting', { postId });
  expect((await world.mails()).map(({ person_id }) => person_id)).toEqual([coordinator]);
});

test('a job without its post fails loudly', async () => {
  await expect(async () => world.run('review-waiting', {})).rejects.toThrow(TypeError);
  await expect(async () => world.run('tell-matches', { postId: 7 })).rejects.toThrow(TypeError);
});
