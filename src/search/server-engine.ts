import type { SearchDocument, SearchEngine } from './port.ts';

/** What an index holds of a post, for comparing. */
export interface IndexEntry {
  id: string;
  version: number;
  covered: boolean;
  visibility: string;
}

/** An index that is filled beside the one that is asked, and then takes its place at once. */
export interface Aside {
  put(documents: readonly SearchDocument[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** Takes the place of the index that is asked, and deletes that. */
  swap(): Promise<void>;
}

/** A search engine that is a server of its own: it can be away, be another one than it was, and fall behind. */
export interface ServerEngine extends SearchEngine {
  /** What the index has to be made by: its settings and the analyser. */
  readonly signature: string;
  /** That it answers in time, is of the right version, takes the key and has the index. @throws EngineFault */
  check(): Promise<void>;
  /** Begins an empty index beside the one that is asked, or goes on with the one that was begun. */
  aside(goOn: boolean): Promise<Aside>;
  entries(): AsyncIterable<readonly IndexEntry[]>;
  held(ids: readonly string[]): Promise<IndexEntry[]>;
}
