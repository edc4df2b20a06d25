import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { EmbeddedRunningError } from './errors.ts';
import { holdLock } from './lock.ts';
import { type Place, settle } from './place.ts';
import { endServer } from './signal.ts';

/** Larger than any process id a system gives out. */
const NOBODYS_PID = 2_147_483_646;

/**
 * Stops the server that lives on because the process that started it was killed. The caller holds the lock,
 * so whoever is found here has no owner any more. A server that died itself leaves nothing to do: PostgreSQL
 * recovers at the next start.
 */
export async function stopLeftover({ dataDir, binaries }: Place, log: (message: string) => void): Promise<void> {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (isServerOf(pid, dataDir)) {
    log(`Stopping the PostgreSQL server ${pid} that an earlier, killed process left behind`);
    await endServer(pid, binaries.pgCtl, () => !isServerOf(pid, dataDir));
  }
  // Left by a server that was killed, perhaps just now and not buried yet. PostgreSQL refuses to start while any process of
  // its account has this id, whatever that process is. Only the id is replaced: the rest tells PostgreSQL whether old
  // server processes still use the memory.
  if (existsSync(file)) writeFileSync(file, [NOBODYS_PID, ...lines.slice(1)].join('\n'));
}

/**
 * Deletes a throwaway cluster whose process was killed, stopping its server first.
 * Leaves it alone when a live process holds it. Throws EmbeddedError.
 */
export async function discardLeftover(dataDir: string): Promise<void> {
  const place = settle(dataDir, () => undefined);
  try {
    const lock = holdLock(`${place.dataDir}.lock`, place.dataDir);
    await stopLeftover(place, () => undefined);
    lock.release();
    removeCluster(place.dataDir);
  } catch (error) {
    if (!(error instanceof EmbeddedRunningError)) throw error;
  }
}

/** Deletes a stopped throwaway cluster and its lock file. */
export function removeCluster(dataDir: string): void {
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(`${dataDir}.lock`, { force: true });
}

/** Whether this process id is now a PostgreSQL server on this data directory (a zombie is not). */
export function isServerOf(pid: number, dataDir: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  const command = commandOf(pid);
  if (command === 'unknown') return isAlive(pid);
  return basename(command[0] ?? '').startsWith('postgres') && command.includes(dataDir);
}

function commandOf(pid: number): string[] | 'unknown' {
  if (process.platform === 'win32') return 'unknown';
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return stdout.trim().split(' ');
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
