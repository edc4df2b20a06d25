import { randomUUID } from 'node:crypto';
import { visitor, type ActingFor, type Actor, type PersonActor } from '../../src/kernel/actor.ts';
import { SEND_MAIL } from '../../src/mail/outbox.repository.ts';
import type { Route } from '../../src/web/route.ts';
import { filesOf, ROOT } from '../architecture/source.ts';
import { startExchange, type TestExchange } from '../support/exchange.ts';
import { LETS_IN, ROLES, ROUTE_TABLE, type Role } from './route-table.ts';

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

const firm = (approved: boolean): ActingFor => ({ id: randomUUID(), name: 'F', role: 'editor', approved });

const ACTORS: Readonly<Record<Role, Actor>> = {
  visitor,
  applicant: person(null, firm(false)),
  member: person(null, firm(true)),
  coordinator: person('coordinator', null),
  administrator: person('administrator', null),
};

test('every route stands in the table under its policy, and nothing else does', () => {
  const found: Record<string, string[]> = {};
  for (const route of routes) (found[route.policy.name] ??= []).push(nameOf(route));
  const sorted = (table: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(Object.entries(table).map(([policy, names]) => [policy, names.toSorted()]));
  expect(sorted(found)).toEqual(sorted(ROUTE_TABLE));
});

test('no address is claimed twice, by name or by an earlier pattern', () => {
  const shadowed = routes.filter((route, i) =>
    routes.slice(0, i).some((earlier) => {
      if (earlier.method !== route.method) return false;
      return new RegExp(`^${earlier.path.replace(/:[^/]+/g, '[^/]+')}$`).test(route.path.replace(/:/g, ''));
    }),
  );
  expect(shadowed.map(nameOf)).toEqual([]);
});

test('every policy lets in exactly whom the table says', () => {
  for (const route of routes) {
    const letIn = ROLES.filter((role) => route.policy.allows(ACTORS[role]));
    expect([nameOf(route), letIn]).toEqual([nameOf(route), LETS_IN[route.policy.name]]);
  }
});

test('only one-click unsubscribing does without a token', () => {
  expect(routes.filter((route) => route.csrf === 'exempt').map(nameOf)).toEqual(['post /u/:token']);
});

const addressOf = (route: Route): string => route.path.replace(/:[^/]+/g, randomUUID());

test('a visitor is asked to sign in wherever the policy says so, and finds no error anywhere else', async () => {
  for (const route of routes.filter(({ method }) => method === 'get')) {
    const { status, headers } = await started.agent().get(addressOf(route)).redirects(0);
    const open = LETS_IN[route.policy.name]?.includes('visitor');
    if (open) expect([nameOf(route), [200, 404, 410].includes(status)]).toEqual([nameOf(route), true]);
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
    const names = new Set<unknown>([SEND_MAIL]);
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
