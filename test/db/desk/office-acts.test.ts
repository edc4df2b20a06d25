import { ARROWS } from '../../../src/features/commitments/transitions.ts';
import {
  accept, ask, complete, confirmReceipt, correctReceipt, counter, decline, fail, propose, send, startProduction, withdraw,
} from '../../../src/features/commitments/index.ts';
import { tellOrganisation } from '../../../src/features/desk/tell-organisation.command.ts';
import { TOLD_ACTS } from '../../../src/features/desk/office-act-mail.view.ts';
import { createPost, editPost, hidePost, publishDraft, reviewPost, withdrawPost, closeNeed, type CreatePost, type Post } from '../../../src/features/posts/index.ts';
import { createPosts } from '../../../src/features/posts/create-post.command.ts';
import { dismissMatch } from '../../../src/features/matches/index.ts';
import { quantityFrom as q } from '../../../src/kernel/quantity.ts';
import { newId } from '../../../src/kernel/ids.ts';
import type { PersonActor } from '../../../src/kernel/actor.ts';
import { addNeed, addOffer, commitmentStage, type CommitmentStage } from '../../factories/commitment-stage.ts';
import { arrival, parcel, wanted } from '../commitments/world.ts';

/** Everything the office does in an organisation's place or decides about it is told to that organisation. */
let stage: CommitmentStage;
beforeAll(async () => {
  stage = await commitmentStage();
});
afterAll(() => stage.close());
beforeEach(() => stage.dataSource.query('DELETE FROM mail'));

const toldOf = async (): Promise<{ why: string; to: string; text: string }[]> => {
  const waiting = await stage.dataSource.query<{ id: string }[]>(
    `SELECT payload->>'activityId' AS id FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     WHERE t.identifier = 'tell-organisation'`);
  // Run twice: told once.
  for (const { id } of [...waiting, ...waiting]) await tellOrganisation(stage.deps, id);
  return stage.dataSource.query(`SELECT why, split_part(to_address, '@', 1) AS to, body_text AS text FROM mail ORDER BY why, to_address`);
};

const celinaFor = (organisation: { id: string; name: string }): PersonActor =>
  ({ ...stage.cast.celina, organisation: { ...organisation, role: 'editor', approved: true, onBehalf: true } });
const firmX = () => celinaFor({ id: stage.cast.ids.firmX, name: 'Firma X' });
const clinic = () => celinaFor({ id: stage.cast.ids.clinic, name: 'Klinika' });

const content = (post: Post): CreatePost['content'] => ({ ...post, title: 'Maseczki dla oddziału' });
const newPost = (post: Post, intent: 'publish' | 'draft'): CreatePost =>
  ({ kind: post.kind, content: content(post), audience: [], organisationId: post.organisationId, submissionKey: null, digest: '', intent });

const need = (changes: Partial<Post> = {}) => addNeed(stage.dataSource, stage.cast.ids.clinic, '1000', changes);

