import { startExchange, type TestExchange } from '../support/exchange.ts';
import { ROLES, signedIn, visitorOf } from '../support/reader.ts';

let world: TestExchange;
let sent: { commitment: string; delivery: string; supplier: string; owner: string; unapproved: string };

const MEMBER_OF = `(SELECT p.email FROM membership m JOIN person p ON p.id = m.person_id WHERE m.organisation_id = c.%_id ORDER BY p.email LIMIT 1)`;

beforeAll(async () => {
  world = await startExchange({ seed: 'demo' });
  const [row] = await world.query<typeof sent>(
    `SELECT c.id AS commitment, d.id AS delivery, ${MEMBER_OF.replace('%', 'supplier')} AS supplier, ${MEMBER_OF.replace('%', 'owner')} AS owner
     FROM delivery d JOIN commitment c ON c.id = d.commitment_id ORDER BY c.id, d.number LIMIT 1`);
  if (!row) throw new Error('nothing was sent in the demo');
  sent = row;
  // Letters of both font files, and a title that is no file name.
  await world.query(`UPDATE post SET title = 'Zażółć gęślą jaźń/"Ω"' WHERE id = (SELECT need_id FROM commitment WHERE id = $1)`, [row.commitment]);
}, 120_000);
afterAll(() => world.close());

const address = () => `/commitments/${sent.commitment}/deliveries/${sent.delivery}/note.pdf`;

async function note(email: string, language: 'pl' | 'en' = 'pl') {
  const reader = await signedIn(world, email, language);
  return reader.get(`${address()}?lang=${language}`);
}

test('both sides and the office get it as a file, in their language', async () => {
  for (const email of [sent.supplier, sent.owner, ROLES.coordinator]) {
    const reply = await note(email);
    expect(reply.status).toBe(200);
    expect(reply.headers).toMatchObject({
      'content-type': 'application/pdf', 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store',
    });
    expect(reply.headers['content-disposition'])
      .toMatch(/^attachment; filename="protok\?.-przekazania-[0-9A-F]{8}-1\.pdf"; filename\*=UTF-8''protok%C3%B3%C5%82-przekazania-[0-9A-F]{8}-1\.pdf$/);
    const file = (reply.body as Buffer).toString('latin1');
    expect(file.startsWith('%PDF-1.7')).toBe(true);
    expect(file).toContain('/Lang (pl)');
  }
  const english = await note(sent.supplier, 'en');
  expect((english.body as Buffer).toString('latin1')).toContain('/Lang (en)');
  expect(english.headers['content-disposition']).toMatch(/^attachment; filename=delivery-note-[0-9A-F]{8}-1\.pdf$/);
});

test('for everybody else it is not there, and neither is a parcel of another commitment', async () => {
  const [other] = await world.query<{ id: string }>(`SELECT d.id FROM delivery d WHERE d.commitment_id <> $1 LIMIT 1`, [sent.commitment]);
  const office = await signedIn(world, ROLES.coordinator);
  expect((await office.get(`/commitments/${sent.commitment}/deliveries/${other?.id ?? ''}/note.pdf`)).status).toBe(404);
  expect((await office.get(`/commitments/${sent.commitment}/deliveries/x/note.pdf`)).status).toBe(404);
  const strangers = await world.query<{ email: string }>(
    `SELECT p.email FROM person p JOIN membership m ON m.person_id = p.id WHERE p.office_role IS NULL AND m.organisation_id NOT IN
       (SELECT unnest(ARRAY[supplier_id, owner_id]) FROM commitment WHERE id = $1) LIMIT 2`, [sent.commitment]);
  expect(strangers).toHaveLength(2);
  for (const { email } of [...strangers, { email: ROLES.unapproved }]) expect((await note(email)).status).toBe(404);
  expect((await visitorOf(world).get(address())).headers['location']).toMatch(/^\/sign-in/);
});

test('the page of the commitment leads to it', async () => {
  const reader = await signedIn(world, sent.owner);
  expect((await reader.get(`/commitments/${sent.commitment}`)).text).toContain(`href="${address()}"`);
});
