import pino, { type Logger } from 'pino';

/** JSON lines on standard output, times in UTC; no bodies, no addresses of pages, no secrets. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ['password', 'token', 'secret', '*.password', '*.token', '*.secret'], censor: '…' },
  });
}
