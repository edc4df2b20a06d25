/**
 * Mutation score of the arithmetic and the state machine: `npm run mutation -- [--force] [AREA...]`, all areas without
 * names; exits with 1 below 80 %. Unchanged mutants keep the answer of the last run where their tests are the same.
 * That is not seen of a test's helper, nor of new tests for constants and tables (no single test covers those): the
 * figure to quote is the one of a run with --force.
 */
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';

interface Area {
  folder: string;
  /** Pure modules. */
  modules: readonly string[];
  /** The tests that have to notice: those of the same folder, of examples rather than of random histories. */
  tests: string;
}

const AREAS: Readonly<Record<string, Area>> = {
  kernel: { folder: 'src/kernel', modules: ['quantity', 'units', 'dates'], tests: 'kernel/*.test.ts' },
  commitments: {
    folder: 'src/features/commitments',
    modules: ['commitment', 'transitions', 'step', 'proposal', 'answer', 'fulfilment', 'figures', 'capacity'],
    tests: 'commitments/!(histories).test.ts',
  },
  matches: {
    folder: 'src/features/matches',
    modules: [
      'fit', 'quantity-fit', 'date-fit', 'certificate-fit', 'distance-fit', 'subject', 'supply-fit', 'verdict', 'weigh',
    ],
    tests: 'matches/!(properties|gold-posts|eval-measures|messages).test.ts',
  },
  posts: { folder: 'src/features/posts', modules: ['post', 'post.policy'], tests: 'posts/*.test.ts' },
};

const mutate = async (name: string, { folder, modules, tests }: Area, force: boolean): Promise<void> => {
  await new Stryker({
    mutate: modules.map((module) => `${folder}/${module}.ts`),
    jest: { config: { testMatch: [`<rootDir>/test/unit/${tests}`] } },
    incrementalFile: `var/mutation/${name}.incremental.json`,
    jsonReporter: { fileName: `var/mutation/${name}.json` },
    force,
  }).runMutationTest();
};

const { values, positionals } = parseArgs({
  options: { force: { type: 'boolean', default: false } }, allowPositionals: true,
});
for (const name of positionals.length > 0 ? positionals : Object.keys(AREAS)) {
  const area = AREAS[name];
  if (!area) throw new Error(`no such area: ${name} (${Object.keys(AREAS).join(', ')})`);
  await mutate(name, area, values.force);
}
