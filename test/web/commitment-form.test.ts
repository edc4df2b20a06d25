import { addDays, localDate } from '../../src/kernel/dates.ts';
import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, filledForm, readable, ROLES, signedIn, type Reader } from '../support/reader.ts';
import { pressRemainder, publishNeed } from '../support/supplying.ts';

let world: TestExchange;
let clinic: Reader;
let firm: Reader;
beforeAll(async () => {
  world = await startExchange({ seed: 'demo' });
  [clinic, firm] = await Promise.all([signedIn(world, CLINIC), signedIn(world, ROLES['organisation-admin'])]);
}, 120_000);
afterAll(() => world.close());

/** What the firm has proposed for a new need of the clinic; the address of its page. */
const proposed = async (): Promise<string> => pressRemainder(firm, await publishNeed(clinic, '500'));

const formOf = async (reader: Reader, path: string): Promise<Record<string, string>> => filledForm((await reader.get(path)).text, `${path}/counter`);
const quantityOf = async (path: string): Promise<string | undefined> =>
  (await world.query<{ quantity: string }>(`SELECT round(quantity)::text AS quantity FROM commitment WHERE id = $1`, [path.split('/').at(-1)]))[0]?.quantity;
const CHANGED = 'W międzyczasie coś się tu zmieniło';

test('other figures sent after going back are not taken for the same press; the same ones are', async () => {
  const path = await proposed();
  const form = await formOf(clinic, path);
  for (const _ of ['once', 'twice']) {
    const reply = await clinic.post(`${path}/counter`, { ...form, quantity: '300' });
    expect([reply.status, reply.headers['location']]).toEqual([303, path]);
  }
  const other = await clinic.post(`${path}/counter`, { ...form, quantity: '200' });
  expect([other.status, readable(other.text).includes(CHANGED), await quantityOf(path)]).toEqual([409, true, '300']);
});

test('what was typed into a form that is too old stands in it again, to be sent after a look', async () => {
  const path = await proposed();
  await clinic.post(`${path}/counter`, { ...await formOf(clinic, path), quantity: '300' });
  const form = await formOf(firm, path);
  await firm.post(`${path}/counter`, { ...form, quantity: '250' });
  await clinic.post(`${path}/counter`, { ...await formOf(clinic, path), quantity: '240' });
  const reply = await firm.post(`${path}/counter`, { ...form, quantity: '277', orPart: 'orPart' });
  expect([reply.status, readable(reply.text).includes(CHANGED), await quantityOf(path)]).toEqual([409, true, '240']);
  expect(reply.text).toContain('<details id="counter" open>');
  const again = filledForm(reply.text, `${path}/counter`);
  expect(again).toMatchObject({ quantity: '277', orPart: 'orPart' });
  expect((await firm.post(`${path}/counter`, again)).status).toBe(303);
  expect(await quantityOf(path)).toBe('277');
});

test('another reason after a no changes nothing, and says so', async () => {
  const path = await proposed();
  const form = filledForm((await clinic.get(path)).text, `${path}/refusal`);
  expect((await clinic.post(`${path}/refusal`, { ...form, reason: 'Mamy już dość.' })).status).toBe(303);
  expect((await clinic.post(`${path}/refusal`, { ...form, reason: 'Mamy już dość.' })).status).toBe(303);
  const other = await clinic.post(`${path}/refusal`, { ...form, reason: 'Za daleko.' });
  expect([other.status, readable(other.text).includes('Mamy już dość.')]).toEqual([409, true]);
});

test('a firm that was suspended meanwhile is not promised with; the page says why', async () => {
  const path = await proposed();
  const form = filledForm((await clinic.get(path)).text, `${path}/acceptance`);
  const suspended = (membership: string) => world.query(
    `UPDATE organisation SET membership = $2 WHERE id = (SELECT supplier_id FROM commitment WHERE id = $1)`, [path.split('/').at(-1), membership]);
  await suspended('suspended');
  const reply = await clinic.post(`${path}/acceptance`, form);
  expect([reply.status, readable(reply.text).includes('Biuro klastra zawiesiło dostawcę albo jeszcze go nie przyjęło')]).toEqual([409, true]);
  await suspended('approved');
  expect((await clinic.post(`${path}/acceptance`, form)).status).toBe(303);
});

