import { quantityFrom as q } from '../../../src/kernel/quantity.ts';
import { accept, confirmReceipt, endPost, propose, send, type PostEnding } from '../../../src/features/commitments/index.ts';
import { postRepository, type Post } from '../../../src/features/posts/index.ts';
import { NOW, addNeed, addOffer, commitmentStage, type CommitmentStage } from '../../factories/commitment-stage.ts';
import { arrival, figuresOf, jobsFor, newMails, parcel, refusalOf, wanted } from './world.ts';

let stage: CommitmentStage;
beforeAll(async () => void (stage = await commitmentStage()));
beforeEach(async () => {
  stage.clock.set(NOW);
  await newMails(stage);
});
afterAll(() => stage.close());

type Fates = PostEnding['fates'];
const fates = (...chosen: [id: string, fate: 'keep' | 'end', seen?: number][]): Fates =>
  new Map(chosen.map(([id, fate, seen]) => [id, { fate, seen: seen ?? null }]));
const withdrawal = (postId: string, chosen: Fates, reason = 'już niepotrzebne'): PostEnding =>
  ({ postId, way: 'withdrawal', reason, fates: chosen, proposals: null });

const proposed = async (need: Post, quantity: string, offer: Post | null = null): Promise<string> =>
  (await propose(stage.deps, stage.cast.xawery, wanted(need.id, quantity, { offerId: offer?.id ?? null }))).commitment.id;

async function agreed(need: Post, quantity: string, offer: Post | null = null): Promise<string> {
  const id = await proposed(need, quantity, offer);
  await accept(stage.deps, stage.cast.anna, { id });
  return id;
}

async function stateOf(id: string): Promise<string> {
  return (await stage.queries.page(stage.cast.celina, id)).commitment.state;
}

const postOf = (id: string): Promise<Post> => postRepository(stage.dataSource.manager).get(stage.cast.celina, id);
const clinicNeed = (quantity = '100', changes: Partial<Post> = {}) => addNeed(stage.dataSource, stage.cast.ids.clinic, quantity, changes);

test('withdrawing a need: one goes on, one is called off, a proposal is declined, each side is told why', async () => {
  const need = await clinicNeed();
  const [kept, ended, asked] = [await agreed(need, '20'), await agreed(need, '30'), await proposed(need, '50')];
  await newMails(stage);
  const result = await endPost(stage.deps, stage.cast.anna, withdrawal(need.id, fates([kept, 'keep'], [ended, 'end', 2], [asked, 'end', 1])));
  expect(result).toMatchObject({ ended: 2, post: { state: 'withdrawn', stateReason: 'już niepotrzebne' } });
  expect([await stateOf(kept), await stateOf(ended), await stateOf(asked)]).toEqual(['accepted', 'withdrawn', 'declined']);
  expect(await newMails(stage)).toEqual(['commitment.decline → xawery', 'commitment.withdraw → xawery']);
  const rows = await stage.dataSource.query<{ reason: string }[]>(
    `SELECT data->>'reason' AS reason FROM activity WHERE commitment_id = ANY($1) AND action IN ('commitment.withdraw','commitment.decline')`, [[ended, asked]]);
  expect(rows.map(({ reason }) => reason)).toEqual(['już niepotrzebne', 'już niepotrzebne']);
  expect(await figuresOf(stage, need.id)).toBe('0/20/0/0/0/80');
});

test('a need that has ended is not offered to others again, and what goes on can be delivered', async () => {
  const need = await clinicNeed('100', { neededBy: '2020-03-17', urgent: true });
  const [kept, ended] = [await agreed(need, '20'), await agreed(need, '30')];
  await stage.dataSource.query(`DELETE FROM graphile_worker._private_jobs`);
  await newMails(stage);
  await endPost(stage.deps, stage.cast.anna, withdrawal(need.id, fates([kept, 'keep'], [ended, 'end'])));
  expect(await jobsFor(stage, `match:${need.id}`)).toBe(0);
  expect(await newMails(stage)).toEqual(['commitment.withdraw → xawery']);
  const { commitment } = await send(stage.deps, stage.cast.xawery, { id: kept, parcel: parcel('20'), submissionKey: null });
  await confirmReceipt(stage.deps, stage.cast.anna, { id: kept, deliveryId: commitment.deliveries[0]?.id ?? '', arrival: arrival('20') });
  expect(await figuresOf(stage, need.id)).toBe('0/20/20/20/0/80');
  expect((await postOf(need.id)).state).toBe('withdrawn');
});

test('a proposal that is left cannot be accepted any more', async () => {
  const need = await clinicNeed();
  const id = await proposed(need, '50');
  await endPost(stage.deps, stage.cast.anna, withdrawal(need.id, fates([id, 'keep'])));
  expect(await stateOf(id)).toBe('proposed');
  expect(await refusalOf(accept(stage.deps, stage.cast.anna, { id }))).toMatchObject({ code: 'conflict', key: 'commitment.need-ended' });
});

