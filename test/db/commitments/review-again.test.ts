import { accept, complete, confirmReceipt, propose, send } from '../../../src/features/commitments/index.ts';
import { editPost, postRepository } from '../../../src/features/posts/index.ts';
import { addNeed, commitmentStage, type CommitmentStage } from '../../factories/commitment-stage.ts';
import { arrival, figuresOf, jobsFor, parcel, wanted } from './world.ts';

let stage: CommitmentStage;
beforeAll(async () => void (stage = await commitmentStage()));
afterAll(() => stage.close());

test('a need that goes before the office again is not matched, and what was promised for it is delivered', async () => {
  const need = await addNeed(stage.dataSource, stage.cast.ids.clinic, '100');
  const { commitment: { id } } = await propose(stage.deps, stage.cast.xawery, wanted(need.id, '40'));
  await accept(stage.deps, stage.cast.anna, { id });
  await stage.dataSource.query(`DELETE FROM graphile_worker._private_jobs`);
  const { anna } = stage.cast;
  const applicant = { ...anna, organisation: anna.organisation && { ...anna.organisation, approved: false } };
  const { version } = await postRepository(stage.dataSource.manager).get(anna, need.id);
  const changed = await editPost(stage.posts, applicant, { id: need.id, version, content: { ...need, title: 'Coś innego' }, audience: [] });
  expect(changed.state).toBe('in-review');
  expect([await jobsFor(stage, `match:${need.id}`), await jobsFor(stage, `review:${need.id}`)]).toEqual([0, 1]);
  const { commitment } = await send(stage.deps, stage.cast.xawery, { id, parcel: parcel('40'), submissionKey: null });
  await confirmReceipt(stage.deps, anna, { id, deliveryId: commitment.deliveries[0]?.id ?? '', arrival: arrival('40') });
  await complete(stage.deps, stage.cast.xawery, { id });
  expect(await figuresOf(stage, need.id)).toBe('0/40/40/40/0/60');
});
