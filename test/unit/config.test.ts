import { ConfigError, readConfig } from '../../src/config.ts';

function faultsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

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

test('too few connections are told with the other faults', () => {
  expect(faultsOf({ DATABASE_POOL: '4', OIDC_ISSUER: 'https://sso.example' })).toEqual([
    expect.stringMatching(/^OIDC_ISSUER, /), expect.stringMatching(/^DATABASE_POOL must /),
  ]);
});
