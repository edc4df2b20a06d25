import { visitor } from '../../../src/kernel/actor.ts';
import { quantityFrom as q } from '../../../src/kernel/quantity.ts';
import {
  accept, ask, complete, confirmReceipt, counter, decline, fail, lapseProposals, propose, remindProposals, send, startProduction, withdraw,
} from '../../../src/features/commitments/index.ts';
import { editPost, withdrawPost, type Post } from '../../../src/features/posts/index.ts';
import { NOW, addNeed, addOffer, commitmentStage, type CommitmentStage } from '../../factories/commitment-stage.ts';
import { arrival, figuresOf, newMails, parcel, refusalOf, wanted } from './world.ts';

let stage: CommitmentStage;
beforeAll(async () => void (stage = await commitmentStage()));
beforeEach(() => stage.clock.set(NOW));
afterAll(() => stage.close());

const HOUR = 3_600_000;
const request = (needId: string, quantity: string, supplierId: string) =>
  ({ ...wanted(needId, quantity, { supplierId }), takesSurplus: false, ownerAgreed: false });

async function agreed(quantity: string, need: Post, offer: Post | null = null): Promise<string> {
  const { deps, cast: { anna, xawery } } = stage;
  const { commitment: { id } } = await propose(deps, xawery, wanted(need.id, quantity, { offerId: offer?.id ?? null }));
  await accept(deps, anna, { id });
  return id;
}

test('for everybody else a commitment is not there, whatever they try', async () => {
  const { deps, queries, cast: { yvonne, nadia, ids } } = stage;
  const need = await addNeed(stage.dataSource, ids.clinic, '100');
  const id = await agreed('50', need);
  for (const actor of [yvonne, nadia]) {
    const tries = [
      accept(deps, actor, { id }), counter(deps, actor, { id, figures: { quantity: q('1') } }), decline(deps, actor, { id, reason: 'x' }),
      withdraw(deps, actor, { id, reason: 'x' }), startProduction(deps, actor, { id }), fail(deps, actor, { id, reason: 'x' }),
      send(deps, actor, { id, parcel: parcel('1'), submissionKey: null }), complete(deps, actor, { id }),
      confirmReceipt(deps, actor, { id, deliveryId: id, arrival: arrival('1') }), queries.page(actor, id),
    ];
    const refusals = await Promise.all(tries.map(refusalOf));
    expect(refusals.map(({ code }) => code)).toEqual(tries.map(() => 'not-found'));
    expect(await queries.ofPost(actor, need.id)).toEqual([]);
  }
  expect(await refusalOf(queries.page(visitor, id))).toMatchObject({ code: 'not-found' });
  expect(await figuresOf(stage, need.id)).toBe('0/50/0/0/0/50');
});

test('who may start: members of approved organisations for their own, the office for others', async () => {
  const { deps, cast: { anna, xawery, nadia, celina, ids } } = stage;
  const need = await addNeed(stage.dataSource, ids.clinic, '100');
  expect(await refusalOf(propose(deps, nadia, wanted(need.id, '1')))).toMatchObject({ code: 'not-allowed' });
  expect(await refusalOf(propose(deps, xawery, wanted(need.id, '1', { supplierId: ids.firmY })))).toMatchObject({ code: 'not-allowed' });
  expect(await refusalOf(ask(deps, xawery, request(need.id, '1', ids.firmY)))).toMatchObject({ code: 'not-found' });
  expect((await refusalOf(ask(deps, anna, request(need.id, '1', ids.newcomer)))).fields).toMatchObject({ supplier: {} });
  expect(await refusalOf(propose(deps, anna, wanted(need.id, '1')))).toMatchObject({ key: 'commitment.own-need' });
  const onBehalf = await propose(deps, celina, wanted(need.id, '1', { supplierId: ids.firmX }));
  expect(onBehalf.commitment).toMatchObject({ supplierYes: true, ownerYes: false });
  const [row] = await stage.dataSource.query<{ on_behalf: boolean }[]>(
    `SELECT on_behalf FROM activity WHERE commitment_id = $1`, [onBehalf.commitment.id]);
  expect(row?.on_behalf).toBe(true);
  const hidden = await addNeed(stage.dataSource, ids.clinic, '5', { visibility: 'chosen' });
  expect(await refusalOf(propose(deps, xawery, wanted(hidden.id, '1')))).toMatchObject({ code: 'not-found' });
});

