import { runNode, type ToolRun } from './run.ts';

type Tools = Readonly<Record<string, readonly string[]>>;

/** The checks that are no tests, by the name they are reported under. Lint takes as long as all the others. */
export const LINT: Tools = { lint: ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'] };
export const OTHERS: Tools = {
  types: ['node_modules/typescript/bin/tsc', '-p', '.'],
  'architecture rules': [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    ...['src', 'migrations', 'bin', 'scripts', 'test', '--config', '.dependency-cruiser.cjs', '--output-type', 'err'],
  ],
  'stylesheet is up to date': ['scripts/build-css.ts', '--check'],
  'mails are up to date': ['scripts/build-mails.ts', '--check'],
  'icons are up to date': ['scripts/build-icons.ts', '--check'],
  'cut fonts are up to date': ['scripts/build-fonts.ts', '--check'],
  'copies of other projects are up to date': ['scripts/build-vendor.ts', '--check'],
  'generated documents are up to date': ['scripts/build-docs.ts', '--check'],
};

export type Tell = (name: string, run: ToolRun) => void;

/** Runs them one after the other; `tell` hears of each as it ends. */
export async function runTools(tools: Tools, tell: Tell): Promise<void> {
  for (const [name, args] of Object.entries(tools)) {
    const { code, output, ms } = await runNode(args);
    tell(name, { ok: code === 0, output: code === 0 ? '' : output, ms });
  }
}
