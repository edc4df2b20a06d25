import { accept, complete, confirmReceipt, correctReceipt, fail, propose, send, withdraw } from '../../../src/features/commitments/index.ts';
import { needFigures } from '../../../src/features/commitments/figures.ts';
import { quantityFrom as q } from '../../../src/kernel/quantity.ts';
import { addNeed, commitmentStage, type CommitmentStage } from '../../factories/commitment-stage.ts';
import { arrival, parcel, wanted } from './world.ts';

let stage: CommitmentStage;
beforeAll(async () => void (stage = await commitmentStage()));
afterAll(() => stage.close());

/* Small, repeatable pseudo-random numbers (mulberry32). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  };
}

/* More than was sent needs a word. */
const counted = (quantity: number) => ({ ...arrival(String(quantity)), differences: 'policzone' });

/* Sends a piece if any is left; it may be confirmed, and corrected. */
async function deliver(id: string, roll: (sides: number) => number): Promise<void> {
  const { deps, cast: { anna, xawery } } = stage;
  const { commitment: { state, quantity, deliveries: earlier } } = await stage.queries.page(anna, id);
  if (state === 'sent' || quantity < q(String(1 + earlier.length))) return;
  const { commitment } = await send(deps, xawery, { id, parcel: parcel('1'), submissionKey: null });
  const deliveryId = commitment.deliveries.at(-1)?.id ?? '';
  if (roll(3) === 0) return;
  await confirmReceipt(deps, anna, { id, deliveryId, arrival: counted(roll(3)) });
  if (roll(2) === 0) await correctReceipt(deps, anna, { id, deliveryId, arrival: counted(roll(4)), reason: 'przeliczone' });
}

/* Walks some way along a commitment's life. */
async function live(needId: string, roll: (sides: number) => number): Promise<void> {
  const { deps, cast: { anna, xawery } } = stage;
  const { commitment: { id } } = await propose(deps, xawery, wanted(needId, String(1 + roll(50))));
  if (roll(4) === 0) return;
  await accept(deps, anna, { id });
  if (roll(4) === 0) return;
  for (let parcels = 1 + roll(3); parcels > 0; parcels -= 1) await deliver(id, roll);
  const end = roll(4);
  if (end === 0) await fail(deps, anna, { id, reason: 'próba' });
  if (end === 2) await withdraw(deps, xawery, { id, reason: 'próba' });
  if (end === 1) await complete(deps, anna, { id });
}

test('the database counts as the rules do, for many needs in one query', async () => {
  const roll = dice(20200316);
  const needs = await Promise.all(Array.from({ length: 8 }, () => addNeed(stage.dataSource, stage.cast.ids.clinic, '1000')));
  for (const { id } of needs.slice(1)) for (let at = roll(5); at >= 0; at -= 1) await live(id, roll);
  const figures = await stage.queries.needFigures(needs.map(({ id }) => id));
  for (const { id } of needs) {
    const commitments = (await stage.queries.ofPost(stage.cast.celina, id)).map(({ commitment }) => commitment);
    expect(figures.get(id)).toEqual(needFigures(q('1000'), commitments));
  }
  expect(figures.size).toBe(8);
});
