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
