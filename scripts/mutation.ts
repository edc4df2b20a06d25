/**
 * Mutation score of the arithmetic and the state machine: `npm run mutation -- [AREA|AREA/MODULE...]`, everything
 * without names; exits with 1 below 80 %. The tests that have to notice are those of `test/mutation/AREA.ts`:
 * examples, since random histories would give another score each time. Minutes per area on an idle machine.
 */
import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';

/** Pure modules. */
const MODULES: Readonly<Record<string, readonly string[]>> = {
  kernel: ['quantity', 'units', 'dates'],
  commitments: [
    'commitment', 'transitions', 'step', 'proposal', 'answer', 'fulfilment', 'figures', 'capacity',
  ],
  matches: [
    'fit', 'quantity-fit', 'date-fit', 'certificate-fit', 'distance-fit', 'subject', 'supply-fit', 'verdict', 'weigh',
  ],
  posts: ['post', 'post.policy'],
};

const folderOf = (area: string): string => (area === 'kernel' ? 'src/kernel' : join('src/features', area));

const mutate = async (name: string): Promise<void> => {
  const [area = '', only] = name.split('/');
  const modules = MODULES[area]?.filter((module) => only === undefined || module === only) ?? [];
  if (modules.length === 0) throw new Error(`nothing to mutate: ${name} (${Object.keys(MODULES).join(', ')})`);
  await new Stryker({
    mutate: modules.map((module) => join(folderOf(area), `${module}.ts`)),
    jest: { config: { testMatch: [`<rootDir>/test/mutation/${area}.ts`] } },
    jsonReporter: { fileName: `var/mutation/${name.replace('/', '-')}.json` },
  }).runMutationTest();
};

const names = process.argv.slice(2);
for (const name of names.length > 0 ? names : Object.keys(MODULES)) await mutate(name);
