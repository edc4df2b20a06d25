/**
 * The test command: `npm test` runs every check of this project, `npm test -- <path or Jest option> …` only the tests
 * named. It stops at nothing; the exit code is 1 when anything failed. The last line is the sum:
 * `N passed, N failed, N skipped`.
 */
import { findChromium } from '../test/support/chromium.ts';
import { searchServerOrigin } from '../test/support/meilisearch.ts';
import { runJest } from './check/jest.ts';
import { Report } from './check/report.ts';
import { stopOnSignals } from './check/run.ts';
import { sizeReport } from './check/size.ts';
import { LINT, OTHERS, runTools, type Tell } from './check/tools.ts';

async function everything(report: Report): Promise<void> {
  const tell: Tell = (name, run) => report.tool(name, run);
  if (findChromium() === null) report.notTested('browser journeys (no Chromium)');
  if (searchServerOrigin() === null) report.notTested('search on Meilisearch (no MEILI_HOST, no program meilisearch on the PATH)');
  // Lint beside all that needs no database; after that the tests with one have both cores.
  await Promise.all([
    runTools(LINT, tell),
    runTools(OTHERS, tell).then(async () => report.tests('tests without a database', await runJest(['--selectProjects', 'pure']))),
  ]);
  tell('size of files and functions', sizeReport());
  report.tests('tests with a database', await runJest(['--selectProjects', 'system']));
}

async function theseTests(report: Report, args: readonly string[]): Promise<void> {
  const run = await runJest(args);
  console.log(run.output);
  report.tests('tests', { ...run, output: '' });
}

stopOnSignals();
const report = new Report();
const named = process.argv.slice(2);
await (named.length > 0 ? theseTests(report, named) : everything(report));
process.exitCode = report.end();
