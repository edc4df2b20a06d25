import { startExchange, type TestExchange } from '../../support/exchange.ts';
import { readable, ROLES, signedIn, type Reader } from '../../support/reader.ts';

let exchange: TestExchange;
let firm: string;
let admin: Reader;
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  const [row] = await exchange.query<{ id: string }>(
    `SELECT m.organisation_id AS id FROM membership m JOIN person p ON p.id = m.person_id WHERE p.email = $1`, [ROLES['organisation-admin']]);
  firm = row?.id ?? '';
  admin = await signedIn(exchange, ROLES['organisation-admin']);
}, 90_000);
afterAll(() => exchange.close());

const inviteTo = (reader: Reader, email: string) => reader.post(`/organisations/${firm}/invitations`, { email, role: 'editor', language: 'pl' });

describe('before the office has approved the organisation', () => {
  test('three invitations may go unanswered; withdrawing one makes no room, an accepted one and the office do', async () => {
    await exchange.query(`UPDATE organisation SET membership = 'applied' WHERE id = $1`, [firm]);
    for (const email of ['a@obcy.example', 'b@obcy.example']) expect((await inviteTo(admin, email)).status).toBe(303);
    // Of two at the same moment one is too many.
    const both = await Promise.all(['c@obcy.example', 'd@obcy.example'].map((email) => inviteTo(admin, email)));
    expect(both.map(({ status }) => status).sort()).toEqual([303, 422]);
    await exchange.query(`UPDATE invitation SET withdrawn_at = now() WHERE email = 'a@obcy.example'`);
    const answer = await inviteTo(admin, 'e@obcy.example');
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('id="email-error"');
    expect(answer.text).toContain('value="e@obcy.example"');
    expect(readable(answer.text)).toContain('w ciągu 14 dni możesz wysłać najwyżej 3 zaproszenia, nie licząc przyjętych');
    await exchange.query(`UPDATE invitation SET accepted_at = now() WHERE email = 'b@obcy.example'`);
    expect((await inviteTo(admin, 'e@obcy.example')).status).toBe(303);
    expect((await inviteTo(admin, 'f@obcy.example')).status).toBe(422);
    expect((await inviteTo(await signedIn(exchange, ROLES.coordinator), 'f@obcy.example')).status).toBe(303);
    await exchange.query(`UPDATE organisation SET membership = 'approved' WHERE id = $1`, [firm]);
    expect((await inviteTo(admin, 'g@obcy.example')).status).toBe(303);
  });
});
