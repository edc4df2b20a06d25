import { alertWorld, HOUR, type AlertWorld } from './world.ts';

let world: AlertWorld;
beforeEach(async () => {
  world = await alertWorld();
});
afterEach(() => world.close());

/** A need that offers of so many firms fit, the first one best; everybody has been told who is told at once. */
async function popularNeed(firms: number) {
  const clinic = await world.organisation();
  const need = await world.post(clinic, { kind: 'need', neededBy: '2026-12-24' });
  const people: string[] = [];
  const suppliers: string[] = [];
  const matchIds: string[] = [];
  for (let i = 0; i < firms; i += 1) {
    const firm = await world.organisation();
    people.push(await world.person(firm));
    suppliers.push(firm);
    matchIds.push(await world.match(need, await world.post(firm, { kind: 'offer' }), firm, { score: 1 - i / 1000 }));
  }
  await world.run('tell-matches', { postId: need, matchIds });
  return { clinic, need, people, suppliers, matchIds };
}

const toldPeople = async () => (await world.mails('match-need')).map(({ person_id }) => person_id).sort();

test('the 30 best firms hear first, the next ones after a day without an answer, each once', async () => {
  const { people, need, matchIds } = await popularNeed(65);
  expect(await toldPeople()).toEqual(people.slice(0, 30).sort());
  await world.run('tell-matches', { postId: need, matchIds });
  world.clock.advance(24 * HOUR - 1);
  await world.run('release-waves');
  expect(await world.mails()).toHaveLength(30);
  world.clock.advance(1);
  await Promise.all([world.run('release-waves'), world.run('release-waves')]);
  expect(await toldPeople()).toEqual(people.slice(0, 60).sort());
  world.clock.advance(24 * HOUR);
  await world.run('release-waves');
  expect(await toldPeople()).toEqual([...people].sort());
  world.clock.advance(240 * HOUR);
  await world.run('release-waves');
  expect(await world.mails()).toHaveLength(65);
  expect([...new Set((await world.alerts()).map(({ wave }) => wave))].sort()).toEqual([1, 2, 3]);
}, 60_000);

test('a proposal holds the next wave back while it covers the need, and for a day after it came when it does not', async () => {
  const { need, suppliers, clinic } = await popularNeed(31);
  world.clock.advance(20 * HOUR);
  const commitment = await world.commitment(need, suppliers[0] ?? '', clinic, { quantity: 1000 });
  world.clock.advance(100 * HOUR);
  await world.run('release-waves');
  expect(await world.mails()).toHaveLength(30);
  const anHourAgo = new Date(world.clock.now().getTime() - HOUR);
  await world.query(`UPDATE commitment SET quantity = 300, created_at = $2 WHERE id = $1`, [commitment, anHourAgo]);
  await world.run('release-waves');
  expect(await world.mails()).toHaveLength(30);
  world.clock.advance(23 * HOUR);
  await world.run('release-waves');
  expect(await world.mails()).toHaveLength(31);
}, 60_000);

test('when all thirty have said no, the next wave goes at once', async () => {
  const { matchIds } = await popularNeed(31);
  await world.query(`UPDATE match SET dismissed_at = now(), dismissed_side = 'offer' WHERE id = ANY($1)`, [matchIds.slice(0, 29)]);
  await world.run('release-waves');
  expect(await world.mails()).toHaveLength(30);
  await world.query(`UPDATE match SET dismissed_at = now(), dismissed_side = 'offer' WHERE id = $1`, [matchIds[29]]);
  await world.run('release-waves');
  expect(await world.mails()).toHaveLength(31);
}, 60_000);

test('nobody more hears of a need that has left the board, or of one they dismissed while waiting', async () => {
  const { need, matchIds } = await popularNeed(32);
  await world.query(`UPDATE match SET dismissed_at = now(), dismissed_side = 'offer' WHERE id = $1`, [matchIds[30]]);
  await world.query(`UPDATE post SET state = 'covered' WHERE id = $1`, [need]);
  world.clock.advance(48 * HOUR);
  await world.run('release-waves');
  expect(await world.mails()).toHaveLength(30);
  await world.query(`UPDATE post SET state = 'published' WHERE id = $1`, [need]);
  await world.run('release-waves');
  expect(await world.mails()).toHaveLength(31);
}, 60_000);

test('who chose anew while waiting is told as chosen now', async () => {
  const { people, suppliers } = await popularNeed(32);
  await world.query(`INSERT INTO alert_preference VALUES ($1, $2, 'never', 'never', true, now()), ($3, $4, 'weekly', 'daily', true, now())`,
    [people[30], suppliers[30], people[31], suppliers[31]]);
  world.clock.advance(24 * HOUR);
  await world.run('release-waves');
  expect(await world.mails()).toHaveLength(30);
  expect((await world.alerts()).filter(({ told_at }) => told_at === null)).toMatchObject([{ person_id: people[31], channel: 'weekly', wave: 2 }]);
}, 60_000);

test('an offer posted later is told of its need at once, whatever wave the need is in', async () => {
  const { need } = await popularNeed(31);
  const firm = await world.organisation();
  const person = await world.person(firm);
  const offer = await world.post(firm, { kind: 'offer' });
  await world.run('tell-matches', { postId: offer, matchIds: [await world.match(need, offer, firm, { score: 0.1 })] });
  expect((await world.mails('match-need')).map(({ person_id }) => person_id)).toContain(person);
}, 60_000);
