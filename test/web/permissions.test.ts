import { startExchange, type TestExchange } from '../support/exchange.ts';
import { ROLES, signedIn, visitorOf, type Reader } from '../support/reader.ts';

/**
 * Who gets what from every route, asked about somebody else's record: a draft, a proposal, a match and a mail link of
 * organisations that none of the readers belongs to. This table is the documentation; a route missing in it fails.
 */
type Answer = number | 'in';
type Row = [visitor: Answer, unapproved: Answer, member: Answer, organisationAdmin: Answer, coordinator: Answer, administrator: Answer];

const EVERYBODY: Row = [200, 200, 200, 200, 200, 200];
/** Signed in, about oneself. */
const PERSON: Row = [303, 200, 200, 200, 200, 200];
/** A foreign record does not exist; the office acts on behalf. */
const OFFICE_ONLY: Row = [303, 404, 404, 404, 'in', 'in'];
const NOBODY: Row = [404, 404, 404, 404, 404, 404];

const TABLE: Record<string, Row> = {
  'get /': EVERYBODY,
  'get /about': EVERYBODY,
  'get /privacy': EVERYBODY,
  'get /accessibility': EVERYBODY,
  'get /robots.txt': EVERYBODY,
  'get /sign-in': [200, 303, 303, 303, 303, 303],
  'post /sign-in': [422, 422, 422, 422, 422, 422],
  'get /dashboard': PERSON,
  'post /acting-for': [303, 404, 404, 404, 404, 404],
  'get /preferences': PERSON,
  'post /preferences': [303, 422, 422, 422, 422, 422],
  'get /calendar': PERSON,
  'post /calendar/address': PERSON,
  'post /calendar/revocation': [303, 303, 303, 303, 303, 303],
  'get /calendar/:token.ics': NOBODY,
  'get /posts/new': PERSON,
  'get /posts/understood': PERSON,
  'post /posts/preview': [303, 422, 422, 422, 422, 422],
  'post /posts': [303, 422, 422, 422, 422, 422],
  'get /posts/:id': [404, 404, 404, 404, 200, 200],
  'get /posts/:id/edit': OFFICE_ONLY,
  'post /posts/:id/edit': OFFICE_ONLY,
  'get /posts/:id/withdrawal': OFFICE_ONLY,
  'post /posts/:id/withdrawal': OFFICE_ONLY,
  'get /posts/:id/closure': OFFICE_ONLY,
  'post /posts/:id/closure': OFFICE_ONLY,
  'get /posts/:id/proposals/new': [303, 403, 404, 404, 'in', 'in'],
  'post /posts/:id/proposals': [303, 404, 404, 404, 'in', 'in'],
  'get /posts/:id/requests/new': [303, 403, 404, 404, 'in', 'in'],
  'post /posts/:id/requests': [303, 404, 404, 404, 'in', 'in'],
  'post /posts/:id/publication': OFFICE_ONLY,
  'get /organisations/:id': EVERYBODY,
  'post /matches/:id/dismissal': OFFICE_ONLY,
  // Everything that is open, for the own firm; the office has none here.
  'post /posts/:id/remainder': [303, 404, 404, 404, 303, 303],
  'get /commitments/:id': OFFICE_ONLY,
  // The parcel that is asked for is not one of this commitment.
  'get /commitments/:id/deliveries/:delivery/note.pdf': [303, 404, 404, 404, 404, 404],
  'post /commitments/:id/acceptance': OFFICE_ONLY,
  'post /commitments/:id/counter': OFFICE_ONLY,
  'post /commitments/:id/refusal': OFFICE_ONLY,
  'post /commitments/:id/withdrawal': OFFICE_ONLY,
  'post /commitments/:id/failure': OFFICE_ONLY,
  'post /commitments/:id/production': OFFICE_ONLY,
  'post /commitments/:id/completion': OFFICE_ONLY,
  'post /commitments/:id/deliveries': OFFICE_ONLY,
  'post /commitments/:id/deliveries/:delivery/receipt': OFFICE_ONLY,
  'post /commitments/:id/deliveries/:delivery/correction': OFFICE_ONLY,
  'get /a/:token': NOBODY,
  'post /a/:token': NOBODY,
  'get /u/:token': NOBODY,
  'post /u/:token': NOBODY,
  'get /office': [303, 404, 404, 404, 200, 200],
  'post /office/reviews/:id': [303, 404, 404, 404, 'in', 'in'],
  'get /mailbox': EVERYBODY,
  'get /mailbox/:id': EVERYBODY,
  'get /mailbox/:id/html': EVERYBODY,
  // Ends the session it is sent with: last.
  'post /sign-out': [303, 303, 303, 303, 303, 303],
};