test('when the office asks as itself, both sides are told and both have to agree', async () => {
  const { deps, cast: { anna, xawery, celina, ids } } = stage;
  const need = await addNeed(stage.dataSource, ids.clinic, '100');
  await newMails(stage);
  const { commitment: { id } } = await ask(deps, celina, request(need.id, '60', ids.firmX));
  expect(await newMails(stage)).toEqual(['commitment.ask → anna', 'commitment.ask → xawery']);
  expect((await accept(deps, xawery, { id })).commitment.state).toBe('proposed');
  expect(await newMails(stage)).toEqual(['commitment.agree → anna']);
  expect((await accept(deps, anna, { id })).commitment.state).toBe('accepted');
});

test('delivery details are there for both sides from acceptance on', async () => {
  const { deps, queries, cast: { anna, xawery, ids } } = stage;
  const need = await addNeed(stage.dataSource, ids.clinic, '100', { ward: 'Oddział zakaźny' });
  const { commitment: { id } } = await propose(deps, xawery, wanted(need.id, '10'));
  expect((await queries.page(anna, id)).contacts).toBeNull();
  await accept(deps, anna, { id });
  const { contacts } = await queries.page(xawery, id);
  expect(contacts?.owner).toMatchObject({ organisation: 'Klinika', ward: 'Oddział zakaźny', phone: '52 100 00 00' });
  expect(contacts?.supplier.address).toBe('Street of Firma X');
});

test('the clock reminds once at half and ends what nobody answered; the office hears of it', async () => {
  const { deps, clock, cast: { anna, xawery, ids } } = stage;
  const need = await addNeed(stage.dataSource, ids.clinic, '100', { urgent: true });
  const { commitment: { id } } = await propose(deps, xawery, wanted(need.id, '10'));
  await newMails(stage);
  clock.advance(24 * HOUR);
  await remindProposals(deps);
  await remindProposals(deps);
  expect(await newMails(stage)).toEqual(['commitment.remind → anna']);
  expect(await lapseProposals(deps)).toBe(0);
  clock.advance(24 * HOUR);
  expect(await lapseProposals(deps)).toBe(1);
  expect(await newMails(stage)).toEqual(['commitment.lapse → anna', 'commitment.lapse → celina', 'commitment.lapse → xawery']);
  expect(await refusalOf(accept(deps, anna, { id }))).toMatchObject({ code: 'conflict', key: 'commitment.wrong-state' });
});

describe('a post with commitments', () => {
  const edit = (post: Post, changes: Partial<Post>) => {
    const actor = post.kind === 'need' ? stage.cast.anna : stage.cast.xawery;
    return editPost(stage.posts, actor, { id: post.id, version: 1, content: { ...post, ...changes }, audience: [] });
  };

  test('cannot ask for less than is promised, change its unit, or end under a live commitment', async () => {
    const need = await addNeed(stage.dataSource, stage.cast.ids.clinic, '100');
    await agreed('60', need);
    expect((await refusalOf(edit(need, { quantity: q('59') }))).fields)
      .toEqual({ quantity: { key: 'commitment.below-promised', data: { promised: '60', unit: 'szt', commitments: 1 } } });
    expect((await refusalOf(edit(need, { unit: 'kg' }))).fields).toMatchObject({ unit: { key: 'commitment.unit-in-use' } });
    expect(await refusalOf(withdrawPost(stage.posts, stage.cast.anna, need.id, 'niepotrzebne')))
      .toMatchObject({ code: 'conflict', key: 'commitment.post-has-live', data: { commitments: 1 } });
    expect((await edit(need, { quantity: q('60') })).quantity).toBe(q('60'));
    const [row] = await stage.dataSource.query<{ covered: boolean }[]>(`SELECT covered FROM search_document WHERE id = $1`, [need.id]);
    expect(row?.covered).toBe(true);
  });

  test('cannot have less in stock, or make less in time, than is promised', async () => {
    const { ids } = stage.cast;
    const stock = await addOffer(stage.dataSource, ids.firmX, '50');
    await agreed('30', await addNeed(stage.dataSource, ids.clinic, '100'), stock);
    expect((await refusalOf(edit(stock, { quantity: q('29') }))).fields).toMatchObject({ quantity: { data: { promised: '30' } } });
    const rate = { supplyMode: 'capacity', perWeek: q('70'), availableFrom: '2020-03-16', availableUntil: '2020-04-30' } as const;
    const capacity = await addOffer(stage.dataSource, ids.firmX, null, rate);
    await agreed('50', await addNeed(stage.dataSource, ids.clinic, '100'), capacity);
    expect((await refusalOf(edit(capacity, { perWeek: q('69') }))).fields)
      .toMatchObject({ perWeek: { key: 'commitment.capacity-below-promised', data: { promised: '50', produced: '49', by: '2020-03-20' } } });
    const other = await addNeed(stage.dataSource, ids.clinic, '9');
    const more = propose(stage.deps, stage.cast.xawery, wanted(other.id, '1', { offerId: capacity.id }));
    expect((await refusalOf(more)).fields)
      .toEqual({ quantity: { key: 'commitment.more-than-free', data: { free: '0', use: '1', unit: 'szt', by: '2020-03-20' } } });
  });
});

