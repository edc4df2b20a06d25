import { quantityFrom as q } from '../../../src/kernel/quantity.ts';
import { accept, complete, confirmReceipt, correctReceipt, counter, fail, propose, send } from '../../../src/features/commitments/index.ts';
import { closeNeed, editPost, postRepository, type Post } from '../../../src/features/posts/index.ts';
import { addNeed, commitmentStage, type CommitmentStage } from '../../factories/commitment-stage.ts';
import { arrival, figuresOf, jobsFor, newMails, parcel, refusalOf, wanted } from './world.ts';

let stage: CommitmentStage;
beforeAll(async () => void (stage = await commitmentStage()));
afterAll(() => stage.close());

const current = (id: string): Promise<Post> => postRepository(stage.dataSource.manager).get(stage.cast.celina, id);

/** The page of the specification that everything obeys, played through the commands (proposed/promised/sent/received/on the way/open). */
test('the worked example', async () => {
  const { deps, posts, cast: { anna, xawery, yvonne, ids } } = stage;
  const need = await addNeed(stage.dataSource, ids.clinic, '1000', { neededBy: '2020-03-19' });
  const figures = () => figuresOf(stage, need.id);

  const x = (await propose(deps, xawery, wanted(need.id, '300'))).commitment.id;
  const y = (await propose(deps, yvonne, wanted(need.id, '900', { orPart: true }))).commitment.id;
  expect(await figures()).toBe('1200/0/0/0/0/1000');
  expect(await newMails(stage)).toEqual(['commitment.propose → anna', 'commitment.propose → anna']);

  await accept(deps, anna, { id: x });
  expect(await refusalOf(accept(deps, anna, { id: y }))).toMatchObject({ code: 'conflict', key: 'commitment.more-than-open', data: { open: '700' } });
  await accept(deps, anna, { id: y, quantity: q('700') });
  expect(await figures()).toBe('0/1000/0/0/0/0');
  expect(await newMails(stage)).toEqual(['commitment.accept → xawery', 'commitment.accept → yvonne']);
  expect(await jobsFor(stage, `match:${need.id}`)).toBe(0);

  const sent = await send(deps, xawery, { id: x, parcel: parcel('300'), submissionKey: null });
  expect(await figures()).toBe('0/1000/300/0/300/0');
  await confirmReceipt(deps, anna, { id: x, deliveryId: sent.commitment.deliveries[0]?.id ?? '', arrival: arrival('250') });
  expect(await figures()).toBe('0/1000/300/250/0/0');
  await complete(deps, xawery, { id: x });
  expect(await figures()).toBe('0/950/300/250/0/50');
  expect(await jobsFor(stage, `match:${need.id}`)).toBe(1);
  expect(await newMails(stage)).toEqual([
    'commitment.complete → anna', 'commitment.confirm-receipt → xawery', 'commitment.send → anna', 'need.reopened → celina',
  ]);

  const half = await send(deps, yvonne, { id: y, parcel: parcel('400'), submissionKey: null });
  await confirmReceipt(deps, anna, { id: y, deliveryId: half.commitment.deliveries[0]?.id ?? '', arrival: arrival('400') });
  await fail(deps, yvonne, { id: y, reason: 'awaria prasy' });
  expect(await figures()).toBe('0/650/700/650/0/350');

  const before = await current(need.id);
  const edited = await editPost(posts, anna, { id: need.id, version: before.version, content: { ...before, quantity: q('1200') }, audience: [] });
  expect(await figures()).toBe('0/650/700/650/0/550');
  await closeNeed(posts, anna, edited.id, 'reszta przyjdzie z magazynu');
  expect(await figures()).toBe('0/650/700/650/0/550');
  expect(await refusalOf(propose(deps, xawery, wanted(need.id, '10')))).toMatchObject({ code: 'conflict', key: 'commitment.need-ended' });
});

