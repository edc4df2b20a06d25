import { newId } from '../../../src/kernel/ids.ts';
import { quantityFrom } from '../../../src/kernel/quantity.ts';
import { visitor } from '../../../src/kernel/actor.ts';
import { mailLinks } from '../../../src/mail/links.repository.ts';
import { linkTokens } from '../../../src/mail/tokens.ts';
import { accountQueries } from '../../../src/features/accounts/index.ts';
import { answerRoutes } from '../../../src/features/commitments/index.ts';
import { matchQueries } from '../../../src/features/matches/index.ts';
import { postQueries, type Post } from '../../../src/features/posts/index.ts';
import { createVocabulary } from '../../../src/features/vocabulary/index.ts';
import type { PageRequest, Reply, Route } from '../../../src/web/route.ts';
import type { PersonActor } from '../../../src/kernel/actor.ts';
import { addNeed, addOffer, addPerson, commitmentStage, NOW, type CommitmentStage } from '../../factories/commitment-stage.ts';
import { readable } from '../../support/reader.ts';
import { figuresOf, newMails, refusalOf } from './world.ts';

const tokens = linkTokens('a secret of this test');
const WAITING = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
const DAY = 24 * 3_600_000;
let stage: CommitmentStage;
let routes: Route[];

beforeAll(async () => {
  stage = await commitmentStage();
  const { deps, dataSource, uow, clock, queries } = stage;
  routes = answerRoutes({
    commands: deps, links: mailLinks(tokens), uow, accounts: accountQueries(dataSource), matches: matchQueries(dataSource),
    posts: postQueries(dataSource), commitments: queries, vocabulary: createVocabulary([]), clock,
  });
});
afterAll(() => stage.close());

/* A match between a need of the clinic and an offer of firm X, and the token of a mail about it. */
async function mailed(side: 'need' | 'offer', person: PersonActor, offered: Partial<Post> = {}, wanted: Partial<Post> = {}) {
  const { dataSource, cast: { ids } } = stage;
  const need = await addNeed(dataSource, ids.clinic, '100', { neededBy: '2020-03-25', ...wanted });
  const offer = await addOffer(dataSource, ids.firmX, '30', offered);
  const matchId = newId();
  await dataSource.query(
    `INSERT INTO match (id, need_id, offer_id, supplier_id, verdict, score, reasons, analyser_version, found_at, updated_at)
     VALUES ($1, $2, $3, $4, 'fits', 0.9, '[]', '1', $5, $5)`, [matchId, need.id, offer.id, ids.firmX, NOW]);
  return { need, offer, matchId, token: await linkOf(matchId, side, person) };
}

async function linkOf(matchId: string, side: 'need' | 'offer', person: PersonActor): Promise<string> {
  const { id } = await stage.uow.run((work) => stage.deps.mailer.link(work, {
    purpose: 'answer', personId: person.personId, organisationId: person.organisation?.id ?? null,
    data: { matchId, side }, expiresAt: new Date(NOW.getTime() + DAY),
  }));
  return tokens.tokenOf(id);
}

function call(method: 'get' | 'post', token: string, body: Record<string, unknown> = {}): Promise<Reply> {
  const route = routes.find((one) => one.method === method);
  const request: PageRequest = {
    actor: visitor, lang: 'pl', t: stage.messages.translate('pl'), params: { token }, query: {}, body, path: `/a/${token}`, ip: '', requestId: '1',
    uploads: { files: [], fault: null }, browser: { device: '', place: '' }, deviceTokens: '', signInId: null, carried: {},
  };
  return Promise.resolve(route?.handle(request) as Promise<Reply>);
}

interface Shown {
  title: string;
  main?: { name: string; value: string }[];
  termsStanding?: string | null;
  termsAsked?: string;
  termsOpen?: boolean;
}

async function shown(token: string): Promise<{ view: string; data: Shown }> {
  const reply = await call('get', token);
  if (reply.kind !== 'page') throw new Error(`not a page: ${reply.kind}`);
  return { view: reply.view, data: reply.data as Shown };
}

const YES = { answer: 'yes', quantity: '20', by: '2020-03-24', terms: 'gift', handover: 'delivery', proof: '' };