/** A need of the clinic with these terms; the address of its page. */
async function needWith(fields: Record<string, string>): Promise<string> {
  const form = filledForm((await clinic.get('/posts/new?kind=need')).text, '/posts');
  const reply = await clinic.post('/posts', { ...form, title: 'Osłony twarzy', quantity: '5000', town: 'Bydgoszcz', intent: 'publish', ...fields });
  expect(reply.status).toBe(303);
  return String(reply.headers['location']);
}

const commitmentsOf = async (need: string): Promise<number> =>
  (await world.query(`SELECT FROM commitment WHERE need_id = $1`, [need.split('/').at(-1)])).length;
/** The text at a field of a page: what is wrong with it. */
const faultAt = (html: string, id: string): string => readable(new RegExp(`<p[^>]* id="${id}-error"[^>]*>([\\s\\S]*?)</p>`).exec(html)?.[1] ?? '');
/** What stands around a field, from its label to its unit. */
const around = (html: string, id: string): string =>
  html.split('<div class="govuk-form-group').find((group) => group.includes(` id="${id}"`)) ?? '';

test('a request names a firm: the office does not ask itself, and what was typed stays', async () => {
  const need = await publishNeed(clinic, '500');
  const office = await signedIn(world, ROLES.coordinator);
  for (const reader of [office, clinic]) {
    const form = filledForm((await reader.get(`${need}/requests/new`)).text, `${need}/requests`);
    expect(form['supplier']).toBe('');
    const reply = await reader.post(`${need}/requests`, { ...form, quantity: '123', note: 'Na piątek.' });
    expect([reply.status, faultAt(reply.text, 'supplier')]).toEqual([422, expect.stringContaining('Wybierz firmę')]);
    expect(filledForm(reply.text, `${need}/requests`)).toMatchObject({ quantity: '123', note: 'Na piątek.' });
  }
  expect(await commitmentsOf(need)).toBe(0);
});

test('a request starts with the terms of the need, which stand beside it', async () => {
  const costs = await needWith({ terms: 'at-cost' });
  expect(filledForm((await clinic.get(`${costs}/requests/new`)).text, `${costs}/requests`)).toMatchObject({ terms: 'at-cost', pricePerUnit: '' });
  const priced = await needWith({ terms: 'price', priceAmount: '7,50', priceCurrency: 'EUR', priceNote: 'albo taniej' });
  const page = (await clinic.get(`${priced}/requests/new`)).text;
  expect(filledForm(page, `${priced}/requests`)).toMatchObject({ terms: 'price', pricePerUnit: '7,50', currency: 'EUR' });
  expect(readable(page)).toMatch(/Warunki podane w potrzebie: 7,50 € netto za .{1,20} \(albo taniej\)/);
});

test('a price typed with terms that have none is refused at its field, not dropped', async () => {
  const need = await publishNeed(clinic, '500');
  const form = filledForm((await firm.get(`${need}/proposals/new`)).text, `${need}/proposals`);
  for (const [terms, word] of [['gift', 'nieodpłatnie'], ['at-cost', 'po kosztach']] as const) {
    const reply = await firm.post(`${need}/proposals`, { ...form, terms, pricePerUnit: '12,50' });
    expect([reply.status, faultAt(reply.text, 'pricePerUnit')]).toEqual([422, expect.stringContaining(`Podano cenę, a warunki to „${word}”`)]);
    expect(filledForm(reply.text, `${need}/proposals`)).toMatchObject({ terms, pricePerUnit: '12,50' });
  }
  const precise = await firm.post(`${need}/proposals`, { ...form, terms: 'price', pricePerUnit: '0,0125' });
  expect(faultAt(precise.text, 'pricePerUnit')).toContain('z najwyżej dwoma miejscami po przecinku');
  expect(await commitmentsOf(need)).toBe(0);
  const path = await pressRemainder(firm, need);
  const counter = await clinic.post(`${path}/counter`, { ...await formOf(clinic, path), quantity: '300', pricePerUnit: '5' });
  expect([counter.status, faultAt(counter.text, 'counter-pricePerUnit')]).toEqual([422, expect.stringContaining('Podano cenę')]);
  expect(await quantityOf(path)).toBe('500');
});

