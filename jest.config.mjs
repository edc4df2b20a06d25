/**
 * Two projects, so that `jest test/unit` starts no database: `pure` has no global set-up,
 * `system` starts one throwaway PostgreSQL cluster for the whole run.
 */
const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '<rootDir>/test/support/strip-types.mjs' },
  modulePathIgnorePatterns: ['<rootDir>/var/'],
};

const testsIn = (folders) => folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`);

export default {
  testTimeout: 20_000,
  maxWorkers: 2,
  projects: [
    { ...common, displayName: 'pure', testMatch: testsIn(['unit', 'architecture']) },
    {
      ...common,
      displayName: 'system',
      testMatch: testsIn(['db', 'web', 'contracts', 'browser']),
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  ],
};
