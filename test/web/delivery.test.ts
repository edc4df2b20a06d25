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

type Typed = Record<string, string>;

/** Fills the form of a page with this address in and sends it. */
async function press(reader: Reader, page: string, action: string, typed: Typed = {}) {
  return reader.post(action, { ...filledForm((await reader.get(page)).text, action), ...typed });
}

/** What the firm and the clinic have agreed: 400 pieces, of which so many were sent; the address of its page. */
async function sent(quantity: string, asked = '400'): Promise<string> {
  const path = await pressRemainder(firm, await publishNeed(clinic, asked));
  expect((await press(clinic, path, `${path}/acceptance`, { quantity: '400' })).status).toBe(303);
  expect((await press(firm, path, `${path}/deliveries`, { sent: quantity })).status).toBe(303);
  return path;
}

/** The clinic says what arrived of the only parcel. */
async function receive(path: string, typed: Typed) {
  const action = /action="([^"]+\/receipt)"/.exec((await clinic.get(path)).text)?.[1] ?? '';
  return { action, reply: await press(clinic, path, action, typed) };
}

const mailOf = async (path: string, why: string): Promise<string> => {
  const [mail] = await world.query<{ subject: string }>(
    `SELECT subject FROM mail WHERE commitment_id = $1 AND why = $2 LIMIT 1`, [path.split('/').at(-1), why]);
  return readable(mail?.subject ?? '');
};

describe('the end of a delivery', () => {
  test('of which some has arrived speaks of the rest', async () => {
    const path = await sent('250');
    await receive(path, {});
    expect((await press(firm, path, `${path}/failure`, { reason: 'Awaria prasy' })).status).toBe(303);
    expect(readable((await firm.get(path)).text)).toContain('Brakująca ilość (150 szt.) wróciła na giełdę');
    expect(await mailOf(path, 'commitment.fail')).toMatch(/^Dostawa nie dojdzie do skutku: 150 szt\. \(umówione: 400 szt\.\)/);
  });

  test('that has all arrived is its completion, not its failure', async () => {
    const path = await sent('400');
    const early = filledForm((await firm.get(path)).text, `${path}/failure`);
    await receive(path, {});
    for (const reader of [firm, clinic]) {
      const page = (await reader.get(path)).text;
      expect([`${path}/failure`, `${path}/withdrawal`, `${path}/completion`].map((action) => page.includes(`action="${action}"`)))
        .toEqual([false, false, true]);
    }
    const { seen: _, ...late } = early;
    const reply = await firm.post(`${path}/failure`, { ...late, reason: 'Awaria prasy' });
    expect([reply.status, readable(reply.text)]).toEqual([409, expect.stringContaining('Odebrano już wszystko, co umówiono')]);
  });

  test('that has all arrived ends with its need as completed', async () => {
    const path = await sent('400', '900');
    await receive(path, {});
    const need = /href="(\/posts\/[0-9a-f-]+)"/.exec((await clinic.get(path)).text)?.[1] ?? '';
    const page = (await clinic.get(`${need}/withdrawal`)).text;
    expect(readable(page)).toContain('Zakończ dostawę: wszystko odebrano');
    const fate = `fate-${path.split('/').at(-1)}`;
    const reply = await press(clinic, `${need}/withdrawal`, `${need}/withdrawal`, { reason: 'Mamy wszystko', [fate]: 'end' });
    expect(reply.status).toBe(303);
    expect(readable((await clinic.get(path)).text)).toContain('Zakończone. Odebrano: 400 szt. (umówione: 400 szt.).');
  });
});

/** The text at a field of a page: what is wrong with it. */
const faultAt = (html: string, id: string): string => readable(new RegExp(`<p[^>]* id="${id}-error"[^>]*>([\\s\\S]*?)</p>`).exec(html)?.[1] ?? '');

describe('more than was sent', () => {
  test('is received with a word about it only; what was typed stays', async () => {
    const path = await sent('200');
    const { action, reply } = await receive(path, { quantity: '210', receivedBy: 'A. Lipka' });
    const field = (html: string, name: string): string => faultAt(html, new RegExp(`id="([^"]+-${name})"`).exec(html)?.[1] ?? '');
    expect([reply.status, field(reply.text, 'differences')]).toEqual([422, expect.stringContaining('Wysłano: 200 szt., a podano, że dotarło więcej.')]);
    const again = filledForm(reply.text, action);
    expect(again).toMatchObject({ quantity: '210', receivedBy: 'A. Lipka' });
    const slip = await clinic.post(action, { ...again, quantity: '28000', differences: 'Dołożyli' });
    expect([slip.status, field(slip.text, 'quantity')]).toEqual([422, expect.stringContaining('ponad dziesięć razy większa')]);
    expect(filledForm(slip.text, action)).toMatchObject({ quantity: '28000', differences: 'Dołożyli' });
    expect((await clinic.post(action, { ...again, differences: 'Dołożyli 10' })).status).toBe(303);

    const correction = /action="([^"]+correction[^"]*)"/.exec((await clinic.get(path)).text)?.[1] ?? '';
    const unsaid = await press(clinic, path, correction, { quantity: '220', differences: '', reason: 'Przeliczone' });
    expect([unsaid.status, readable(unsaid.text)]).toEqual([422, expect.stringContaining('Napisz, skąd ta różnica, albo popraw ilość.')]);
    expect(filledForm(unsaid.text, correction)).toMatchObject({ quantity: '220', reason: 'Przeliczone' });
  });
});

describe('a delivery that nobody knows where to take', () => {
  /* The organisation of the need as if it had joined a moment ago, with these delivery details. */
  const knowing = (path: string, contact: Record<string, string>) => world.query(
    `UPDATE organisation SET contact = $2 WHERE id = (SELECT owner_id FROM commitment WHERE id = $1)`, [path.split('/').at(-1), contact]);
  const read = async (reader: Reader, path: string): Promise<string> => readable((await reader.get(path)).text);

  test('leads its owner to where the address is filled in, and tells the supplier whom to ask', async () => {
    const path = await sent('100');
    const [before] = await world.query<{ contact: Record<string, string>; id: string }>(
      `SELECT o.contact, o.id FROM organisation o JOIN commitment c ON c.owner_id = o.id WHERE c.id = $1`, [path.split('/').at(-1)]);
    const ASK = 'nie podaje adresu dostawy. Zapytaj o niego:';
    expect(await read(firm, path)).not.toContain(ASK);
    await knowing(path, { person: 'Agnieszka Lipka', phone: '52 111 22 33' });
    expect(await read(firm, path)).toContain(`${ASK} Agnieszka Lipka, 52 111 22 33.`);
    const owners = (await clinic.get(path)).text;
    expect(owners).toContain(`href="/organisations/${before?.id}/edit#address"`);
    expect((await clinic.get(`/organisations/${before?.id}/edit`)).text).toContain('id="address"');
    expect(await read(await signedIn(world, ROLES.coordinator), path)).toContain('więc dostawca nie wie, dokąd dostarczyć');
    await knowing(path, {});
    expect(await read(firm, path)).toContain(`${ASK} biuro klastra.`);
    await knowing(path, before?.contact ?? {});
    expect(await read(clinic, path)).not.toContain('Dopisz adres dostawy');
  });
});