describe('posts', () => {
  const ACTS: [string, string, (actor: PersonActor) => Promise<unknown>][] = [
    ['post.drafted', 'office.behalf', async (actor) => createPost(stage.posts, actor, newPost(await need(), 'draft'))],
    ['post.published', 'office.behalf', async (actor) => createPost(stage.posts, actor, newPost(await need(), 'publish'))],
    ['post.published', 'office.behalf', async (actor) => publishDraft(stage.posts, actor, (await need({ state: 'draft' })).id)],
    ['post.edited', 'office.behalf', async (actor) => {
      const post = await need();
      return editPost(stage.posts, actor, { id: post.id, version: 1, content: content(post), audience: [] });
    }],
    ['post.withdrawn', 'office.behalf', async (actor) => withdrawPost(stage.posts, actor, (await need()).id, 'nieaktualne')],
    ['post.closed-short', 'office.behalf', async (actor) => closeNeed(stage.posts, actor, (await need()).id, 'wystarczy')],
    ['post.approved', 'office.decision', async (actor) => reviewPost(stage.posts, actor, await need({ state: 'in-review' }), { approve: true })],
    ['post.refused', 'office.decision', async (actor) => reviewPost(stage.posts, actor, await need({ state: 'in-review' }), { approve: false, reason: 'brak' })],
    ['post.hidden', 'office.decision', async (actor) => hidePost(stage.posts, actor, (await need()).id, 'zgłoszone')],
    ['match.dismissed', 'office.behalf', async (actor) => {
      const [one, offer] = [await need(), await addOffer(stage.dataSource, stage.cast.ids.firmX, '10')];
      const id = newId();
      await stage.dataSource.query(`INSERT INTO match (id, need_id, offer_id, supplier_id, verdict, score, reasons, analyser_version, found_at, updated_at)
        VALUES ($1,$2,$3,$4,'fits',1,'[]','1',now(),now())`, [id, one.id, offer.id, stage.cast.ids.firmX]);
      await dismissMatch({ uow: stage.uow }, actor, id, 'no-capacity');
    }],
  ];

  test.each(ACTS)('%s (%s)', async (action, why, act) => {
    for (const actor of [stage.cast.celina, clinic()]) {
      await stage.dataSource.query('DELETE FROM mail');
      await act(actor);
      const mails = await toldOf();
      expect(mails.map(({ why: told, to }) => `${told} → ${to}`)).toEqual([`${why} → anna`]);
      expect(mails[0]?.text).not.toMatch(/office-act\.|undefined/);
      expect(TOLD_ACTS).toContain(action);
    }
  });

  test.each(['publish', 'draft'] as const)('a list is one mail that names all its posts (%s)', async (intent) => {
    const one = await need();
    const titled = (title: string) => ({ ...newPost(one, intent), content: { ...content(one), title } });
    const made = await createPosts(stage.posts, clinic(), ['Maseczki z listy', 'Fartuchy z listy', 'Rękawice z listy'].map(titled));
    await createPost(stage.posts, clinic(), titled('Osobno, później'));
    const mails = await toldOf();
    expect(mails.map(({ to }) => to)).toEqual(['anna', 'anna']);
    const [list, alone] = [...mails].sort((a, b) => Number(b.text.includes('z listy')) - Number(a.text.includes('z listy'))).map(({ text }) => text);
    for (const { id, title } of made) expect(list).toContain(`${title}\nhttp://exchange.test/posts/${id}`);
    expect(list).toMatch(intent === 'draft' ? /3\sszkice potrzeb\./ : /3\spotrzeby\. Są już na giełdzie/);
    expect([list?.includes('Osobno'), alone?.includes('z listy'), list?.includes('/dashboard')]).toEqual([false, false, true]);
    const about = await stage.dataSource.query<{ id: string }[]>('SELECT post_id AS id FROM mail_post');
    expect(about.map(({ id }) => id).sort()).toEqual(made.map(({ id }) => id).sort());
  });

  test('two jobs of a list at once write one mail', async () => {
    const one = await need();
    await createPosts(stage.posts, clinic(), [newPost(one, 'publish'), newPost(one, 'publish'), newPost(one, 'publish')]);
    const acts = await stage.dataSource.query<{ id: string }[]>(`SELECT id FROM activity ORDER BY id DESC LIMIT 3`);
    await Promise.all(acts.map(({ id }) => tellOrganisation(stage.deps, id)));
    expect(await stage.dataSource.query('SELECT FROM mail')).toHaveLength(1);
  });

  test('every act with words of its own is tried here', () => {
    expect(new Set(ACTS.map(([action]) => action))).toEqual(new Set(TOLD_ACTS.filter((action) => action !== 'post.submitted')));
  });

  test('what the owner does itself is news to nobody', async () => {
    await withdrawPost(stage.posts, stage.cast.anna, (await need()).id, 'nieaktualne');
    expect(await toldOf()).toEqual([]);
  });
});

