import { Logger } from 'graphile-worker';
import type { Logger as Log } from 'pino';

/** The queue's own lines, for a run in which nobody wants them. */
export const silent = new Logger(() => () => undefined);

/** The queue's warnings and errors in our log; its chatter about every job only at debug. */
export function queueLogger(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') log.error({ queue: true }, message);
    else if (level === 'warning') log.warn({ queue: true }, message);
    else log.debug({ queue: true }, message);
  });
}
