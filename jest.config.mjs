/**
 * Two projects, so that `jest test/unit` starts no database: `pure` has no global set-up,
 * `system` starts one throwaway PostgreSQL cluster for the whole run. The files of a worker share its modules
 * (docs/decisions/0030).
 */
const common = {
  runner: 'jest-light-runner/child-process',
  setupFilesAfterEnv: ['<rootDir>/test/support/time-limits.ts'],
  // Node itself removes the types.
  transform: {},
  modulePathIgnorePatterns: ['<rootDir>/var/'],
};

const testsIn = (folders) => folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`);

export default {
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
