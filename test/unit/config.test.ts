import { ConfigError, readConfig } from '../../src/config.ts';
import { addDays, today } from '../../src/kernel/dates.ts';

function faultsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

const daysAhead = (days: number): string => addDays(today(new Date()), days);

test.each<[NodeJS.ProcessEnv, string]>([
  [{}, 'as they are'],
  [{ DATABASE_POOL: '6' }, 'six for the four jobs of the standard'],
  [{ JOB_CONCURRENCY: '1', DATABASE_POOL: '3' }, 'three for one job'],
  [{ JOB_CONCURRENCY: '50', DATABASE_POOL: '52' }, 'for as many jobs as there may be'],
])('%j: enough connections, %s', (env) => expect(faultsOf(env)).toEqual([]));

test.each<[NodeJS.ProcessEnv, string]>([
  [{ DATABASE_POOL: '5' }, '4 jobs at once need 6 connections, not 5'],
  [{ JOB_CONCURRENCY: '9' }, '9 jobs at once need 11 connections, not 10'],
])('%j: jobs would wait for one another', (env, words) =>
  expect(faultsOf(env)).toEqual([`DATABASE_POOL must be at least JOB_CONCURRENCY + 2: ${words}`]));

test.each<[NodeJS.ProcessEnv, string]>([
  [{ BASE_URL: 'https://exchange.example/app/' }, 'BASE_URL: must be an address without a path'],
  [{ BASE_URL: 'https://exchange.example/?a=b' }, 'BASE_URL: must be an address without a path'],
  [{ SECURITY_CONTACT: 'mailto:a@b.example', SECURITY_EXPIRES: daysAhead(400) }, 'SECURITY_EXPIRES must be at most a year ahead'],
  [{ SECURITY_EXPIRES: daysAhead(10) }, 'SECURITY_CONTACT and SECURITY_EXPIRES belong together'],
])('%j: %s', (env, words) => expect(faultsOf(env)).toEqual([expect.stringContaining(words)]));

test.each<[NodeJS.ProcessEnv]>([
  [{ BASE_URL: 'https://exchange.example' }], [{ BASE_URL: 'https://exchange.example/' }], [{ BASE_URL: 'http://127.0.0.1:4000' }],
  [{ SECURITY_CONTACT: 'mailto:a@b.example', SECURITY_EXPIRES: daysAhead(365) }],
])('%j is taken', (env) => expect(faultsOf(env)).toEqual([]));

test('too few connections are told with the other faults', () => {
  expect(faultsOf({ DATABASE_POOL: '4', OIDC_ISSUER: 'https://sso.example' })).toEqual([
    expect.stringMatching(/^OIDC_ISSUER, /), expect.stringMatching(/^DATABASE_POOL must /),
  ]);
});
