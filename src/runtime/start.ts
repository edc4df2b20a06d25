import { ConfigError } from '../config.ts';
import { NotMigratedError } from './database.ts';

/** What every account of a failed start begins with that is not the operator's own doing. */
export const COULD_NOT_START = 'Could not start:';

/* The message says all that the operator needs. */
const isPlain = (error: unknown): error is Error => error instanceof ConfigError || error instanceof NotMigratedError;

function explain(error: unknown): string {
  if (isPlain(error)) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'The port is taken: the exchange may be running already. Choose another one with PORT=…';
  }
  if (error instanceof Error && 'hint' in error && typeof error.hint === 'string') return `${error.message}\n${error.hint}`;
  return `${COULD_NOT_START} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** Waits for a start; one that fails is explained in words, and the process ends with 1 for its supervisor to begin it again. */
export async function orExplain(started: Promise<void>): Promise<void> {
  try {
    await started;
  } catch (error) {
    console.error(explain(error));
    process.exit(1);
  }
}
