import type { Socket } from 'node:net';
import pg from 'pg';
import { nameOf } from './prepared.ts';

/** The server cuts a statement off after 30 seconds: after this long without a word the line is dead, whatever TCP believes. */
const SILENT_FOR = 40_000;

type Ask = (text: unknown, values?: unknown, ...rest: unknown[]) => unknown;

/** What the driver knows of its connection and its types do not tell. */
interface Inside {
  readyForQuery: boolean;
  connection: { stream: Socket };
}

/**
 * A connection whose loss ends nothing but what was asked on it: an `error` event that happens to have no listener would
 * end the process. And one that notices a half-open line, whose other end is gone without having said so (a firewall forgot
 * it, the machine lost its power): TCP alone tries again for a quarter of an hour, and so long a query would not end. Here
 * it fails after `silentFor` ms (0: never), with an error to whoever asked, and the pool makes a new connection.
 *
 * Statements that are {@link prepared} it asks by their name. What is asked in one go it sends in one message.
 */
export function watchedClient(silentFor: number = SILENT_FOR): typeof pg.Client {
  return class WatchedClient extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      this.on('error', () => undefined);
      this.once('connect', () => {
        const inside = this as unknown as Inside;
        const { stream } = inside.connection;
        // Nothing asked, nothing to be answered: a connection may well be silent while it rests.
        stream.setTimeout(silentFor, () => inside.readyForQuery || stream.destroy(new Error('the database has not answered')));
      });
    }

    /* Every message is a call of the system and wakes the server: together they are the most that a small statement costs. */
    #gather(): void {
      const { stream } = (this as unknown as Inside).connection;
      if (stream.writableCorked > 0) return;
      stream.cork();
      process.nextTick(() => stream.uncork());
    }

    // One signature for the driver's eight; `never` fits into what each of them returns.
    override query(text: unknown, values?: unknown, ...rest: unknown[]): never {
      this.#gather();
      const name = typeof text === 'string' && Array.isArray(values) ? nameOf(text) : undefined;
      const ask = super.query as Ask;
      return (name === undefined ? ask.call(this, text, values, ...rest) : ask.call(this, { name, text, values }, ...rest)) as never;
    }
  };
}
