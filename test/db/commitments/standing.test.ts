import { quantityFrom as q } from '../../../src/kernel/quantity.ts';
import { accept, ask, counter, endPost, propose, send } from '../../../src/features/commitments/index.ts';
import { addNeed, addOffer, commitmentStage, type CommitmentStage } from '../../factories/commitment-stage.ts';
import { figuresOf, newMails, parcel, refusalOf, wanted } from './world.ts';

/* What a firm has proposed meets the office's decisions about the firm and its offer. */
let stage: CommitmentStage;
beforeAll(async () => void (stage = await commitmentStage()));
afterEach(() => member('approved'));
afterAll(() => stage.close());

const member = (membership: 'approved' | 'suspended') =>
  stage.dataSource.query(`UPDATE organisation SET membership = $2 WHERE id = $1`, [stage.cast.ids.firmX, membership]);
const offerIs = (id: string, state: string) => stage.dataSource.query(`UPDATE post SET state = $2 WHERE id = $1`, [id, state]);
const need = () => addNeed(stage.dataSource, stage.cast.ids.clinic, '100');
const offered = () => addOffer(stage.dataSource, stage.cast.ids.firmX, '100');

test('a suspended firm’s proposal is not accepted, by nobody; once it is back it is', async () => {
  const { deps, cast: { anna, xawery, celina, ids } } = stage;
  const { id: needId } = await need();
  const own = (await propose(deps, xawery, wanted(needId, '30'))).commitment.id;
  const asked = (await ask(deps, anna, { ...wanted(needId, '20', { supplierId: ids.firmX }), takesSurplus: false, ownerAgreed: false })).commitment.id;
  await member('suspended');
  await newMails(stage);
  const refusal = { code: 'conflict', key: 'commitment.supplier-suspended' };
  expect(await refusalOf(accept(deps, anna, { id: own }))).toMatchObject(refusal);
  expect(await refusalOf(accept(deps, celina, { id: own, onBehalfOf: 'owner' }))).toMatchObject(refusal);
  expect(await refusalOf(accept(deps, celina, { id: asked, onBehalfOf: 'supplier' }))).toMatchObject(refusal);
  expect([await figuresOf(stage, needId), await newMails(stage)]).toEqual(['50/0/0/0/0/100', []]);
  await member('approved');
  expect((await accept(deps, anna, { id: own })).commitment.state).toBe('accepted');
});

test('one of two missing yeses may be given meanwhile: it promises nothing', async () => {
  const { deps, cast: { anna, celina, ids } } = stage;
  const { id: needId } = await need();
  const request = { ...wanted(needId, '20', { supplierId: ids.firmX }), takesSurplus: false, ownerAgreed: false };
  const { commitment: { id } } = await ask(deps, celina, request);
  await member('suspended');
  expect((await accept(deps, anna, { id })).commitment.state).toBe('proposed');
});

test('what a firm had agreed before goes on', async () => {
  const { deps, cast: { anna, xawery, celina } } = stage;
  const { commitment: { id } } = await propose(deps, xawery, wanted((await need()).id, '30'));
  await accept(deps, anna, { id });
  await member('suspended');
  const sent = await send(deps, celina, { id, parcel: parcel('30'), submissionKey: null, onBehalfOf: 'supplier' });
  expect(sent.commitment.state).toBe('sent');
});

test.each(['held', 'in-review', 'refused'])('from an offer that is %s nothing is agreed, by a counter neither', async (state) => {
  const { deps, cast: { anna, xawery } } = stage;
  const [{ id: needId }, offer] = [await need(), await offered()];
  const open = (await propose(deps, xawery, wanted(needId, '30', { offerId: offer.id }))).commitment.id;
  const countered = (await propose(deps, xawery, wanted(needId, '40', { offerId: offer.id }))).commitment.id;
  await counter(deps, anna, { id: countered, figures: { quantity: q('20') } });
  await offerIs(offer.id, state);
  const refusal = { code: 'conflict', key: 'commitment.offer-held' };
  expect(await refusalOf(accept(deps, anna, { id: open }))).toMatchObject(refusal);
  expect(await refusalOf(accept(deps, xawery, { id: countered }))).toMatchObject(refusal);
  await offerIs(offer.id, 'published');
  expect((await accept(deps, xawery, { id: countered })).commitment.state).toBe('accepted');
});

test('an offer whose days are over, or that its firm withdrew and left this open, still keeps its word', async () => {
  const { deps, cast: { anna, xawery } } = stage;
  const [{ id: needId }, expired, withdrawn] = [await need(), await offered(), await offered()];
  const first = (await propose(deps, xawery, wanted(needId, '30', { offerId: expired.id }))).commitment.id;
  const second = (await propose(deps, xawery, wanted(needId, '40', { offerId: withdrawn.id }))).commitment.id;
  await offerIs(expired.id, 'expired');
  const fates = new Map([[second, { fate: 'keep', seen: null } as const]]);
  await endPost(deps, xawery, { postId: withdrawn.id, way: 'withdrawal', reason: 'reszta sprzedana', fates, proposals: null });
  expect((await accept(deps, anna, { id: first })).commitment.state).toBe('accepted');
  expect((await accept(deps, anna, { id: second })).commitment.state).toBe('accepted');
});
