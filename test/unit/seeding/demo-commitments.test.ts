import { loadDemoData } from '../../../src/features/seeding/demo-data.ts';
import type { DemoCommitment, DemoNeed, DemoOffer } from '../../../src/features/seeding/demo-data.ts';
import { convertBetween, quantityFrom, scale, sum } from '../../../src/kernel/quantity.ts';
import type { Measure, Quantity } from '../../../src/kernel/quantity.ts';
import { isLive, replay } from './replay.ts';

const demo = loadDemoData(new URL('../../../data/demo', import.meta.url).pathname);
const needs = new Map(demo.posts.flatMap((post) => (post.kind === 'need' ? [[post.id, post] as const] : [])));
const offers = new Map(demo.posts.flatMap((post) => (post.kind === 'offer' ? [[post.id, post] as const] : [])));
const people = new Map(demo.people.map((person) => [person.id, person]));
const of = (amount: number): Quantity => quantityFrom(String(amount));

test('every state of a commitment is there, each way into it too', () => {
  const kinds = new Set(demo.commitments.map(kindOf));
  expect([...kinds].sort()).toEqual([
    'accepted', 'completed full', 'completed short', 'declined', 'failed', 'in-production', 'lapsed', 'partly-sent',
    'proposed by supplier', 'proposed, asked by office', 'proposed, asked by owner', 'proposed, counter', 'sent',
    'withdrawn after acceptance', 'withdrawn before acceptance',
  ].sort());
  expect(demo.commitments.length).toBeGreaterThanOrEqual(24);
  expect(new Set(demo.commitments.map((commitment) => commitment.id)).size).toBe(demo.commitments.length);
});

test.each(demo.commitments)('$id: its history leads to its state and figures', (commitment) => {
  const end = replay(commitment);
  expect([end.state, end.quantity, end.promisedInDays])
    .toEqual([commitment.state, commitment.quantity, commitment.promisedInDays]);
});

test.each(demo.commitments)('$id: posts, organisations and persons belong together', (commitment) => {
  const need = needOf(commitment);
  expect(commitment.supplier).not.toBe(need.organisation);
  if (commitment.offer !== undefined) expect(offers.get(commitment.offer)?.organisation).toBe(commitment.supplier);
  expect(commitment.price !== undefined).toBe(commitment.terms === 'price');
  if (commitment.history.some((action) => action.onBehalf)) expect(need.need.officeMayAccept).toBe(true);
  expect(need.need.acceptable).toContain(commitment.quality);
  for (const action of commitment.history) {
    const office = 'klaster-zakole';
    const onDuty = { supplier: commitment.supplier, owner: need.organisation, office, clock: undefined };
    expect(people.get(action.person ?? '')?.organisation).toBe(action.onBehalf ? office : onDuty[action.byParty]);
  }
});

test.each(demo.commitments)('$id: actions follow one another, after both posts, in time', (commitment) => {
  const times = commitment.history.map((action) => action.daysAgo);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  const posts = [needOf(commitment), ...(commitment.offer ? [offerOf(commitment.offer)] : [])];
  for (const post of posts) expect(times[0]).toBeLessThan(post.createdDaysAgo);
  const patience = needOf(commitment).need.urgency === 'urgent' ? 2 : 7;
  const answered = [...commitment.history.slice(1).map((action) => action.daysAgo), 0];
  if (commitment.state === 'proposed') expect((times.at(-1) ?? 0) - (answered.at(-1) ?? 0)).toBeLessThan(patience);
  if (commitment.state === 'lapsed') expect((times.at(-2) ?? 0) - (times.at(-1) ?? 0)).toBe(patience);
});

test.each([...needs.values()])('$id: is not promised more than it asks', (need) => {
  const promised = sum(demo.commitments.filter((commitment) => commitment.need === need.id).map(binding));
  expect(promised <= of(need.quantity)).toBe(true);
});

test.each([...offers.values()].filter((offer) => offer.offer.mode === 'stock'))('$id: its stock suffices', (offer) => {
  expect(sum(takenFrom(offer).map((taken) => taken.amount)) <= of(offer.quantity ?? 0)).toBe(true);
});

test.each([...offers.values()].filter((offer) => offer.offer.mode === 'capacity'))(
  '$id: has produced enough by every promised day', (offer) => {
    const taken = takenFrom(offer);
    for (const { day } of taken) {
      const due = sum(taken.filter((other) => other.day <= day).map((other) => other.amount));
      const days = BigInt(Math.max(0, day - (offer.offer.fromInDays ?? 0)));
      expect([day, due <= (scale(of(offer.offer.perWeek ?? 0), days, 7n, 'down') ?? 0n)]).toEqual([day, true]);
    }
  },
);

test('across families the share of the offer is stated', () => {
  const across = demo.commitments.filter((commitment) => {
    const offer = commitment.offer ? offerOf(commitment.offer) : undefined;
    return offer && convertBetween(of(commitment.quantity), needOf(commitment) as Measure, offer as Measure) === null;
  });
  expect(across.length).toBeGreaterThan(0);
  expect(across.filter((commitment) => commitment.usesOffer === undefined)).toEqual([]);
});

test('the story of the main job: 300 of 1 000 shields promised from stock, two more answers awaited', () => {
  const story = demo.commitments.filter((commitment) => commitment.need === 'n-face-shields-clinic');
  expect(needs.get('n-face-shields-clinic')?.quantity).toBe(1000);
  expect(story.map((commitment) => [commitment.supplier, commitment.state, commitment.quantity])).toEqual([
    ['prosta-folia', 'accepted', 300], ['cieply-kanal', 'proposed', 500], ['warstwa', 'proposed', 200],
  ]);
});

function needOf(commitment: DemoCommitment): DemoNeed {
  const need = needs.get(commitment.need);
  if (need === undefined) throw new Error(`${commitment.id}: no need ${commitment.need}`);
  return need;
}

function offerOf(id: string): DemoOffer {
  const offer = offers.get(id);
  if (offer === undefined) throw new Error(`no offer ${id}`);
  return offer;
}

function kindOf(commitment: DemoCommitment): string {
  const end = replay(commitment);
  const origin = { office: ', asked by office', owner: ', asked by owner' }[String(commitment.history[0]?.byParty)];
  const accepted = commitment.history.some((action) => action.action === 'accept');
  switch (end.state) {
    case 'proposed': return `proposed${end.countered ? ', counter' : origin ?? ' by supplier'}`;
    case 'completed': return `completed ${end.received < end.quantity ? 'short' : 'full'}`;
    case 'withdrawn': return `withdrawn ${accepted ? 'after' : 'before'} acceptance`;
    default: return end.state;
  }
}

/** What a commitment holds of its need: its quantity while live, what was received once it has ended. */
function binding(commitment: DemoCommitment): Quantity {
  const end = replay(commitment);
  return of(isLive(end.state) ? end.quantity : end.received);
}

function takenFrom(offer: DemoOffer): { day: number; amount: Quantity }[] {
  return demo.commitments.filter((commitment) => commitment.offer === offer.id).map((commitment) => {
    const stated = typeof commitment.usesOffer === 'object' ? of(commitment.usesOffer.quantity) : undefined;
    const computed = convertBetween(binding(commitment), needOf(commitment) as Measure, offer as Measure, 'up');
    return { day: commitment.promisedInDays, amount: stated ?? computed ?? of(0) };
  });
}