test('a need is covered once everything has arrived, and comes back when a correction takes some away', async () => {
  const { deps, cast: { anna, xawery, ids } } = stage;
  const need = await addNeed(stage.dataSource, ids.clinic, '10');
  const { commitment: { id } } = await propose(deps, xawery, wanted(need.id, '10'));
  await accept(deps, anna, { id });
  const { commitment } = await send(deps, xawery, { id, parcel: parcel('10'), submissionKey: null });
  const deliveryId = commitment.deliveries[0]?.id ?? '';
  await confirmReceipt(deps, anna, { id, deliveryId, arrival: arrival('10') });
  expect((await current(need.id)).state).toBe('covered');
  await complete(deps, anna, { id });
  await correctReceipt(deps, anna, { id, deliveryId, arrival: arrival('7'), reason: 'trzy pęknięte' });
  expect((await current(need.id)).state).toBe('published');
  expect(await figuresOf(stage, need.id)).toBe('0/7/10/7/0/3');
  expect(await jobsFor(stage, `match:${need.id}`)).toBe(1);
});

test('a need whose amount is lowered to what has arrived is covered', async () => {
  const { deps, posts, cast: { anna, xawery, ids } } = stage;
  const need = await addNeed(stage.dataSource, ids.clinic, '1000');
  const lowered = async (quantity: string) => {
    const before = await current(need.id);
    return editPost(posts, anna, { id: need.id, version: before.version, content: { ...before, quantity: q(quantity) }, audience: [] });
  };
  const { commitment: { id } } = await propose(deps, xawery, wanted(need.id, '700'));
  await accept(deps, anna, { id });
  const { commitment } = await send(deps, xawery, { id, parcel: parcel('700'), submissionKey: null });
  expect((await lowered('800')).state).toBe('published');
  await confirmReceipt(deps, anna, { id, deliveryId: commitment.deliveries[0]?.id ?? '', arrival: arrival('700') });
  expect((await lowered('750')).state).toBe('published');
  expect((await lowered('700')).state).toBe('covered');
  expect((await current(need.id)).state).toBe('covered');
  const history = await stage.dataSource.query<{ action: string }[]>(
    `SELECT action FROM activity WHERE post_id = $1 AND action LIKE 'post.%' ORDER BY id`, [need.id]);
  expect(history.map(({ action }) => action)).toEqual(['post.edited', 'post.edited', 'post.edited', 'post.covered']);
});

test('a counter keeps the old figures in the history and asks the other side anew', async () => {
  const { deps, cast: { anna, xawery, ids } } = stage;
  const need = await addNeed(stage.dataSource, ids.clinic, '500');
  const { commitment: { id } } = await propose(deps, xawery, wanted(need.id, '300'));
  await newMails(stage);
  const { commitment } = await counter(deps, anna, { id, figures: { quantity: q('200'), by: '2020-03-25' } });
  expect(commitment).toMatchObject({ state: 'proposed', supplierYes: false, ownerYes: true, by: '2020-03-25' });
  const [row] = await stage.dataSource.query<{ data: object }[]>(
    `SELECT data FROM activity WHERE commitment_id = $1 AND action = 'commitment.counter'`, [id]);
  expect(row?.data).toMatchObject({ party: 'owner', before: { quantity: '300', by: '2020-03-20' }, after: { quantity: '200', by: '2020-03-25' } });
  const [mail] = await stage.dataSource.query<{ subject: string; body_text: string }[]>(
    `SELECT subject, body_text FROM mail WHERE commitment_id = $1`, [id]);
  expect(mail?.subject).toBe('Inna propozycja: 200 szt. do 25 marca 2020 (Przyłbice ochronne)');
  expect(mail?.body_text).toContain('Potrzeba 500 · obiecano 0 · brakuje 500');
  await accept(deps, xawery, { id });
  expect(await figuresOf(stage, need.id)).toBe('0/200/0/0/0/300');
});
