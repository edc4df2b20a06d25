// How Stryker mutates; what, and which tests have to notice, says scripts/mutation.ts.
import jest from './jest.config.mjs';

const pure = jest.projects.find(({ displayName }) => displayName === 'pure');

export default {
  testRunner: 'jest',
  // Jest loads ES modules only with this flag.
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    projectType: 'custom',
    configFile: 'jest.config.mjs',
    // The test environment knows the mutants: projects it would not reach, and the runner of `npm test` has none.
    config: {
      ...pure, runner: 'jest-runner', setupFilesAfterEnv: [], projects: [], watchman: false, roots: ['<rootDir>/src', '<rootDir>/test'],
      extensionsToTreatAsEsm: ['.ts'], transform: { '^.+\\.ts$': '<rootDir>/test/support/strip-types.mjs' },
    },
    // All tests of an area are one file; who imports whom need not be asked.
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  // Types are stripped and never checked, so there is nothing to silence.
  disableTypeChecks: false,
  concurrency: 1,
  // A busy machine is no endless loop: a mutant that merely waits for its turn must not count as noticed.
  timeoutMS: 60_000,
  // The modules of a finished run stay in the memory of its process.
  maxTestRunnerReuse: 100,
  ignorePatterns: ['var', 'coverage', 'assets', 'docs', 'views', 'migrations'],
  tempDirName: 'var/mutation/sandbox',
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  allowConsoleColors: false,
  thresholds: { high: 95, low: 90, break: 80 },
  // Tables and constants are read once, so their mutants are slow, and still wanted.
  warnings: { slow: false },
};