test('what an offer is counted in is said with the offer; no unit stands where another one may be meant', async () => {
  const need = await needWith({});
  const path = `${need}/proposals/new`;
  const page = (await firm.get(path)).text;
  const offers = [...page.matchAll(/<option value="([0-9a-f-]{36})"[^>]*>([^<]*)</g)].map(([, id = '', text = '']) => ({ id, text: readable(text) }));
  expect(offers.every(({ text }) => / \(.{1,12}\)$/.test(text))).toBe(true);
  expect(around(page, 'offerUse')).not.toContain('govuk-input__suffix');
  expect(readable(around(page, 'offerUse'))).toContain('W jednostce wybranej oferty');
  const kilograms = offers.find(({ text }) => text.endsWith(' (kg)'));
  const pieces = offers.find(({ text }) => text.endsWith(' (szt.)'));
  const chosen = await firm.post(`${need}/proposals`, { ...filledForm(page, `${need}/proposals`), quantity: 'x', offer: kilograms?.id ?? '' });
  expect(readable(around(chosen.text, 'offerUse'))).toContain(`Oferta „${kilograms?.text.replace(' (kg)', '')}” jest liczona w innej jednostce (kg).`);
  expect(around(chosen.text, 'offerUse')).not.toContain('govuk-input__suffix');
  expect(readable(around((await firm.get(`${path}?offer=${kilograms?.id}`)).text, 'offerUse'))).toMatch(/zostaw puste. kg /);
  expect((await firm.get(`${path}?offer=${pieces?.id}`)).text).not.toContain('id="offerUse"');

  const more = { ...filledForm(page, `${need}/proposals`), quantity: '5000', offer: pieces?.id ?? '', terms: 'gift' };
  const beyond = await firm.post(`${need}/proposals`, more);
  expect([beyond.status, faultAt(beyond.text, 'quantity')]).toEqual([422, expect.stringMatching(/wolne jest tylko tyle: \d+ szt. Ta dostawa wymaga więcej: 5 000 szt. Zaproponuj/)]);
  expect(filledForm(beyond.text, `${need}/proposals`)).toMatchObject({ quantity: '5000', offer: pieces?.id });
  expect(await commitmentsOf(need)).toBe(0);
});

test('a parcel may have left on a day of the past year, and arrives no earlier', async () => {
  const path = await proposed();
  await clinic.post(`${path}/acceptance`, filledForm((await clinic.get(path)).text, `${path}/acceptance`));
  const form = filledForm((await firm.get(path)).text, `${path}/deliveries`);
  const old = await firm.post(`${path}/deliveries`, { ...form, on: '2020-01-01' });
  expect([old.status, faultAt(old.text, 'send-on')]).toEqual([422, expect.stringContaining('To zbyt dawna data.')]);
  expect((await firm.post(`${path}/deliveries`, form)).status).toBe(303);
  const page = (await clinic.get(path)).text;
  const action = /action="([^"]*\/receipt)"/.exec(page)?.[1] ?? '';
  const early = await clinic.post(action, { ...filledForm(page, action), on: addDays(localDate(form['on'] ?? ''), -1), receivedBy: 'A. Lipka' });
  expect([early.status, readable(early.text)]).toEqual([422, expect.stringMatching(/Przesyłkę wysłano .{6,20}, odbiór nie mógł być wcześniej\./)]);
  expect(early.text).toContain('A. Lipka');
});

