import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

type ServerSignal = 'INT' | 'QUIT' | 'KILL';

/** Fast shutdown, then immediate shutdown, then force; the milliseconds add up to 3 s. */
const STEPS: readonly (readonly [ServerSignal, number])[] = [
  ['INT', 2_000],
  ['QUIT', 700],
  ['KILL', 300],
];
const POLL_MS = 10;

/** Sends a signal to a PostgreSQL server; on Windows through pg_ctl, which only a PostgreSQL server listens to. */
export function signalServer(pid: number, signal: ServerSignal, pgCtl: string): void {
  if (process.platform === 'win32') {
    spawnSync(pgCtl, ['kill', signal, String(pid)]);
    return;
  }
  try {
    process.kill(pid, `SIG${signal}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Ends a server within 3 s: gently, then immediately (the next start recovers), then by force. */
export async function endServer(pid: number, pgCtl: string, gone: () => boolean): Promise<void> {
  for (const [signal, patience] of STEPS) {
    if (gone()) return;
    signalServer(pid, signal, pgCtl);
    const deadline = performance.now() + patience;
    while (!gone() && performance.now() < deadline) await sleep(POLL_MS);
  }
}
