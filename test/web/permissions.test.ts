import { randomUUID } from 'node:crypto';
import type { Response } from 'supertest';
import { letsIn, permissions, type Permission, type Role } from '../../src/web/permissions.ts';
import { startExchange, type TestExchange } from '../support/exchange.ts';
import { CLINIC, ROLES, signedIn, visitorOf, type Reader } from '../support/reader.ts';

/**
 * The table of `src/web/permissions.ts`, asked about somebody else's records: a draft, a proposal, a match, a mail link of
 * organisations that none of the readers belongs to, and about records that do not exist.
 */
const PLAYED: readonly Role[] = ['visitor', 'applicant', 'member', 'organisation-admin', 'coordinator', 'administrator'];
const OFFICE: readonly Role[] = ['coordinator', 'administrator'];

const FOREIGN_COMMITMENT = `FROM commitment c JOIN organisation s ON s.id = c.supplier_id JOIN post n ON n.id = c.need_id
  JOIN organisation o ON o.id = n.organisation_id WHERE (s.name || o.name) !~ 'Wtryskownia Ciepły|Prosta Folia|Klaster|Trzydzieści'
  AND EXISTS (SELECT FROM delivery d WHERE d.commitment_id = c.id)`;

const announcement = (title: string): string => `INSERT INTO announcement (id, kind, title_pl, text_pl, starts_at, visible_from, visible_until, state,
    created_at, updated_at)
  VALUES (gen_random_uuid(), 'webinar', '${title}', 'x', now(), current_date - 1, current_date + 1, 'published', now(), now()) RETURNING id`;

/** Whose record stands for `:id` below an address; the longest beginning counts. */
const RECORDS: Readonly<Record<string, string>> = {
  '/posts': `SELECT p.id FROM post p JOIN organisation o ON o.id = p.organisation_id WHERE p.state = 'draft' AND p.kind = 'need' AND o.name LIKE 'Laser%'`,
  '/organisations': `SELECT id FROM organisation WHERE name LIKE 'Laser%'`,
  '/matches': `SELECT m.id FROM match m JOIN organisation s ON s.id = m.supplier_id JOIN post n ON n.id = m.need_id JOIN organisation o ON o.id = n.organisation_id
    WHERE s.name LIKE 'Włókniny%' AND o.name LIKE 'Szwalnia%'`,
  '/commitments': `SELECT c.id ${FOREIGN_COMMITMENT} ORDER BY c.id LIMIT 1`,
  '/office/reviews': `SELECT id FROM post WHERE state = 'in-review' LIMIT 1`,
  '/office/commitments': `SELECT c.id ${FOREIGN_COMMITMENT} AND c.state IN ('partly-sent','sent')
    AND NOT EXISTS (SELECT FROM delivery d JOIN receipt r ON r.delivery_id = d.id WHERE d.commitment_id = c.id) LIMIT 1`,
  '/office/mails': `SELECT id FROM mail WHERE state = 'sent' LIMIT 1`,
  '/announcements': announcement('open'),
  '/office/announcements': announcement('another'),
  '/office/reports': `INSERT INTO post_report (id, post_id, reason, text, language, created_at, submission_key)
    SELECT gen_random_uuid(), id, 'false', '', 'pl', now(), gen_random_uuid() FROM post WHERE state = 'published' LIMIT 1 RETURNING id`,
  '/office/applications': `INSERT INTO application (id, organisation_id, email, person_name, language, content, information_version, state, submission_key,
      created_at, verified_at)
    SELECT gen_random_uuid(), id, 'new@example.test', 'N', 'pl', '{}', '1', 'waiting', gen_random_uuid(), now(), now()
    FROM organisation WHERE name LIKE '%Trzydzieści%' RETURNING id`,
  '/mailbox': `SELECT id FROM mailbox LIMIT 1`,
  '/saved-searches': `INSERT INTO saved_search (id, person_id, address, text, language, concepts, regions, terms, urgent, frequency, created_at)
    SELECT gen_random_uuid(), id, email, 'x', 'pl', '{}', '{}', '{}', false, 'daily', now() FROM person WHERE email = '${CLINIC}' RETURNING id`,
  '/account/passkeys': `INSERT INTO passkey (id, person_id, credential_id, public_key, counter, transports, backed_up, name, created_at)
    SELECT gen_random_uuid(), id, 'credential', '\\x00', 0, '{}', false, 'key', now() FROM person WHERE email = '${CLINIC}' RETURNING id`,
  '/office/people': `SELECT id FROM person WHERE email = 'owen.hartley@grey-gull.example'`,
  '/account/sign-ins': `SELECT s.id FROM sign_in s JOIN person p ON p.id = s.person_id WHERE p.email = '${CLINIC}' LIMIT 1`,
};
/** A record that a form names. */
const FORMS: Readonly<Record<string, string>> = { 'post /acting-for': 'organisation', 'post /office/acting-for': 'organisation' };
/** Further steps of signing in: without the first, everybody is sent back to it. */
const FURTHER_STEPS = ['get /sign-in/code', 'post /sign-in/code', 'post /sign-in/passkey', 'post /sign-in/provider', 'get /sign-in/provider/answer'];
const DELIVERY = `SELECT d.id FROM delivery d WHERE d.commitment_id = (SELECT c.id ${FOREIGN_COMMITMENT} ORDER BY c.id LIMIT 1) LIMIT 1`;

let exchange: TestExchange;
let readers: ReadonlyMap<Role, Reader>;
const ids = new Map<string, string>();

beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo' });
  await signedIn(exchange, CLINIC);
  const people = await Promise.all(Object.values(ROLES).map((email) => signedIn(exchange, email)));
  readers = new Map([visitorOf(exchange), ...people].map((reader, i) => [PLAYED[i] as Role, reader]));
  for (const [prefix, sql] of Object.entries({ ...RECORDS, delivery: DELIVERY })) {
    ids.set(prefix, (await exchange.query<{ id: string }>(sql))[0]?.id ?? 'missing');
  }
}, 90_000);
afterAll(() => exchange.close());

const recordOf = (pattern: string): string => {
  const prefix = Object.keys(RECORDS).filter((one) => pattern.startsWith(`${one}/`)).sort((a, b) => b.length - a.length)[0];
  return ids.get(prefix ?? '') ?? 'no-record';
};
/** A part of a record that the demo has none of: an absent page even for who may see the record. */
const hasUnknownPart = (pattern: string): boolean => /:(?!id|delivery|token)/.test(pattern);
const foreign = (pattern: string): string =>
  pattern.replace(':id', recordOf(pattern)).replace(':delivery', ids.get('delivery') ?? '').replace(':token', 'A'.repeat(46)).replace(/:[a-z]+/g, () => randomUUID());
const absent = (pattern: string): string => pattern.replace(':token', 'B'.repeat(46)).replace(/:[a-z]+/g, () => randomUUID());

const ask = (reader: Reader, { route }: Permission, path: string): Promise<Response> => {
  const named = FORMS[route];
  const fields = { reason: 'no-capacity', frequency: 'daily', name: 'Name', role: 'editor', ...(named ? { [named]: ids.get('/organisations') ?? '' } : {}) };
  return route.startsWith('get ') ? reader.get(path) : reader.post(path, fields);
};

const toSignIn = ({ status, headers }: Response): boolean => status === 303 && String(headers['location']).startsWith('/sign-in');
const isRefused = (reply: Response): boolean => reply.status >= 500 || [403, 404, 410].includes(reply.status) || toSignIn(reply);

/** The page without what differs on every request: its own address, tokens, numbers of events. */
const sameText = ({ text }: Response): string =>
  text.replace(/(href|value|action)="[^"]*"/g, '').replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '');

/** What the table makes of it: what a role is answered about somebody else's record. */
function expected({ policy, scope, route }: Permission, role: Role): 'sign-in' | 'absent' | 'in' {
  if (!letsIn(policy, role)) return role === 'visitor' ? 'sign-in' : 'absent';
  // Without a record in its address or its form a page is about the reader.
  if (scope === 'mine') return route.includes(':') || route in FORMS ? 'absent' : 'in';
  if (scope === 'held') return 'absent';
  return scope === 'open' || OFFICE.includes(role) ? 'in' : 'absent';
}

test('the records asked about exist', () => {
  for (const [prefix, id] of ids) expect([prefix, id]).toEqual([prefix, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
});

test('every address with a record below it has one to ask about', () => {
  const without = permissions.filter(({ route, scope }) => route.includes('/:id') && scope !== 'held' && recordOf(route.split(' ')[1] ?? '') === 'no-record');
  expect(without.map(({ route }) => route)).toEqual([]);
});

test('the table names every route and no other', () => {
  const routes = exchange.exchange.routes.map(({ method, path }) => `${method} ${path}`);
  expect(permissions.map(({ route }) => route).sort()).toEqual(routes.sort());
});

// Signing out ends the session it is sent with.
// The contact of security.txt is absent for all until the operator names one.
const UNASKED = ['post /sign-out', 'get /.well-known/security.txt'];
const ASKED = permissions.filter(({ route }) => !UNASKED.includes(route) && !FURTHER_STEPS.includes(route));

describe.each(ASKED)('$route', (permission) => {
  const [method = '', pattern = ''] = permission.route.split(' ');

  test('answers each role as the table says', async () => {
    for (const role of PLAYED) {
      const reader = readers.get(role) as Reader;
      const reply = await ask(reader, permission, foreign(pattern));
      const wanted = hasUnknownPart(pattern) && letsIn(permission.policy, role) ? 'absent' : expected(permission, role);
      if (wanted === 'in') expect([role, reply.status, isRefused(reply)]).toEqual([role, reply.status, false]);
      else if (wanted === 'sign-in') expect([role, toSignIn(reply)]).toEqual([role, true]);
      else {
        const nothing = await ask(reader, permission, absent(pattern));
        expect([role, reply.status, [403, 404].includes(reply.status)]).toEqual([role, nothing.status, true]);
        expect(sameText(reply)).toBe(sameText(nothing));
      }
    }
  });

  test('knows no other method', async () => {
    const declared = exchange.exchange.routes.filter(({ path }) => path === pattern).map((route) => route.method);
    for (const other of ['put', 'patch', 'delete'] as const) {
      const { status } = await exchange.agent()[other](foreign(pattern)).ok(() => true);
      expect([other, [403, 404].includes(status)]).toEqual([other, true]);
    }
    if (!declared.includes('post')) {
      for (const role of PLAYED) expect([role, (await (readers.get(role) as Reader).post(foreign(pattern))).status]).toEqual([role, 404]);
    }
  });

  if (method === 'post' && pattern !== '/u/:token') {
    test('takes no form without a token', async () => {
      for (const reader of readers.values()) expect((await reader.postRaw(foreign(pattern), 'a=b')).status).toBe(403);
    });
  }
});

test.each(FURTHER_STEPS)('%s: nobody gets there without the first step', async (step) => {
  const [method, path = ''] = step.split(' ');
  for (const reader of readers.values()) {
    const { status, headers } = method === 'get' ? await reader.get(path) : await reader.post(path);
    expect([status, ['/sign-in', '/dashboard'].includes(headers['location'] ?? '')]).toEqual([303, true]);
  }
});

test('signing out ends the session, whoever one is', async () => {
  for (const reader of readers.values()) expect((await reader.post('/sign-out')).status).toBe(303);
});