let exchange: TestExchange;
let readers: Reader[];
let ids: Record<string, string>;

async function foreignIds(): Promise<Record<string, string>> {
  const id = async (sql: string) => (await exchange.query<{ id: string }>(sql))[0]?.id ?? 'missing';
  return {
    posts: await id(`SELECT p.id FROM post p JOIN organisation o ON o.id = p.organisation_id WHERE p.state = 'draft' AND p.kind = 'need' AND o.name LIKE 'Laser%'`),
    organisations: await id(`SELECT id FROM organisation WHERE name LIKE 'Laser%'`),
    matches: await id(`SELECT m.id FROM match m JOIN organisation s ON s.id = m.supplier_id JOIN post n ON n.id = m.need_id JOIN organisation o ON o.id = n.organisation_id
      WHERE s.name LIKE 'Włókniny%' AND o.name LIKE 'Szwalnia%'`),
    commitments: await id(`SELECT c.id FROM commitment c JOIN organisation s ON s.id = c.supplier_id JOIN post n ON n.id = c.need_id JOIN organisation o ON o.id = n.organisation_id
      WHERE (s.name || o.name) !~ 'Wtryskownia Ciepły|Prosta Folia|Klaster|Trzydzieści' LIMIT 1`),
    office: await id(`SELECT id FROM post WHERE state = 'in-review' LIMIT 1`),
    mailbox: await id(`SELECT id FROM mailbox LIMIT 1`),
  };
}

const pathOf = (pattern: string): string =>
  pattern.replace(':id', ids[pattern.split('/')[1] ?? ''] ?? 'x').replace(':delivery', crypto.randomUUID()).replace(':token', 'A'.repeat(46));

beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  readers = [visitorOf(exchange), ...(await Promise.all(Object.values(ROLES).map((email) => signedIn(exchange, email))))];
  ids = await foreignIds();
}, 90_000);
afterAll(() => exchange.close());

test('the records asked about exist', () => {
  for (const id of Object.values(ids)) expect(id).toMatch(/^[0-9a-f-]{36}$/);
});

test('the table names every route and no other', () => {
  const routes = exchange.exchange.routes.map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(TABLE).sort()).toEqual(routes.sort());
});

describe.each(Object.keys(TABLE))('%s', (name) => {
  const [method = '', pattern = ''] = name.split(' ');
  const row = TABLE[name] as Row;
  test('answers each role as the table says', async () => {
    const path = pathOf(pattern);
    const answers = [];
    for (const reader of readers) answers.push(method === 'get' ? await reader.get(path) : await reader.post(path, { reason: 'no-capacity' }));
    const seen = answers.map(({ status, headers }, i) => {
      const refused = status >= 500 || status === 404 || status === 403 || String(headers['location']).startsWith('/sign-in');
      return row[i] === 'in' && !refused ? 'in' : status;
    });
    expect(seen).toEqual(row);
    if (row[0] === 303 && name !== 'post /sign-out') expect(answers[0]?.headers['location']).toMatch(/^\/sign-in/);
  });

  if (method === 'post' && pattern !== '/u/:token') {
    test('takes no form without a token', async () => {
      for (const reader of readers) expect((await reader.postRaw(pathOf(pattern), 'a=b')).status).toBe(403);
    });
  }
});
