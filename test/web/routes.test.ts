import { randomUUID } from 'node:crypto';
import { visitor, type ActingFor, type Actor, type PersonActor } from '../../src/kernel/actor.ts';
import { CHECK_SEARCH } from '../../src/search/searching.ts';
import { SYNC_SEARCH } from '../../src/search/sync.repository.ts';
import { SEND_MAIL } from '../../src/mail/outbox.repository.ts';
import { letsIn, permissions, ROLES, roleOf, type PolicyName, type Role } from '../../src/web/permissions.ts';
import type { Route } from '../../src/web/route.ts';
import { filesOf, ROOT } from '../architecture/source.ts';
import { startExchange, type TestExchange } from '../support/exchange.ts';

let started: TestExchange;
let routes: readonly Route[];

beforeAll(async () => {
  started = await startExchange({ seed: 'none' });
  routes = started.exchange.routes;
});

afterAll(() => started.close());

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

function person(officeRole: PersonActor['officeRole'], organisation: ActingFor | null): PersonActor {
  return { kind: 'person', personId: randomUUID(), name: 'A', email: 'a@example.test', language: 'pl', officeRole, organisation };
}

const firm = (role: ActingFor['role'], approved: boolean): ActingFor => ({ id: randomUUID(), name: 'F', role, approved });

const ACTORS: Readonly<Record<Role, Actor>> = {
  visitor,
  person: person(null, null),
  applicant: person(null, firm('editor', false)),
  'applicant-admin': person(null, firm('organisation-admin', false)),
  member: person(null, firm('editor', true)),
  'organisation-admin': person(null, firm('organisation-admin', true)),
  coordinator: person('coordinator', null),
  administrator: person('administrator', firm('editor', false)),
};

test('every route stands in the table under its policy, once, and nothing else does', () => {
  const found = routes.map((route) => `${route.policy.name}: ${nameOf(route)}`);
  expect(permissions.map(({ policy, route }) => `${policy}: ${route}`).sort()).toEqual(found.sort());
});

test('everybody plays one role', () => {
  for (const role of ROLES) expect(roleOf(ACTORS[role])).toBe(role);
});

test('no address is claimed twice, by name or by an earlier pattern', () => {
  const shadowed = routes.filter((route, i) =>
    routes.slice(0, i).some((earlier) => {
      if (earlier.method !== route.method) return false;
      return new RegExp(`^${earlier.path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`).test(route.path.replace(/:/g, ''));
    }),
  );
  expect(shadowed.map(nameOf)).toEqual([]);
});

test('every policy lets in exactly whom the table says', () => {
  for (const route of routes) {
    const letIn = ROLES.filter((role) => route.policy.allows(ACTORS[role]));
    expect([nameOf(route), letIn]).toEqual([nameOf(route), ROLES.filter((role) => letsIn(route.policy.name as PolicyName, role))]);
  }
});

test('only one-click unsubscribing does without a token', () => {
  expect(routes.filter((route) => route.csrf === 'exempt').map(nameOf)).toEqual(['post /u/:token']);
});

const addressOf = (route: Route): string => route.path.replace(/:\w+/g, randomUUID());

test('a visitor is asked to sign in wherever the policy says so, and finds no error anywhere else', async () => {
  for (const route of routes.filter(({ method }) => method === 'get')) {
    const { status, headers } = await started.agent().get(addressOf(route)).redirects(0);
    const open = letsIn(route.policy.name as PolicyName, 'visitor');
    // Further steps of signing in lead back to the first.
    const step = route.path.startsWith('/sign-in/') && status === 303 && headers['location'] === '/sign-in';
    if (open) expect([nameOf(route), step || [200, 404, 410].includes(status)]).toEqual([nameOf(route), true]);
    else expect([nameOf(route), status, headers['location']?.startsWith('/sign-in')]).toEqual([nameOf(route), 303, true]);
  }
});

test('a form without a token is refused everywhere, before anything else is looked at', async () => {
  for (const route of routes.filter(({ method, csrf }) => method === 'post' && csrf !== 'exempt')) {
    const { status } = await started.agent().post(addressOf(route)).type('form').send({ title: 'x' }).redirects(0);
    expect([nameOf(route), status]).toEqual([nameOf(route), 403]);
  }
});

describe('jobs', () => {
  test('every job has a handler, and every handler a job', async () => {
    const names = new Set<unknown>([SEND_MAIL, CHECK_SEARCH, SYNC_SEARCH]);
    for (const file of filesOf('src/**/*.jobs.ts')) {
      const exported = (await import(`${ROOT}/${file}`)) as Record<string, unknown>;
      for (const value of Object.values(exported)) if (typeof value === 'string') names.add(value);
    }
    for (const { name } of started.exchange.recurring) names.add(name);
    expect(names.size).toBeGreaterThan(8);
    expect([...names].sort()).toEqual(Object.keys(started.exchange.handlers).sort());
  });

  test('work that comes round has a handler each, once', () => {
    const recurring = started.exchange.recurring.map(({ name }) => name);
    expect(new Set(recurring).size).toBe(recurring.length);
    expect(recurring.filter((name) => !(name in started.exchange.handlers))).toEqual([]);
  });
});
