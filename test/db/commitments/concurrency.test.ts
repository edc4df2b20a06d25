import { newId } from '../../../src/kernel/ids.ts';
import { accept, propose, send, withdraw, type NewCommitment } from '../../../src/features/commitments/index.ts';
import { addNeed, addOffer, commitmentStage, type CommitmentStage } from '../../factories/commitment-stage.ts';
import { figuresOf, newMails, parcel, refusalOf, wanted } from './world.ts';

let stage: CommitmentStage;
beforeAll(async () => void (stage = await commitmentStage()));
afterAll(() => stage.close());

const granted = (results: readonly PromiseSettledResult<unknown>[]): number => results.filter(({ status }) => status === 'fulfilled').length;

async function proposals(count: number, make: (at: number) => Promise<NewCommitment>): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1) {
    ids.push((await propose(stage.deps, stage.cast.xawery, await make(at))).commitment.id);
  }
  return ids;
}

test('30 simultaneous yeses for a need of 7 grant exactly 7', async () => {
  const { deps, cast: { anna, ids } } = stage;
  const need = await addNeed(stage.dataSource, ids.clinic, '7');
  const waiting = await proposals(30, () => Promise.resolve(wanted(need.id, '1')));
  const results = await Promise.allSettled(waiting.map((id) => accept(deps, anna, { id })));
  expect(granted(results)).toBe(7);
  expect(results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as { key?: string }).key] : [])))
    .toEqual(Array.from({ length: 23 }, () => 'commitment.more-than-open'));
  expect(await figuresOf(stage, need.id)).toBe('23/7/0/0/0/0');
});

test('30 simultaneous yeses for different needs never promise more than the offer has', async () => {
  const { deps, cast: { anna, ids } } = stage;
  const offer = await addOffer(stage.dataSource, ids.firmX, '11');
  const waiting = await proposals(30, async () => {
    const need = await addNeed(stage.dataSource, ids.clinic, '5');
    return wanted(need.id, '1', { offerId: offer.id });
  });
  const results = await Promise.allSettled(waiting.map((id) => accept(deps, anna, { id })));
  expect(granted(results)).toBe(11);
  const figures = (await stage.queries.offerFigures([offer.id], stage.clock.now())).get(offer.id);
  expect(figures).toEqual({ promised: 11_000n, free: 0n, partlyPromised: false });
});

test('the same submit eight times makes one proposal and one mail; another content under its key is refused', async () => {
  const { deps, cast: { xawery, ids } } = stage;
  const need = await addNeed(stage.dataSource, ids.clinic, '100');
  await newMails(stage);
  const submit = wanted(need.id, '40', { submissionKey: newId(), digest: 'a' });
  const made = await Promise.all(Array.from({ length: 8 }, () => propose(deps, xawery, submit)));
  expect(new Set(made.map(({ commitment }) => commitment.id)).size).toBe(1);
  expect(await figuresOf(stage, need.id)).toBe('40/0/0/0/0/100');
  expect(await newMails(stage)).toEqual(['commitment.propose → anna']);
  expect(await refusalOf(propose(deps, xawery, { ...submit, digest: 'b' }))).toMatchObject({ code: 'conflict', key: 'commitment.key-used' });
});

test('the same press eight times answers once, and a stale page is told so', async () => {
  const { deps, cast: { anna, xawery, ids } } = stage;
  const need = await addNeed(stage.dataSource, ids.clinic, '100');
  const { commitment: { id }, version } = await propose(deps, xawery, wanted(need.id, '40'));
  const answers = await Promise.all(Array.from({ length: 8 }, () => accept(deps, anna, { id, seen: version })));
  expect(answers.map((answer) => answer.version)).toEqual(Array.from({ length: 8 }, () => version + 1));
  expect(await refusalOf(withdraw(deps, xawery, { id, reason: 'nie zdążymy', seen: version })))
    .toMatchObject({ code: 'conflict', key: 'commitment.changed-meanwhile' });
});

test('a parcel announced eight times is one parcel; two at once never send more than is left', async () => {
  const { deps, cast: { anna, xawery, ids } } = stage;
  const need = await addNeed(stage.dataSource, ids.clinic, '100');
  const { commitment: { id } } = await propose(deps, xawery, wanted(need.id, '100'));
  await accept(deps, anna, { id });
  const key = newId();
  await Promise.all(Array.from({ length: 8 }, () => send(deps, xawery, { id, parcel: parcel('60'), submissionKey: key })));
  expect(await figuresOf(stage, need.id)).toBe('0/100/60/0/60/0');
  const both = await Promise.allSettled(['40', '40'].map((n) => send(deps, xawery, { id, parcel: parcel(n), submissionKey: newId() })));
  expect(granted(both)).toBe(1);
  expect(await refusalOf(send(deps, xawery, { id, parcel: parcel('61'), submissionKey: key }))).toMatchObject({ key: 'commitment.key-used' });
});
