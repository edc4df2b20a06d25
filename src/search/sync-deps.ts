import type { Logger } from 'pino';
import type { SearchDocument } from './port.ts';
import type { ServerEngine } from './server-engine.ts';
import type { SearchSync } from './sync.repository.ts';

/** Where documents come from: the posts themselves, whatever any index says. */
export interface DocumentSource {
  /** As they are now; posts that are not to be found have none. */
  byIds(ids: readonly string[]): Promise<SearchDocument[]>;
  /** All of them in the order of their ids, from behind `after`. */
  pages(after: string | null): AsyncIterable<readonly SearchDocument[]>;
}

export interface SyncDeps {
  engine: ServerEngine;
  sync: SearchSync;
  source: DocumentSource;
  log: Logger;
}
