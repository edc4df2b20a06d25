import { alertWorld, HOUR, type AlertWorld } from './world.ts';

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

describe('needs of one organisation that nothing fits', () => {
  test('are one mail, with who may help with each; what is not due yet or has an offer is not in it', async () => {
    const clinic = await world.organisation({ name: 'Szpital', kind: 'health-care' });
    const firm = await world.organisation();
    const need = (title: string, urgent: boolean, minutesAgo: number) =>
      world.post(clinic, { kind: 'need', title, urgent, publishedAt: new Date(world.clock.now().getTime() - minutesAgo * 60_000) });
    const [first, second] = [await need('Respiratory', true, 15), await need('Kardiomonitory', true, 20)];
    const [early, fitting] = [await need('Pulsoksymetry', true, 5), await need('Gogle', true, 20)];
    await world.match(second, null, firm, { verdict: 'maybe' });
    await world.match(fitting, await world.post(firm, { kind: 'offer' }), firm);
    for (const postId of [first, second, fitting]) await world.run('check-need-answered', { postId });
    const mails = await world.mails();
    expect(mails.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['office-posts', '2 potrzeby bez pasującej oferty (pilne: 2) – Szpital'], ['office-posts', '2 needs without a fitting offer (urgent: 2) – Szpital'],
    ]);
    const text = (mails[0]?.body_text ?? '').replaceAll('\u00a0', ' ');
    expect(text).toMatch(/Respiratory[\s\S]*Nie znaleźliśmy też nikogo/);
    expect(text).toMatch(/Kardiomonitory[\s\S]*Może pomóc 1 firma/);
    expect(text).not.toMatch(/Pulsoksymetry|Gogle/);
    world.clock.set(new Date(world.clock.now().getTime() + 10 * 60_000));
    await world.run('check-need-answered', { postId: early });
    expect((await world.mails('need-unanswered')).map(({ subject }) => subject)).toContain('Pilna potrzeba bez pasującej oferty: Pulsoksymetry');
  });

  test('have a button to where all of them are, and count nobody who is suspended', async () => {
    const clinic = await world.organisation({ name: 'Szpital' });
    const away = await world.organisation({ membership: 'suspended' });
    const needs = [await world.post(clinic, { kind: 'need', urgent: true }), await world.post(clinic, { kind: 'need', urgent: true, neededBy: '2027-03-01' })];
    for (const postId of needs) await world.match(postId, null, away, { verdict: 'maybe' });
    world.clock.set(new Date(world.clock.now().getTime() + HOUR));
    await world.run('check-need-answered', { postId: needs[0] });
    const text = (await world.mails())[0]?.body_text ?? '';
    expect(text).toMatch(/http:\/\/exchange\.example\/office\n/);
    expect(text).not.toContain('Może pomóc');
  });

  test('of two organisations are two mails', async () => {
    const posts = [await world.organisation(), await world.organisation()].map((clinic) => world.post(clinic, { kind: 'need', urgent: true }));
    for (const postId of await Promise.all(posts)) await world.run('check-need-answered', { postId });
    expect((await world.mails()).map(({ kind }) => kind)).toEqual(Array(4).fill('need-unanswered'));
  });
});

describe('a list that waits for its review', () => {
  const inReview = (organisation: string, count: number) =>
    Promise.all(Array.from({ length: count }, (_, at) => world.post(organisation, { kind: 'need', title: `Lusterko ${at + 1}`, state: 'in-review' })));

  test('is one mail, however many jobs run at once; what comes later is another', async () => {
    const dentist = await world.organisation({ name: 'Gabinet', kind: 'health-care', membership: 'applied' });
    const list = await inReview(dentist, 25);
    await Promise.all(list.map((postId) => world.run('review-waiting', { postId })));
    const mails = await world.mails();
    expect(mails.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['office-posts', 'Do sprawdzenia od razu: 25 ogłoszeń – Gabinet'], ['office-posts', 'To be reviewed at once: 25 posts – Gabinet'],
    ]);
    expect(mails[0]?.body_text.match(/^Potrzeba: /gm)).toHaveLength(20);
    expect(mails[0]?.body_text).toMatch(/I jeszcze 5\sogłoszeń\./);
    expect(await world.query('SELECT count(DISTINCT post_id)::int AS posts, count(*)::int AS rows FROM mail_post')).toEqual([{ posts: 25, rows: 50 }]);
    const [late] = await inReview(dentist, 1);
    await world.run('review-waiting', { postId: late });
    expect((await world.mails('review-waiting')).map(({ subject }) => subject)).toContain('Do sprawdzenia od razu: potrzeba placówki ochrony zdrowia – Lusterko 1');
  });

  test('is told again of the posts that were changed and came before the office again', async () => {
    const dentist = await world.organisation({ membership: 'applied' });
    const list = await inReview(dentist, 3);
    await world.run('review-waiting', { postId: list[0] });
    world.clock.set(new Date(world.clock.now().getTime() + 60_000));
    for (const postId of list.slice(1)) {
      await world.query(`INSERT INTO activity (action, post_id, at, data) VALUES ('post.submitted', $1, $2, '{}')`, [postId, world.clock.now()]);
    }
    await world.run('review-waiting', { postId: list[1] });
    await world.run('review-waiting', { postId: list[2] });
    expect((await world.mails()).map(({ subject }) => /\d+/.exec(subject)?.[0])).toEqual(['3', '3', '2', '2']);
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
