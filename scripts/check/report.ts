import type { JestRun } from './jest.ts';
import type { ToolRun } from './run.ts';

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Says what each check found, as it ends, and counts. */
export class Report {
  #passed = 0;
  #failed = 0;
  #skipped = 0;

  tool(name: string, run: ToolRun): void {
    if (run.ok) this.#passed += 1;
    else this.#failed += 1;
    this.#head(run.ok, name, run.ms);
    if (run.output !== '') console.log(run.output);
  }

  tests(name: string, run: JestRun): void {
    this.#passed += run.passed;
    this.#failed += run.failed;
    this.#skipped += run.skipped;
    this.#head(run.failed === 0, name, run.ms);
    if (run.failed > 0 && run.output !== '') console.log(run.output);
  }

  /** What cannot be tested here is said aloud. */
  notTested(what: string): void {
    console.log(`NOT TESTED: ${what}`);
  }

  /** Prints the sum; gives the exit code. */
  end(): 0 | 1 {
    console.log(`${this.#passed} passed, ${this.#failed} failed, ${this.#skipped} skipped`);
    return this.#failed === 0 && this.#passed > 0 ? 0 : 1;
  }

  #head(ok: boolean, name: string, ms: number): void {
    console.log(`== ${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds(ms)})`);
  }
}