test('a firm answers a mail with an amount and a day, once, and sees what it answered', async () => {
  const { need, token } = await mailed('offer', stage.cast.xawery);
  const form = await shown(token);
  expect(form.view).toBe('commitments/answer');
  expect(form.data.main?.map(({ name, value }) => `${name}=${value}`)).toEqual(['quantity=30', 'by=2020-03-25', 'ticks=undefined']);
  expect(await figuresOf(stage, need.id)).toBe('0/0/0/0/0/100');
  await newMails(stage);

  const replies = await Promise.all(Array.from({ length: 4 }, () => call('post', token, YES)));
  expect(replies).toEqual(Array.from({ length: 4 }, () => ({ kind: 'redirect', to: `/a/${token}` })));
  expect(await figuresOf(stage, need.id)).toBe('20/0/0/0/0/100');
  expect(await newMails(stage)).toEqual(['commitment.propose → anna']);
  expect(await shown(token)).toMatchObject({ view: 'commitments/answer-closed', data: { title: 'Odpowiedź zapisana' } });
  await call('post', token, { answer: 'no', reason: 'too-far' });
  expect(await figuresOf(stage, need.id)).toBe('20/0/0/0/0/100');
});

test('a clinic answers a mail about an offer by asking for it', async () => {
  const { need, token } = await mailed('need', stage.cast.anna);
  await newMails(stage);
  await call('post', token, YES);
  expect(await newMails(stage)).toEqual(['commitment.ask → xawery']);
  const [made] = await stage.queries.ofPost(stage.cast.anna, need.id);
  expect(made?.commitment).toMatchObject({ ownerYes: true, supplierYes: false, supplierId: stage.cast.ids.firmX });
});

test('a no with its reason dismisses the match, and the link then says so', async () => {
  const { need, token } = await mailed('offer', stage.cast.xawery);
  expect(await call('post', token, { answer: 'no' })).toMatchObject({ kind: 'page', status: 422 });
  await call('post', token, { answer: 'no', reason: 'no-material' });
  const closed = await call('get', token);
  expect(closed).toMatchObject({ view: 'commitments/answer-closed', data: { lead: expect.stringContaining('brak materiału') } });
  await call('post', token, YES);
  expect(await figuresOf(stage, need.id)).toBe('0/0/0/0/0/100');
});

test('what was typed wrongly comes back with the fault at its field', async () => {
  const { token } = await mailed('offer', stage.cast.xawery);
  const reply = await call('post', token, { ...YES, quantity: 'dużo', by: '2020-03-01' });
  expect(reply).toMatchObject({ kind: 'page', status: 422, data: { invalid: true, errorList: [{ href: '#quantity' }, { href: '#by' }] } });
});

test('terms are read before yes: in the open where they are whole, unfolded where a price is missing', async () => {
  const { xawery } = stage.cast;
  const wanting = { terms: 'price', priceNote: 'do 8 zł' } as const;
  const plainly = await mailed('offer', xawery, { terms: 'at-cost' }, wanting);
  const { termsStanding, termsAsked, termsOpen } = (await shown(plainly.token)).data;
  expect([termsStanding, termsAsked, termsOpen].map((one) => (typeof one === 'string' ? readable(one) : one))).toEqual([
    'Jeśli nic nie zmienisz, warunki będą takie: po kosztach, z dostawą.', 'Warunki podane w potrzebie: odpłatnie (do 8 zł).', false,
  ]);
  const priced = await mailed('offer', xawery, { terms: 'price', priceAmount: '6.80', priceCurrency: 'PLN' });
  const whole = (await shown(priced.token)).data;
  expect(readable(whole.termsStanding ?? '')).toContain('6,80 zł netto za');
  expect(whole.termsOpen).toBe(false);
  const unpriced = await mailed('offer', xawery, { terms: 'price' });
  expect((await shown(unpriced.token)).data).toMatchObject({ termsStanding: null, termsOpen: true });
});

test('a price typed with other terms, and more than the offer has, are refused at their fields', async () => {
  const { need, token } = await mailed('offer', stage.cast.xawery);
  const price = await call('post', token, { ...YES, pricePerUnit: '8' });
  expect(price).toMatchObject({ status: 422, data: { errorList: [{ href: '#pricePerUnit' }], termsOpen: true, terms: [{}, { value: '8' }, {}, {}, {}] } });
  const more = await call('post', token, { ...YES, quantity: '31' });
  expect(more).toMatchObject({ status: 422, data: { errorList: [{ href: '#quantity', text: expect.stringContaining('wolne jest tylko tyle: 30') }] } });
  expect(await figuresOf(stage, need.id)).toBe('0/0/0/0/0/100');
  expect(await call('post', token, YES)).toMatchObject({ kind: 'redirect' });
});

