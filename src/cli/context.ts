import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { databaseOf, type RunningDatabase } from '../runtime/database.ts';
import { progress } from '../runtime/progress.ts';
import type { Exchange } from '../compose.ts';
import type { Config } from '../config.ts';

export const ROOT = join(import.meta.dirname, '..', '..');
/** What is being done goes to standard error: standard output is the result, which may be piped. */
export const say = progress((text) => console.error(text));

/** The exchange wired like the server's, but at rest, on a database that runs already. */
export async function composed(config: Config, database: RunningDatabase): Promise<Exchange> {
  const { compose } = await import('../compose.ts');
  const baseUrl = config.baseUrl ?? `http://localhost:${config.port}`;
  return compose(config, { root: ROOT, databaseUrl: database.url, secret: database.secret, baseUrl, log: createLog('warn') });
}

/** Runs an action against the configured (or embedded) database, wired like the server but at rest. */
export async function withExchange<T>(action: (exchange: Exchange, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig();
  const database = await databaseOf(config, say, { join: true });
  try {
    const exchange = await composed(config, database);
    try {
      return await action(exchange, config);
    } finally {
      await exchange.close();
    }
  } finally {
    await database.stop();
  }
}

const NOWHERE = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/**
 * One line from standard input (piped or typed), so that a secret stands in no process list; typed at a terminal, a secret
 * one is not shown either.
 * @throws when standard input ends without one
 */
export async function ask(question: string, { secret = false }: { secret?: boolean } = {}): Promise<string> {
  const hidden = secret && process.stdin.isTTY;
  if (hidden) process.stderr.write(question);
  const output = hidden ? { output: NOWHERE(), terminal: true } : { output: process.stderr, prompt: question };
  const input = createInterface({ input: process.stdin, ...output });
  try {
    // Not question(): that one waits for ever at the end of the input, and passes over a last line without a line break.
    return await new Promise<string>((resolve, reject) => {
      input.once('line', resolve);
      input.once('close', () => reject(new Error('\nNothing came on standard input: type it in a terminal, or pipe it in.')));
      input.prompt();
    });
  } finally {
    input.close();
    if (hidden) process.stderr.write('\n');
  }
}

/** @throws when it is too short to be taken. */
export async function askPassword(): Promise<string> {
  const password = await ask('Password (15 characters or more): ', { secret: true });
  if (password.length < 15) throw new Error('A password has 15 characters or more.');
  return password;
}
