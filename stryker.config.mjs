// Mutation testing of the arithmetic and the state machine: `npm run mutation`.
// Run from `node bin/run.mjs`, so that Stryker and its workers are on a Node that strips types.
import jest from './jest.config.mjs';

/* What is mutated, by folder, and the tests that have to notice. */
const PURE = {
  'src/kernel': ['quantity', 'units', 'dates'],
  'src/features/commitments': [
    'commitment', 'transitions', 'step', 'proposal', 'answer', 'fulfilment', 'figures', 'capacity',
  ],
};
const TESTS = ['kernel', 'commitments'];

const pure = jest.projects.find(({ displayName }) => displayName === 'pure');

export default {
  mutate: Object.entries(PURE).flatMap(([folder, names]) => names.map((name) => `${folder}/${name}.ts`)),
  testRunner: 'jest',
  // Jest loads ES modules only with this flag.
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    projectType: 'custom',
    configFile: 'jest.config.mjs',
    // No projects: Stryker's test environment, which knows the mutants, would not reach into them.
    config: { ...pure, projects: [], testMatch: TESTS.map((folder) => `<rootDir>/test/unit/${folder}/**/*.test.ts`) },
  },
  coverageAnalysis: 'perTest',
  // Types are stripped, never checked: nothing to silence, and no copy of every file to rewrite.
  disableTypeChecks: false,
  concurrency: 1,
  // ES modules of a finished run stay in the memory of their process.
  maxTestRunnerReuse: 100,
  ignorePatterns: ['var', 'coverage', 'assets', 'docs', 'views'],
  tempDirName: 'var/mutation/sandbox',
  incremental: true,
  incrementalFile: 'var/mutation/incremental.json',
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: 'var/mutation/report.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportMutants: true },
  thresholds: { high: 95, low: 90, break: 80 },
};