describe('a form that starts a commitment', () => {
  const started = async (reader: Reader, need: string, way: 'proposals' | 'requests', change: Record<string, string>) => {
    const action = `${need}/${way}`;
    const form = filledForm((await reader.get(`${action}/new`)).text, action);
    return { action, form, reply: await reader.post(action, { ...form, ...change }) };
  };

  test('sent before with other content comes back with all that was typed, and may be sent as another one', async () => {
    const need = await publishNeed(clinic, '500');
    const { action, form, reply } = await started(firm, need, 'proposals', { quantity: '30' });
    expect(reply.status).toBe(303);
    const late = await firm.post(action, { ...form, quantity: '40', note: 'Druga partia' });
    expect([late.status, readable(late.text).includes('był już wysłany z inną treścią')]).toEqual([409, true]);
    const again = filledForm(late.text, action);
    expect(again).toMatchObject({ quantity: '40', note: 'Druga partia' });
    expect((await firm.post(action, again)).status).toBe(303);
  });

  test('asks for no more than is missing unless more is welcome', async () => {
    const need = await publishNeed(clinic, '500');
    const [supplier] = await world.query<{ id: string }>(`SELECT id FROM organisation WHERE kind = 'firm' AND membership = 'approved' LIMIT 1`);
    const change = { supplier: supplier?.id ?? '', quantity: '600', note: 'Prosimy jak najszybciej' };
    const { action, reply } = await started(clinic, need, 'requests', change);
    expect([reply.status, readable(reply.text)]).toEqual([422, expect.stringContaining('Brakuje tylko tyle: 500 szt. Poproś o mniej albo zaznacz')]);
    expect((await clinic.post(action, { ...filledForm(reply.text, action), takesSurplus: 'takesSurplus' })).status).toBe(303);
    const [mail] = await world.query<{ text: string }>(
      `SELECT body_text AS text FROM mail WHERE post_id = $1 AND why = 'commitment.ask' LIMIT 1`, [need.split('/').at(-1)]);
    expect(readable(mail?.text ?? '')).toMatch(/(Wiadomość|Message): Prosimy jak najszybciej/);
  });
});

test('a parcel that arrived short leaves its owner with a choice, and the mails say what was written with it', async () => {
  const path = await proposed();
  await clinic.post(`${path}/acceptance`, filledForm((await clinic.get(path)).text, `${path}/acceptance`));
  const sending = filledForm((await firm.get(path)).text, `${path}/deliveries`);
  expect((await firm.post(`${path}/deliveries`, { ...sending, carrier: 'Kurier Błysk', reference: 'KB-17' })).status).toBe(303);
  const page = (await clinic.get(path)).text;
  const action = /action="([^"]+\/receipt)"/.exec(page)?.[1] ?? '';
  const receipt = filledForm(page, action);
  expect((await clinic.post(action, { ...receipt, quantity: '480', differences: 'Połamane opaski' })).status).toBe(303);
  expect(readable((await clinic.get(path)).text)).toContain('Dotarło mniej, niż umówiono: poczekaj na resztę albo wybierz');
  const mails = await world.query<{ why: string; text: string }>(
    `SELECT why, body_text AS text FROM mail WHERE commitment_id = $1 AND why IN ('commitment.send', 'commitment.confirm-receipt')`, [path.split('/').at(-1)]);
  const of = (why: string) => readable(mails.find((mail) => mail.why === why)?.text ?? '');
  expect(of('commitment.send')).toMatch(/Kurier Błysk.*KB-17/);
  expect(of('commitment.confirm-receipt')).toMatch(/500 .*Połamane opaski/);
});

test('a yes to more than is missing tells the owner to say so; it can be said there and then', async () => {
  const need = await publishNeed(clinic, '500');
  const path = await pressRemainder(firm, need);
  const page = filledForm((await clinic.get(path)).text, `${path}/acceptance`);
  await world.query(`UPDATE post SET quantity = 450 WHERE id = $1`, [need.split('/').at(-1)]);
  const reply = await clinic.post(`${path}/acceptance`, page);
  expect([reply.status, readable(reply.text)]).toEqual([409,
    expect.stringMatching(/Brakuje już tylko tyle: 450 szt. Propozycja jest większa: 500 szt. Zaznacz „Przyjmiemy też więcej, niż brakuje”/)]);
  expect(readable(reply.text)).not.toContain('tylko zamawiający');
  const again = filledForm(reply.text, `${path}/acceptance`);
  expect((await clinic.post(`${path}/acceptance`, { ...again, takesSurplus: 'takesSurplus' })).status).toBe(303);
});
