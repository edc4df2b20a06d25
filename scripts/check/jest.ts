import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNode } from './run.ts';

export interface JestRun {
  passed: number;
  failed: number;
  skipped: number;
  /** What Jest printed. */
  output: string;
  ms: number;
}

/** The part of Jest's `--json` report that is used here. */
interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  /** Files that did not even load. */
  numRuntimeErrorTestSuites: number;
}

const JEST = 'node_modules/jest/bin/jest.js';

/** A run that left no report is one failure. */
function countsIn(file: string): Pick<JestRun, 'passed' | 'failed' | 'skipped'> {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as JestReport;
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** Runs Jest with these arguments. A run that fails for no counted reason (set-up, tear-down) is one failure. */
export async function runJest(args: readonly string[]): Promise<JestRun> {
  const folder = mkdtempSync(join(tmpdir(), 'jest-report-'));
  const file = join(folder, 'report.json');
  try {
    const { code, output, ms } = await runNode([JEST, '--json', '--outputFile', file, ...args]);
    const found = countsIn(file);
    const failed = code !== 0 && found.failed === 0 ? 1 : found.failed;
    return { ...found, failed, ms, output: output.replace(/^Test results written to: .*\n?/m, '') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
