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

const idOf = (path: string): string => path.split('/').at(-1) ?? '';
const newNeed = async (quantity: string): Promise<string> => idOf(await publishNeed(clinic, quantity));
/** The firm proposes everything that is open with one press; the id of the commitment. */
const propose = async (needId: string): Promise<string> => idOf(await pressRemainder(firm, `/posts/${needId}`));

const accept = async (id: string, changes: Record<string, string> = {}): Promise<void> => {
  const path = `/commitments/${id}/acceptance`;
  const reply = await clinic.post(path, { ...filledForm((await clinic.get(`/commitments/${id}`)).text, path), ...changes });
  expect(reply.status).toBe(303);
};

const stateOf = async (id: string): Promise<string | undefined> =>
  (await world.query<{ state: string }>(`SELECT state FROM commitment WHERE id = $1 UNION SELECT state FROM post WHERE id = $1`, [id]))[0]?.state;

test('one press proposes the remainder and says who was told; then the button is gone', async () => {
  const need = await newNeed('70');
  const before = readable((await firm.get(`/posts/${need}`)).text);
  expect(before).toContain('Dostarczymy całą resztę: 70 szt.');
  const id = await propose(need);
  const after = await firm.get(`/commitments/${id}`);
  expect(readable(after.text)).toContain('Propozycja wysłana. Zawiadomiliśmy: Przychodnia Żółty Parasol');
  expect(readable(after.text)).toContain('70 szt. (albo część)');
  expect((await firm.get(`/posts/${need}`)).text).not.toContain(`/posts/${need}/remainder`);
  expect((await clinic.get(`/posts/${need}`)).text).not.toContain(`/posts/${need}/remainder`);
  const again = await firm.post(`/posts/${need}/remainder`);
  expect(again.headers['location']).toBe(`/posts/${need}`);
  expect(readable((await firm.get(`/posts/${need}`)).text)).toContain('Wasza propozycja już czeka');
});

test('withdrawing asks what becomes of each commitment, keeps what was typed, and does it all', async () => {
  const need = await newNeed('70');
  const agreed = await propose(need);
  await accept(agreed, { quantity: '30' });
  const open = await propose(need);
  const path = `/posts/${need}/withdrawal`;
  const page = (await clinic.get(path)).text;
  expect(readable(page)).toContain('40 szt. do');
  const form = filledForm(page, path);
  expect(form).toMatchObject({ [`fate-${agreed}`]: 'keep', [`fate-${open}`]: 'end', [`seen-${agreed}`]: '2', [`seen-${open}`]: '1' });

  const empty = await clinic.post(path, { ...form, reason: '', [`fate-${agreed}`]: 'end' });
  expect(empty.status).toBe(422);
  expect(readable(empty.text)).toContain('Napisz krótko, dlaczego.');
  expect(filledForm(empty.text, path)[`fate-${agreed}`]).toBe('end');
  const unchosen = await clinic.post(path, { ...form, reason: 'tak', [`fate-${open}`]: '' });
  expect(unchosen.status).toBe(422);
  expect(unchosen.text).toContain(`href="#fate-${open}"`);
  const hidden = await clinic.post(path, { reason: 'tak', [`fate-${agreed}`]: 'end', [`seen-${agreed}`]: '2' });
  expect(hidden.status).toBe(409);
  expect(readable(hidden.text)).toContain('pojawiła się nowa propozycja');
  expect([await stateOf(need), await stateOf(agreed), await stateOf(open)]).toEqual(['published', 'accepted', 'proposed']);

  const done = await clinic.post(path, { ...form, reason: 'mamy już z innego źródła' });
  expect(done.headers['location']).toBe(`/posts/${need}`);
  expect([await stateOf(need), await stateOf(agreed), await stateOf(open)]).toEqual(['withdrawn', 'accepted', 'declined']);
  expect(readable((await clinic.get(`/posts/${need}`)).text)).toContain('a druga strona dostała wiadomość z powodem');
  expect(readable((await firm.get(`/commitments/${open}`)).text)).toContain('mamy już z innego źródła');
});

test('closing short lists what goes on and asks about proposals alone', async () => {
  const need = await newNeed('70');
  const agreed = await propose(need);
  await accept(agreed, { quantity: '30' });
  const open = await propose(need);
  const path = `/posts/${need}/closure`;
  const page = (await clinic.get(path)).text;
  expect(readable(page)).toContain('Umówione dostawy idą dalej');
  const form = filledForm(page, path);
  expect(form).toMatchObject({ proposals: 'end' });
  await clinic.post(path, { ...form, reason: 'wystarczy', [`fate-${agreed}`]: 'end', [`seen-${agreed}`]: '2' });
  expect([await stateOf(need), await stateOf(agreed), await stateOf(open)]).toEqual(['closed-short', 'accepted', 'declined']);
});

test('asking for less than is promised shows what would have to be withdrawn, at the field', async () => {
  const need = await newNeed('70');
  const agreed = await propose(need);
  await accept(agreed);
  const path = `/posts/${need}/edit`;
  const form = filledForm((await clinic.get(path)).text, path);
  const reply = await clinic.post(path, { ...form, quantity: '69' });
  expect(reply.status).toBe(422);
  expect(reply.text).toContain('href="#quantity"');
  expect(reply.text).toContain(`href="/commitments/${agreed}"`);
  expect(readable(reply.text)).toContain('Najpierw trzeba odwołać część tych dostaw');
  expect(filledForm(reply.text, path)['quantity']).toBe('69');
});

test('strangers and visitors find neither page', async () => {
  const need = await newNeed('5');
  for (const page of ['withdrawal', 'closure']) {
    expect((await firm.get(`/posts/${need}/${page}`)).status).toBe(404);
    expect((await firm.post(`/posts/${need}/${page}`, { reason: 'x' })).status).toBe(404);
  }
});