describe('commitments', () => {
  const proposed = async (): Promise<string> => (await propose(stage.deps, stage.cast.xawery, wanted((await need()).id, '300'))).commitment.id;
  const accepted = async (): Promise<string> => {
    const id = await proposed();
    await accept(stage.deps, stage.cast.anna, { id });
    return id;
  };
  const sent = async (): Promise<{ id: string; deliveryId: string }> => {
    const id = await accepted();
    const stored = await send(stage.deps, stage.cast.xawery, { id, parcel: parcel('300'), submissionKey: null });
    return { id, deliveryId: stored.commitment.deliveries[0]?.id ?? '' };
  };
  const received = async () => {
    const ids = await sent();
    await confirmReceipt(stage.deps, stage.cast.anna, { ...ids, arrival: arrival('250') });
    return ids;
  };
  const asked = async (): Promise<string> =>
    (await ask(stage.deps, stage.cast.anna, { ...wanted((await need()).id, '300', { supplierId: stage.cast.ids.firmX }), takesSurplus: false, ownerAgreed: true })).commitment.id;

  /** Begins what has to be there first, then empties the mails: only the step itself counts. */
  const after = async <T>(before: Promise<T>): Promise<T> => {
    const found = await before;
    await stage.dataSource.query('DELETE FROM mail');
    return found;
  };

  const STEPS: [string, 'supplier' | 'owner', (actor: PersonActor) => Promise<unknown>][] = [
    ['propose', 'supplier', async (actor) => propose(stage.deps, actor, wanted((await need()).id, '300', { supplierId: stage.cast.ids.firmX }))],
    ['ask', 'owner', async (actor) =>
      ask(stage.deps, actor, { ...wanted((await need()).id, '300', { supplierId: stage.cast.ids.firmX }), takesSurplus: false, ownerAgreed: true })],
    ['accept', 'owner', async (actor) => accept(stage.deps, actor, { id: await after(proposed()), onBehalfOf: 'owner' })],
    ['accept', 'supplier', async (actor) => accept(stage.deps, actor, { id: await after(asked()), onBehalfOf: 'supplier' })],
    ['counter', 'owner', async (actor) => counter(stage.deps, actor, { id: await after(proposed()), onBehalfOf: 'owner', figures: { quantity: q('200') } })],
    ['decline', 'owner', async (actor) => decline(stage.deps, actor, { id: await after(proposed()), onBehalfOf: 'owner', reason: 'nie trzeba' })],
    ['withdraw', 'supplier', async (actor) => withdraw(stage.deps, actor, { id: await after(accepted()), onBehalfOf: 'supplier', reason: 'awaria' })],
    ['fail', 'supplier', async (actor) => fail(stage.deps, actor, { id: await after(accepted()), onBehalfOf: 'supplier', reason: 'awaria' })],
    ['start', 'supplier', async (actor) => startProduction(stage.deps, actor, { id: await after(accepted()), onBehalfOf: 'supplier' })],
    ['send', 'supplier', async (actor) => send(stage.deps, actor, { id: await after(accepted()), onBehalfOf: 'supplier', parcel: parcel('100'), submissionKey: null })],
    ['confirm-receipt', 'owner', async (actor) => confirmReceipt(stage.deps, actor, { ...(await after(sent())), onBehalfOf: 'owner', arrival: arrival('300') })],
    ['correct-receipt', 'owner', async (actor) =>
      correctReceipt(stage.deps, actor, { ...(await after(received())), onBehalfOf: 'owner', arrival: arrival('240'), reason: 'przeliczono' })],
    ['complete', 'owner', async (actor) => complete(stage.deps, actor, { id: (await after(received())).id, onBehalfOf: 'owner' })],
  ];

  test.each(STEPS)('%s for the %s is told to its people and to the other side', async (_, side, act) => {
    for (const actor of [stage.cast.celina, side === 'supplier' ? firmX() : clinic()]) {
      await stage.dataSource.query('DELETE FROM mail');
      await act(actor);
      const mails = await toldOf();
      const own = mails.find(({ to }) => to === (side === 'supplier' ? 'xawery' : 'anna'));
      expect(own?.text.replace(/\u00a0/g, ' ')).toMatch(side === 'supplier' ? /w imieniu: Firma X/ : /w imieniu: Klinika/);
      const [row] = await stage.dataSource.query<{ on_behalf: boolean }[]>(`SELECT on_behalf FROM activity ORDER BY id DESC LIMIT 1`);
      expect(row?.on_behalf).toBe(true);
    }
  });

  test('every arrow that the office may take for a side is tried', () => {
    const forASide = ARROWS.filter(({ office }) => office?.some((one) => one !== 'itself')).map(({ action }) => action);
    expect(new Set(STEPS.map(([action]) => action))).toEqual(new Set(forASide));
  });

  test('what the office does as itself is told to both sides', async () => {
    const id = await after(accepted());
    await fail(stage.deps, stage.cast.celina, { id, onBehalfOf: null, reason: 'powódź' });
    expect((await toldOf()).map(({ to }) => to)).toEqual(['anna', 'xawery']);
  });
});
