import { newId } from '../../../src/kernel/ids.ts';
import { toDecimal } from '../../../src/kernel/quantity.ts';
import { accept, decline, propose, proposeRemainder } from '../../../src/features/commitments/index.ts';
import type { Post } from '../../../src/features/posts/index.ts';
import { NOW, addNeed, addOffer, commitmentStage, type CommitmentStage } from '../../factories/commitment-stage.ts';
import { figuresOf, newMails, refusalOf, wanted } from './world.ts';

let stage: CommitmentStage;
beforeAll(async () => void (stage = await commitmentStage()));
beforeEach(() => stage.clock.set(NOW));
afterAll(() => stage.close());

const clinicNeed = (changes: Partial<Post> = {}) => addNeed(stage.dataSource, stage.cast.ids.clinic, '100', changes);

const match = (needId: string, offerId: string, score: number, verdict = 'fits') =>
  stage.dataSource.query(
    `INSERT INTO match (id, need_id, offer_id, supplier_id, verdict, score, reasons, analyser_version, found_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, '[]', '1', $7, $7)`, [newId(), needId, offerId, stage.cast.ids.firmX, verdict, score, NOW]);

const press = (needId: string, actor = stage.cast.xawery, submissionKey: string | null = newId()) =>
  proposeRemainder(stage.deps, actor, { needId, submissionKey });

test('proposes exactly what is open by the need’s day, plainly, or part of it; the owner is told', async () => {
  const need = await clinicNeed({ neededBy: '2020-03-27', terms: 'at-cost' });
  const { commitment: { id } } = await propose(stage.deps, stage.cast.yvonne, wanted(need.id, '30'));
  await accept(stage.deps, stage.cast.anna, { id });
  await newMails(stage);
  const { commitment } = await press(need.id);
  expect(commitment).toMatchObject({
    quantity: 70_000n, by: '2020-03-27', offerId: null, orPart: true, supplierId: stage.cast.ids.firmX, supplierYes: true, ownerYes: false,
    terms: { kind: 'at-cost', handover: 'delivery', proof: null },
  });
  expect(await newMails(stage)).toEqual(['commitment.propose → anna']);
  expect(await figuresOf(stage, need.id)).toBe('70/30/0/0/0/70');
  expect((await accept(stage.deps, stage.cast.anna, { id: commitment.id, quantity: commitment.quantity })).commitment.state).toBe('accepted');
});

test('takes the best of the firm’s answering offers that has enough, with its terms', async () => {
  const need = await clinicNeed();
  const [small, best, worse] = await Promise.all([
    addOffer(stage.dataSource, stage.cast.ids.firmX, '99'),
    addOffer(stage.dataSource, stage.cast.ids.firmX, '100', { terms: 'price', priceAmount: '2.50', priceCurrency: 'PLN', proof: 'declaration' }),
    addOffer(stage.dataSource, stage.cast.ids.firmX, '900'),
  ]);
  await match(need.id, small.id, 90);
  await match(need.id, best.id, 80);
  await match(need.id, worse.id, 70);
  const { commitment } = await press(need.id);
  expect(commitment).toMatchObject({
    offerId: best.id, terms: { kind: 'price', pricePerUnit: '2.50', currency: 'PLN', proof: 'declaration', handover: 'delivery' },
  });
  expect(commitment.offerUse && toDecimal(commitment.offerUse)).toBe('100');
});

test('one press, however often it arrives; a second proposal is not made while the first waits', async () => {
  const need = await clinicNeed();
  const key = newId();
  const made = await Promise.all(Array.from({ length: 8 }, () => press(need.id, stage.cast.xawery, key)));
  expect(new Set(made.map(({ commitment }) => commitment.id)).size).toBe(1);
  expect(await refusalOf(press(need.id))).toMatchObject({ code: 'conflict', key: 'commitment.no-remainder' });
  expect(await stage.queries.remainder(stage.cast.xawery, need, NOW)).toBeNull();
  expect(await figuresOf(stage, need.id)).toBe('100/0/0/0/0/100');
  await decline(stage.deps, stage.cast.anna, { id: made[0]?.commitment.id ?? '', reason: 'mamy już' });
  expect((await press(need.id)).commitment.state).toBe('proposed');
});

test('two presses at the same moment in one firm make one proposal', async () => {
  const need = await clinicNeed();
  const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => press(need.id)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await figuresOf(stage, need.id)).toBe('100/0/0/0/0/100');
});

test('another firm cannot use a key that was pressed', async () => {
  const need = await clinicNeed();
  const key = newId();
  await press(need.id, stage.cast.xawery, key);
  expect(await refusalOf(press(need.id, stage.cast.yvonne, key))).toMatchObject({ key: 'commitment.key-used' });
});

test('is not for the owner, for firms that wait for approval, for the office, or where there is nothing to promise', async () => {
  const { cast: { anna, nadia, celina, xawery, ids }, queries } = stage;
  const need = await clinicNeed();
  for (const actor of [anna, nadia, celina]) {
    expect(await queries.remainder(actor, need, NOW)).toBeNull();
    expect((await refusalOf(press(need.id, actor))).key).toBe('commitment.no-remainder');
  }
  const priced = await clinicNeed({ terms: 'price' });
  const closed = await clinicNeed({ state: 'closed-short' });
  const offer = await addOffer(stage.dataSource, ids.clinic, '5');
  const covered = await clinicNeed();
  const { commitment: { id } } = await propose(stage.deps, stage.cast.yvonne, wanted(covered.id, '100'));
  await accept(stage.deps, anna, { id });
  for (const post of [priced, closed, offer, covered]) expect(await queries.remainder(xawery, post, NOW)).toBeNull();
  const hidden = await clinicNeed({ visibility: 'chosen' });
  expect(await refusalOf(press(hidden.id))).toMatchObject({ code: 'not-found' });
});
