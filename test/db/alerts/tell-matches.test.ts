import { alertWorld, HOUR, NOON, type AlertWorld } from './world.ts';

let world: AlertWorld;
beforeEach(async () => {
  world = await alertWorld();
});
afterEach(() => world.close());

/** A clinic with a need, a firm with an offer, one person each, and the match between them. */
async function pair(change: Record<string, unknown> = {}) {
  const clinic = await world.organisation({ name: 'Przychodnia', kind: 'health-care' });
  const firm = await world.organisation({ name: 'Wtryskarnia' });
  const nurse = await world.person(clinic);
  const smith = await world.person(firm);
  const need = await world.post(clinic, { kind: 'need', title: 'Przyłbice ochronne', neededBy: '2026-11-27' });
  const offer = await world.post(firm, { kind: 'offer', title: 'Przyłbice z PET' });
  const match = await world.match(need, offer, firm, change);
  return { clinic, firm, nurse, smith, need, offer, match };
}

const tell = (postId: string, ...matchIds: string[]) => world.run('tell-matches', { postId, matchIds });

test('both sides hear of a match that fits, each of the other post', async () => {
  const { need, match, nurse, smith } = await pair();
  await tell(need, match);
  const mails = await world.mails();
  expect(mails.map(({ kind, person_id, why }) => [kind, person_id, why]).sort()).toEqual(
    [['match-need', smith, 'match.fits'], ['match-offer', nurse, 'match.fits']].sort());
  expect(await world.query(`SELECT purpose, data, expires_at FROM mail_link WHERE purpose = 'answer' ORDER BY data->>'side'`)).toEqual([
    { purpose: 'answer', data: { matchId: match, side: 'need' }, expires_at: new Date('2026-11-27T23:00:00Z') },
    { purpose: 'answer', data: { matchId: match, side: 'offer' }, expires_at: new Date('2026-11-27T23:00:00Z') },
  ]);
});

test('the job may run twice, also at the same time: nobody is told twice', async () => {
  const { need, match } = await pair();
  await Promise.all([tell(need, match), tell(need, match), tell(need, match)]);
  await tell(need, match);
  expect(await world.mails()).toHaveLength(2);
  expect(await world.alerts()).toHaveLength(2);
});

test('what may fit waits for the digest; risen to fits it is told at once, and the waiting hint is dropped', async () => {
  const { need, match } = await pair({ verdict: 'maybe' });
  await tell(need, match);
  expect(await world.mails()).toEqual([]);
  expect((await world.alerts()).map(({ channel, verdict }) => [channel, verdict])).toEqual([['daily', 'maybe'], ['daily', 'maybe']]);
  await world.query(`UPDATE match SET verdict = 'fits'`);
  await tell(need, match);
  expect(await world.mails()).toHaveLength(2);
  expect((await world.alerts()).map(({ channel, verdict }) => [channel, verdict])).toEqual([['instant', 'fits'], ['instant', 'fits']]);
});

test('told as fits, a pair that fell and became maybe again is not told of', async () => {
  const { need, match } = await pair();
  await tell(need, match);
  await world.query(`UPDATE match SET verdict = 'maybe'`);
  await tell(need, match);
  expect(await world.alerts()).toHaveLength(2);
});

test.each([
  ['the pair was dismissed', `UPDATE match SET dismissed_at = now(), dismissed_side = 'offer'`],
  ['the verdict is no', `UPDATE match SET verdict = 'no'`],
  ['the need is withdrawn', `UPDATE post SET state = 'withdrawn' WHERE kind = 'need'`],
  ['the offer has expired', `UPDATE post SET state = 'expired' WHERE kind = 'offer'`],
  ['the last day of the need is over', `UPDATE post SET ends_on = '2026-11-19' WHERE kind = 'need'`],
  ['everybody switched it off', `INSERT INTO alert_preference SELECT person_id, organisation_id, 'never', 'never', true, now() FROM membership`],
  ['both people are disabled', `UPDATE person SET state = 'disabled'`],
])('nobody is told when %s', async (_, change) => {
  const { need, match } = await pair();
  await world.query(change);
  await tell(need, match);
  expect(await world.mails()).toEqual([]);
  expect(await world.alerts()).toEqual([]);
});

test('a post that the organisation may not read is not told of', async () => {
  const { need, match, firm, nurse } = await pair();
  await world.query(`UPDATE post SET visibility = 'members' WHERE kind = 'need'`);
  await world.query(`UPDATE organisation SET membership = 'applied' WHERE id = $1`, [firm]);
  await tell(need, match);
  expect((await world.mails()).map(({ person_id }) => person_id)).toEqual([nurse]);
});

test('a post for chosen organisations is told of to those only', async () => {
  const { need, match, firm, smith, nurse } = await pair();
  await world.query(`UPDATE post SET visibility = 'chosen'`);
  await tell(need, match);
  expect(await world.mails()).toEqual([]);
  await world.query(`INSERT INTO post_audience VALUES ($1, $2)`, [need, firm]);
  await tell(need, match);
  expect((await world.mails()).map(({ person_id }) => person_id)).toEqual([smith]);
  expect(nurse).not.toBe(smith);
});

test('somebody who belongs to both organisations is told nothing', async () => {
  const { need, match, clinic, smith, nurse } = await pair();
  await world.query(`INSERT INTO membership VALUES ($1, $2, 'editor', now())`, [smith, clinic]);
  await tell(need, match);
  expect((await world.mails()).map(({ person_id }) => person_id)).toEqual([nurse]);
});

test('a capability is a hint for the firm only, in the digest', async () => {
  const { clinic, firm, smith } = await pair();
  const need = await world.post(clinic, { kind: 'need' });
  const match = await world.match(need, null, firm, { verdict: 'maybe', reasons: '[{"code":"can-make","by":"printing","product":"face-shield"}]' });
  await tell(need, match);
  expect((await world.alerts()).map(({ person_id, channel }) => [person_id, channel])).toEqual([[smith, 'daily']]);
});

