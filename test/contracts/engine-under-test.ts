import type { SearchEngine } from '../../src/search/port.ts';

/** An engine under test with an empty index. */
export interface EngineUnderTest {
  engine: SearchEngine;
  /** Resolves when everything written so far can be found. */
  settle(): Promise<void>;
  close(): Promise<void>;
}
