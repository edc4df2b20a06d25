import { accept, complete, confirmReceipt, propose, send } from '../../../src/features/commitments/index.ts';
import { editPost, postRepository, reviewPost, type Post } from '../../../src/features/posts/index.ts';
import { addNeed, commitmentStage, type CommitmentStage } from '../../factories/commitment-stage.ts';
import { arrival, figuresOf, jobsFor, parcel, wanted } from './world.ts';

let stage: CommitmentStage;
beforeAll(async () => void (stage = await commitmentStage()));
afterAll(() => stage.close());

/* The clinic's need changed by somebody of an organisation that is not approved. */
async function changedByApplicant(needId: string, title: string): Promise<Post> {
  const { anna } = stage.cast;
  const applicant = { ...anna, organisation: anna.organisation && { ...anna.organisation, approved: false } };
  const need = await postRepository(stage.dataSource.manager).get(anna, needId);
  return editPost(stage.posts, applicant, { id: needId, version: need.version, content: { ...need, title }, audience: [] });
}

test('a need that goes before the office again is not matched, and what was promised for it is delivered', async () => {
  const need = await addNeed(stage.dataSource, stage.cast.ids.clinic, '100');
  const { commitment: { id } } = await propose(stage.deps, stage.cast.xawery, wanted(need.id, '40'));
  await accept(stage.deps, stage.cast.anna, { id });
  await stage.dataSource.query(`DELETE FROM graphile_worker._private_jobs`);
  const changed = await changedByApplicant(need.id, 'Coś innego');
  expect(changed.state).toBe('in-review');
  expect([await jobsFor(stage, `match:${need.id}`), await jobsFor(stage, `review:${need.id}`)]).toEqual([0, 1]);
  const { commitment } = await send(stage.deps, stage.cast.xawery, { id, parcel: parcel('40'), submissionKey: null });
  await confirmReceipt(stage.deps, stage.cast.anna, { id, deliveryId: commitment.deliveries[0]?.id ?? '', arrival: arrival('40') });
  await complete(stage.deps, stage.cast.xawery, { id });
  expect(await figuresOf(stage, need.id)).toBe('0/40/40/40/0/60');
});

test('a need that gets everything while it is before the office is covered when it comes back', async () => {
  const need = await addNeed(stage.dataSource, stage.cast.ids.clinic, '10');
  const { commitment: { id } } = await propose(stage.deps, stage.cast.xawery, wanted(need.id, '10'));
  await accept(stage.deps, stage.cast.anna, { id });
  await changedByApplicant(need.id, 'Jeszcze coś innego');
  const { commitment } = await send(stage.deps, stage.cast.xawery, { id, parcel: parcel('10'), submissionKey: null });
  await confirmReceipt(stage.deps, stage.cast.anna, { id, deliveryId: commitment.deliveries[0]?.id ?? '', arrival: arrival('10') });
  const { version, state } = await postRepository(stage.dataSource.manager).get(stage.cast.anna, need.id);
  expect(state).toBe('in-review');
  expect((await reviewPost(stage.posts, stage.cast.celina, { id: need.id, version }, { approve: true })).state).toBe('covered');
});