test('a capability comes at once to who wants hints at once, in words of its own', async () => {
  const { clinic, firm, smith } = await pair();
  await world.query(`INSERT INTO alert_preference VALUES ($1, $2, 'never', 'instant', true, now())`, [smith, firm]);
  const need = await world.post(clinic, { kind: 'need' });
  const match = await world.match(need, null, firm, { verdict: 'maybe', reasons: '[{"code":"can-make","by":"printing","product":"face-shield"}]' });
  await tell(need, match);
  const [mail] = await world.mails();
  expect(mail?.body_text).toMatch(/^Piszemy, bo w\u00a0danych Waszej organizacji jest: druk 3D\./);
});

test('one new offer that fits seven needs is one mail to the firm: the best five and a link to the rest', async () => {
  const firm = await world.organisation();
  const smith = await world.person(firm);
  const offer = await world.post(firm, { kind: 'offer' });
  const matches: string[] = [];
  for (let i = 0; i < 7; i += 1) {
    const clinic = await world.organisation();
    await world.person(clinic);
    matches.push(await world.match(await world.post(clinic, { kind: 'need', title: `Potrzeba nr ${i}` }), offer, firm, { score: i / 10 }));
  }
  await tell(offer, ...matches);
  expect(await world.mails('match-offer')).toHaveLength(7);
  const [mail, ...others] = await world.mails('match-need');
  expect(others).toEqual([]);
  expect(mail?.person_id).toBe(smith);
  const titles = [...(mail?.body_text ?? '').matchAll(/Potrzeba nr (\d)/g)].map(([, n]) => n);
  expect(titles).toEqual(['6', '5', '4', '3', '2']);
  expect(mail?.body_text).toContain('Jeszcze 2\u00a0dopasowania znajdziesz w\u00a0panelu');
  expect((await world.alerts()).filter(({ told_at }) => told_at === null)).toEqual([]);
});

describe('five instant mails a day', () => {
  async function needsFor(firm: string, count: number) {
    const clinic = await world.organisation();
    for (let i = 0; i < count; i += 1) {
      const need = await world.post(clinic, { kind: 'need' });
      await tell(need, await world.match(need, await world.post(firm, { kind: 'offer' }), firm));
    }
  }

  test('the sixth goes to the daily digest; the next day counts anew from midnight in Warsaw', async () => {
    const firm = await world.organisation();
    await world.person(firm);
    await needsFor(firm, 7);
    expect(await world.mails()).toHaveLength(5);
    expect((await world.alerts()).map(({ channel }) => channel).sort()).toEqual(['daily', 'daily', ...Array<string>(5).fill('instant')]);
    world.clock.set(new Date('2026-11-20T22:59:00Z'));
    await needsFor(firm, 1);
    expect(await world.mails()).toHaveLength(5);
    world.clock.set(new Date('2026-11-20T23:00:00Z'));
    await needsFor(firm, 1);
    expect(await world.mails()).toHaveLength(6);
  });

  test('ten at the same moment are still five', async () => {
    const firm = await world.organisation();
    await world.person(firm);
    const clinic = await world.organisation();
    const told = await Promise.all(Array.from({ length: 10 }, async () => {
      const need = await world.post(clinic, { kind: 'need' });
      return [need, await world.match(need, await world.post(firm, { kind: 'offer' }), firm)] as const;
    }));
    await Promise.all(told.map(([need, match]) => tell(need, match)));
    expect(await world.mails()).toHaveLength(5);
    expect((await world.alerts()).filter(({ channel }) => channel === 'daily')).toHaveLength(5);
  });
});

test('a need with nothing open is not told of until something reopens', async () => {
  const { need, match, firm, clinic } = await pair();
  const commitment = await world.commitment(need, firm, clinic, { state: 'accepted', owner_yes: true });
  await tell(need, match);
  expect(await world.mails()).toEqual([]);
  await world.query(`UPDATE commitment SET state = 'failed' WHERE id = $1`, [commitment]);
  await tell(need, match);
  await world.run('tell-people', { personIds: (await world.alerts()).map(({ person_id }) => person_id) });
  expect(await world.mails()).toHaveLength(2);
});

test('an offer for 210 needs is answered at once and mailed in batches of 200', async () => {
  const firm = await world.organisation();
  const offer = await world.post(firm, { kind: 'offer' });
  const matches: string[] = [];
  for (let i = 0; i < 210; i += 1) {
    const clinic = await world.organisation();
    await world.person(clinic);
    matches.push(await world.match(await world.post(clinic, { kind: 'need' }), offer, firm));
  }
  await tell(offer, ...matches);
  expect(await world.mails()).toEqual([]);
  const batches = await world.waitingJobs('tell-people');
  expect(batches.map(({ payload }) => payload.personIds.length).sort((a, b) => a - b)).toEqual([10, 200]);
  for (const { payload } of [...batches, ...batches]) await world.run('tell-people', payload);
  expect(await world.mails()).toHaveLength(210);
}, 60_000);

test('a mail is given up when the need is over', async () => {
  const { need, match } = await pair();
  await world.query(`UPDATE post SET needed_by = '2026-11-21' WHERE kind = 'need'`);
  await tell(need, match);
  expect((await world.mails()).map(({ give_up_at }) => give_up_at)).toEqual([new Date('2026-11-21T23:00:00Z'), new Date('2026-11-21T23:00:00Z')]);
  expect(NOON.getTime() + 72 * HOUR).toBeGreaterThan(new Date('2026-11-21T23:00:00Z').getTime());
});