test('what was promised since the page was made is not decided over: nothing happens', async () => {
  const need = await clinicNeed();
  const seen = await agreed(need, '20');
  const unseen = await proposed(need, '50');
  await newMails(stage);
  expect(await refusalOf(endPost(stage.deps, stage.cast.anna, withdrawal(need.id, fates([seen, 'end'])))))
    .toMatchObject({ code: 'conflict', key: 'commitment.ending-changed' });
  await send(stage.deps, stage.cast.xawery, { id: seen, parcel: parcel('20'), submissionKey: null });
  expect(await refusalOf(endPost(stage.deps, stage.cast.anna, withdrawal(need.id, fates([unseen, 'end'], [seen, 'end', 2])))))
    .toMatchObject({ code: 'conflict', key: 'commitment.changed-meanwhile' });
  expect([(await postOf(need.id)).state, await stateOf(seen), await stateOf(unseen)]).toEqual(['published', 'sent', 'proposed']);
  expect(await newMails(stage)).toEqual(['commitment.send → anna']);
});

test('without a reason, or for strangers, nothing ends', async () => {
  const need = await clinicNeed();
  const id = await agreed(need, '20');
  expect((await refusalOf(endPost(stage.deps, stage.cast.anna, withdrawal(need.id, fates([id, 'end']), ' ')))).fields)
    .toMatchObject({ reason: { key: 'post.reason-missing' } });
  expect(await refusalOf(endPost(stage.deps, stage.cast.yvonne, withdrawal(need.id, fates([id, 'end']))))).toMatchObject({ code: 'not-found' });
  expect([(await postOf(need.id)).state, await stateOf(id)]).toEqual(['published', 'accepted']);
});

test('withdrawing an offer gives its needs back to the board, by the firm or by the office for it', async () => {
  const { cast, deps } = stage;
  const need = await clinicNeed();
  const offer = await addOffer(stage.dataSource, cast.ids.firmX, '100');
  const [live, open] = [await agreed(need, '60', offer), await proposed(need, '10', offer)];
  await newMails(stage);
  await endPost(deps, cast.celina, { ...withdrawal(offer.id, fates([live, 'end'], [open, 'end']), 'prasa stoi') });
  expect([await stateOf(live), await stateOf(open), (await postOf(offer.id)).state]).toEqual(['withdrawn', 'withdrawn', 'withdrawn']);
  expect(await figuresOf(stage, need.id)).toBe('0/0/0/0/0/100');
  expect(await jobsFor(stage, `match:${need.id}`)).toBe(1);
  const rows = await stage.dataSource.query<{ on_behalf: boolean; organisation_id: string }[]>(
    `SELECT on_behalf, organisation_id FROM activity WHERE commitment_id = $1 AND action = 'commitment.withdraw'`, [live]);
  expect(rows).toEqual([{ on_behalf: true, organisation_id: cast.ids.firmX }]);
});

describe('closing short', () => {
  const closure = (postId: string, proposals: 'keep' | 'end'): PostEnding =>
    ({ postId, way: 'closure', reason: 'reszta jest w magazynie', fates: new Map(), proposals });

  test('keeps what is agreed and declines the open proposals when asked to', async () => {
    const need = await clinicNeed();
    const [live, open] = [await agreed(need, '20'), await proposed(need, '50')];
    expect(await endPost(stage.deps, stage.cast.anna, closure(need.id, 'end'))).toMatchObject({ ended: 1, post: { state: 'closed-short' } });
    expect([await stateOf(live), await stateOf(open)]).toEqual(['accepted', 'declined']);
    expect(await figuresOf(stage, need.id)).toBe('0/20/0/0/0/80');
  });

  test('or leaves them to lapse', async () => {
    const need = await clinicNeed();
    const open = await proposed(need, '50');
    expect((await endPost(stage.deps, stage.cast.anna, closure(need.id, 'keep'))).ended).toBe(0);
    expect(await stateOf(open)).toBe('proposed');
    expect(await refusalOf(accept(stage.deps, stage.cast.anna, { id: open, quantity: q('1') }))).toMatchObject({ key: 'commitment.need-ended' });
  });
});

test('accepting while the owner withdraws the need: either it was agreed first and the page was old, or it is too late', async () => {
  const { deps, cast } = stage;
  const need = await clinicNeed('1000');
  const ids: string[] = [];
  for (let at = 0; at < 10; at += 1) ids.push(await proposed(need, '10'));
  const chosen = fates(...ids.map((id): [string, 'end', number] => [id, 'end', 1]));
  const outcomes = await Promise.allSettled([
    ...ids.map((id) => accept(deps, cast.anna, { id })), endPost(deps, cast.anna, withdrawal(need.id, chosen)),
  ]);
  const accepted = outcomes.slice(0, -1).filter(({ status }) => status === 'fulfilled').length;
  const ended = outcomes.at(-1)?.status === 'fulfilled';
  expect(ended ? accepted : 0).toBe(0);
  expect((await postOf(need.id)).state).toBe(ended ? 'withdrawn' : 'published');
  expect(await figuresOf(stage, need.id)).toBe(ended ? '0/0/0/0/0/1000' : `${100 - accepted * 10}/${accepted * 10}/0/0/0/${1000 - accepted * 10}`);
});
