import { spawn, type ChildProcess } from 'node:child_process';
import { dirname } from 'node:path';

export const ROOT = dirname(dirname(import.meta.dirname));

export interface Finished {
  code: number;
  /** What it wrote to both outputs, in order, without the line break at the end. */
  output: string;
  ms: number;
}

/** What a check that is no test found. */
export interface ToolRun {
  ok: boolean;
  output: string;
  ms: number;
}

const children = new Set<ChildProcess>();

/** Ends what still runs and this process with it. */
function stop(): void {
  for (const child of children) child.kill('SIGTERM');
  process.exit(1);
}

/** From now on a signal ends the checks that are running too. */
export function stopOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

/** Runs Node with these arguments in the project's folder, to its end. */
export function runNode(args: readonly string[]): Promise<Finished> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      children.delete(child);
      resolve({ code: code ?? 1, output: output.trimEnd(), ms: performance.now() - started });
    });
  });
}
