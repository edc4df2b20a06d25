/** Where the bytes of files are kept. Keys are made by us: an id, or an id with a suffix of letters. */
export interface FileStorage {
  /** Stores bytes for good: when it returns, they survive a crash. The same key again replaces them. */
  put(key: string, bytes: Buffer): Promise<void>;
  /** Null for a key that is not there. */
  get(key: string): Promise<Buffer | null>;
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>;
  /** Every key with the time it was stored at, in no order. */
  keys(): AsyncIterable<{ key: string; storedAt: Date }>;
}