test('of two limits the smaller one is said: what is open, where the offer has more', async () => {
  const { token } = await mailed('offer', stage.cast.xawery, { quantity: quantityFrom('250') });
  const more = await call('post', token, { ...YES, quantity: '500' });
  expect(more).toMatchObject({ status: 422, data: { errorList: [{ href: '#quantity', text: expect.stringMatching(/: Brakuje.* 100\sszt\. .*500/) }] } });
  const less = await mailed('offer', stage.cast.xawery, {}, { quantity: quantityFrom('40') });
  const fault = await call('post', less.token, { ...YES, quantity: '50' });
  expect(fault).toMatchObject({ status: 422, data: { errorList: [{ href: '#quantity', text: expect.stringContaining('wolne jest tylko tyle: 30') }] } });
});

test('while a firm is suspended, neither it nor a clinic promises anything by mail; both are told, and what they typed stays', async () => {
  const { cast: { anna, xawery, ids } } = stage;
  const links = [await mailed('offer', xawery), await mailed('need', anna)];
  await stage.dataSource.query(`UPDATE organisation SET membership = 'suspended' WHERE id = $1`, [ids.firmX]);
  for (const { need, token } of links) {
    const reply = await call('post', token, YES);
    expect(reply).toMatchObject({
      kind: 'page', status: 422, data: { errorList: [{ href: null, text: expect.stringMatching(/czeka na decyzję|nie przyjęło/) }], main: [{ value: '20' }, {}, {}] },
    });
    expect(await figuresOf(stage, need.id)).toBe('0/0/0/0/0/100');
  }
  await stage.dataSource.query(`UPDATE organisation SET membership = 'approved' WHERE id = $1`, [ids.firmX]);
});

test('a need that is gone, and a link that is old, foreign or made up, help on', async () => {
  const gone = await mailed('offer', stage.cast.xawery);
  await stage.dataSource.query(`UPDATE post SET state = 'withdrawn' WHERE id = $1`, [gone.need.id]);
  expect(await shown(gone.token)).toMatchObject({ view: 'commitments/answer-closed', data: { title: 'Ta sprawa jest już zamknięta' } });
  const foreign = await mailed('offer', stage.cast.yvonne);
  expect(await refusalOf(call('get', foreign.token))).toMatchObject({ code: 'not-found' });
  expect(await refusalOf(call('get', 'x'.repeat(46)))).toMatchObject({ code: 'not-found' });
  const old = await mailed('offer', stage.cast.xawery);
  stage.clock.advance(2 * DAY);
  expect(await refusalOf(call('get', old.token))).toMatchObject({ code: 'expired' });
  stage.clock.set(NOW);
});

test('two colleagues who answer the same mail at once propose once; the other sees what was proposed', async () => {
  const { dataSource, cast: { xawery, ids } } = stage;
  const zofia = await addPerson(dataSource, 'Zofia', ids.firmX);
  const { need, matchId, token } = await mailed('offer', xawery);
  const links = [token, await linkOf(matchId, 'offer', zofia)];
  // Both have looked and seen nothing before either writes.
  const { asked } = await dataSource.transaction(async (manager) => {
    await manager.query(`SELECT FROM post WHERE id = $1 FOR UPDATE`, [need.id]);
    const answers = links.map((link) => call('post', link, YES));
    while ((await dataSource.query<unknown[]>(WAITING)).length < links.length) await new Promise((resolve) => setTimeout(resolve, 20));
    return { asked: answers };
  });
  expect(await Promise.all(asked)).toEqual(links.map((link) => ({ kind: 'redirect', to: `/a/${link}` })));
  expect(await figuresOf(stage, need.id)).toBe('20/0/0/0/0/100');
  const titles = await Promise.all(links.map(async (link) => (await shown(link)).data.title));
  expect(titles.toSorted()).toEqual(['Odpowiedź zapisana', 'Tę sprawę już prowadzicie']);
});
