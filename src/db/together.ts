import { DataSource, type QueryRunner } from 'typeorm';
import { isQuick } from './prepared.ts';

interface Asked {
  text: string;
  values: unknown[] | undefined;
  resolve(rows: unknown): void;
  reject(error: unknown): void;
}

function ask(runner: QueryRunner, { text, values, resolve, reject }: Asked): Promise<void> {
  return runner.query(text, values).then(resolve, reject);
}

/**
 * A data source on which what is asked at once outside a transaction travels together: one connection out of the pool, one
 * message to the server, instead of one of each for every statement. It is the way there that costs, not the answer. Only
 * for statements that are `prepared`, and not alone: they are small, so none waits long for the one before it. Each succeeds or
 * fails by itself.
 */
export class TogetherDataSource extends DataSource {
  #asked: Asked[] = [];

  // The base class lets the caller choose the type of the rows.
  override query<T>(text: string, values?: unknown[], runner?: QueryRunner): Promise<T> {
    if (runner || !isQuick(text)) return super.query(text, values, runner);
    return new Promise<unknown>((resolve, reject) => {
      // Ticks come after promises: by then everything has been asked that waits for nothing else.
      if (this.#asked.length === 0) process.nextTick(() => void this.#askAll());
      this.#asked.push({ text, values, resolve, reject });
    }) as Promise<T>;
  }

  async #askAll(): Promise<void> {
    const asked = this.#asked.splice(0);
    try {
      const runner = this.createQueryRunner();
      try {
        await runner.connect();
        await Promise.all(asked.map((one) => ask(runner, one)));
      } finally {
        await runner.release();
      }
    } catch (error) {
      // No connection. Nobody waits for this turn itself, so whatever goes wrong in it is told to those who asked.
      for (const { reject } of asked) reject(error);
    }
  }
}