describe('what an offer has free by then', () => {
  const request30 = async (offer: Post) => {
    const need = await addNeed(stage.dataSource, stage.cast.ids.clinic, '100');
    return ask(stage.deps, stage.cast.anna, { ...request(need.id, '30', stage.cast.ids.firmX), offerId: offer.id });
  };

  test('its firm does not propose or counter with more of; it is asked again at the yes', async () => {
    const { deps, dataSource, cast: { anna, xawery, ids } } = stage;
    const offer = await addOffer(dataSource, ids.firmX, '50');
    const need = await addNeed(dataSource, ids.clinic, '100');
    const beyond = { key: 'commitment.more-than-free', data: { free: '50', use: '51', unit: 'szt', by: '2020-03-20' } };
    expect(await refusalOf(propose(deps, xawery, wanted(need.id, '51', { offerId: offer.id })))).toMatchObject({ code: 'invalid', fields: { quantity: beyond } });
    const { commitment: { id } } = await request30(offer);
    expect((await refusalOf(counter(deps, xawery, { id, figures: { quantity: q('51') } }))).fields).toEqual({ quantity: beyond });
    // A proposal reserves nothing: both fit until one of them is agreed.
    const { commitment } = await propose(deps, xawery, wanted(need.id, '50', { offerId: offer.id }));
    await accept(deps, xawery, { id });
    expect(await refusalOf(accept(deps, anna, { id: commitment.id })))
      .toMatchObject({ code: 'conflict', key: 'commitment.more-than-free', data: { free: '20', use: '50', unit: 'szt' } });
    expect((await counter(deps, anna, { id: commitment.id, figures: { quantity: q('60') } })).commitment.quantity).toBe(q('60'));
  });

  test('in another family of units is what was stated, and where it was stated', async () => {
    const { deps, dataSource, cast: { xawery, ids } } = stage;
    const offer = await addOffer(dataSource, ids.firmX, '8', { unit: 'h' });
    const need = await addNeed(dataSource, ids.clinic, '100');
    const stating = (use: string | null) => wanted(need.id, '100', { offerId: offer.id, offerUse: use === null ? null : q(use) });
    expect((await refusalOf(propose(deps, xawery, stating('9')))).fields).toMatchObject({ offerUse: { data: { free: '8', use: '9', unit: 'h' } } });
    for (const use of ['8', null]) expect((await propose(deps, xawery, stating(use))).commitment.state).toBe('proposed');
  });
});

test('whoever asks says whom', async () => {
  const { deps, dataSource, cast: { anna, celina, ids } } = stage;
  const need = await addNeed(dataSource, ids.clinic, '100');
  const nobody = { ...wanted(need.id, '1'), takesSurplus: false, ownerAgreed: false };
  const office = { ...celina, organisation: { id: ids.firmY, name: 'Biuro', role: 'editor', approved: true } } as const;
  for (const actor of [anna, celina, office]) {
    expect((await refusalOf(ask(deps, actor, nobody))).fields).toEqual({ supplier: { key: 'commitment.supplier-missing' } });
  }
});
