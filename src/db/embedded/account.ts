import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { EmbeddedError } from './errors.ts';

/** Who runs the server: a Unix account, or nothing when it is simply the current one. */
export type Account = { uid: number; gid: number } | undefined;

/** PostgreSQL refuses to run as root, so root lends it to an account without rights. */
const UNPRIVILEGED = ['postgres', 'nobody'];

/** Whether this process is root (never so on Windows). */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The account for a data directory: the one that owns it, else an unprivileged one of the system.
 * Undefined when the current account will do. Throws EmbeddedError when root finds no such account.
 */
export function accountFor(dataDir: string): Account {
  if (!isRoot()) return undefined;
  if (existsSync(dataDir)) {
    const { uid, gid } = statSync(dataDir);
    if (uid !== 0) return { uid, gid };
  }
  return unprivilegedAccount();
}

function unprivilegedAccount(): Account {
  const rows = readFileSync('/etc/passwd', 'utf8').split('\n').map((row) => row.split(':'));
  for (const name of UNPRIVILEGED) {
    const row = rows.find((candidate) => candidate[0] === name);
    if (row) return { uid: Number(row[2]), gid: Number(row[3]) };
  }
  throw new EmbeddedError(
    'permission',
    'PostgreSQL does not run as root, and this system has no account "postgres" or "nobody"',
    'Start as an ordinary user, or set DATABASE_URL.',
  );
}

/** Whether the account may pass through every existing folder on the way to (and including) this path. */
export function canReach(path: string, account: Account): boolean {
  if (!account) return true;
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && !maySearch(folder, account)) return false;
    if (folder === dirname(folder)) return true;
  }
}

function maySearch(folder: string, account: { uid: number; gid: number }): boolean {
  const { uid, gid, mode } = statSync(folder);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}
