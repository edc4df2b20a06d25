import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Account, accountFor, canReach } from './account.ts';
import { type Binaries, locateBinaries } from './binaries.ts';
import { EmbeddedError } from './errors.ts';

/** Where the cluster lies, who runs it, and with which programs. */
export interface Place {
  dataDir: string;
  account: Account;
  binaries: Binaries;
}

/** Folder for what an unprivileged account cannot reach in the project; survives a reboot where the system allows. */
const SYSTEM_FOLDER = '/var/lib/gielda-kooperacji';

/**
 * Settles the place of a cluster wanted at `wanted`. When root runs a project that the server's account cannot reach
 * (say, under /root), the data go to a folder of the system instead, always the same one for the same `wanted`.
 * Throws EmbeddedError.
 */
export function settle(wanted: string, log: (message: string) => void): Place {
  const asked = resolve(wanted);
  mkdirSync(dirname(asked), { recursive: true });
  const dataDir = reachable(asked);
  if (dataDir !== asked) log(`The database account cannot reach ${asked}; the data are in ${dataDir}`);
  const account = accountFor(dataDir);
  return { dataDir, account, binaries: locateBinaries(account, sharedFolder) };
}

function reachable(asked: string): string {
  const account = accountFor(asked);
  if (canReach(dirname(asked), account)) return asked;
  if (existsSync(join(asked, 'PG_VERSION'))) {
    throw new EmbeddedError(
      'permission',
      `A database lies in ${asked}, but the account that runs PostgreSQL can no longer reach it`,
      'Let that account pass through the folders above it (chmod o+x), or start as their owner.',
    );
  }
  const name = createHash('sha256').update(asked).digest('hex').slice(0, 12);
  return join(sharedFolder(), `postgres-${name}`);
}

/** Only root needs it: everyone else runs the server as himself and reaches what he reaches. */
function sharedFolder(): string {
  try {
    mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
    return SYSTEM_FOLDER;
  } catch {
    const temporary = join(tmpdir(), 'gielda-kooperacji');
    mkdirSync(temporary, { recursive: true, mode: 0o755 });
    return temporary;
  }
}
