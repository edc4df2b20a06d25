import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { TEST_SECRET } from './exchange.ts';

const CLI = join(import.meta.dirname, '..', '..', 'src', 'cli.ts');

export interface CliRun {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command line as a process of its own, as an operator does. Settings of this process are not passed on. */
export function runCli(args: readonly string[], settings: Record<string, string>, input = ''): Promise<CliRun> {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], SECRET: TEST_SECRET, ...settings };
  const child = spawn(process.execPath, [CLI, ...args], { env });
  const run: CliRun = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (run.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (run.stderr += text));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...run, code }));
  });
}
