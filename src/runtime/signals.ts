import type { Logger } from 'pino';

const AT_MOST = 14_000;
/** Terminal, npm and shell may each pass on the same key press. */
const ONE_PRESS = 500;

/** Ends the process in order on the first SIGINT or SIGTERM, at once on the second. */
export function onSignal(log: Logger, stop: () => Promise<void>): void {
  let stopping: number | null = null;
  const handle = (signal: string) => {
    if (stopping !== null && performance.now() - stopping > ONE_PRESS) process.exit(130);
    if (stopping !== null) return;
    stopping = performance.now();
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), AT_MOST).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopped with an error');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
}
