import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from './server.ts';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

export interface SupervisorOptions {
  /** Starts the server again on the same port; gives up when the signal comes. */
  relaunch(signal: AbortSignal): Promise<Server>;
  log(message: string): void;
  /** Told each time the server ends without being asked to; a restart is already under way. */
  onExit(reason: string): void;
}

/** Keeps a server running until `stop`: one that ends by itself is started again, with growing pauses. */
export class Supervisor {
  #server: Server;
  #revival: Promise<void> | undefined;
  readonly #stopping = new AbortController();
  readonly #options: SupervisorOptions;
  readonly #interrupt = (): void => this.#server.interrupt();

  constructor(server: Server, options: SupervisorOptions) {
    this.#server = server;
    this.#options = options;
    this.#watch();
    // However this process ends, short of kill -9, the server ends with it.
    process.once('exit', this.#interrupt);
  }

  /** Ends the server (≤ 3 s) and the supervision. May be called more than once. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#revival;
    await this.#server.stop();
    process.off('exit', this.#interrupt);
  }

  #watch(): void {
    void this.#server.exited.then((reason) => {
      if (this.#stopping.signal.aborted) return;
      this.#options.log(`PostgreSQL ended unexpectedly, starting it again. ${reason}`);
      this.#revival = this.#revive();
      this.#options.onExit(reason);
    });
  }

  async #revive(): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      await sleep(pause, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      if (this.#stopping.signal.aborted) return;
      try {
        this.#server = await this.#options.relaunch(this.#stopping.signal);
        this.#options.log('PostgreSQL is running again');
        return this.#watch();
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        this.#options.log(`PostgreSQL did not start again: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}
