import { randomUUID } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Account } from './account.ts';
import { EmbeddedError, explain } from './errors.ts';
import type { Place } from './place.ts';
import { sharedMemoryArguments } from './settings.ts';

/** The one database account; its password is made with the cluster and kept inside it. */
export const SUPERUSER = 'app';
const PASSWORD_FILE = 'app.password';

/** Environment of every PostgreSQL program: nothing of the caller's locale, zone or PG* variables. */
export const ENVIRONMENT: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };

/** Files and folders that initdb makes at the top of a data directory. */
const MADE_BY_INITDB = /^(PG_VERSION|base|global|pg_\w+(\.conf)?|postgresql(\.auto)?\.conf|postmaster\.(pid|opts))$/;

/**
 * Makes the cluster unless a complete one is there; true when it made one. The caller holds the lock.
 * A cluster is built aside and renamed when complete, so one that was cut short never counts as complete.
 * Throws EmbeddedError ('other-version', 'not-a-cluster', 'disk-full', 'permission').
 */
export function ensureCluster(place: Place, options: { throwaway: boolean; log(message: string): void }): boolean {
  const { dataDir } = place;
  sweepUnfinished(dataDir);
  if (existsSync(join(dataDir, 'PG_VERSION')) && existsSync(join(dataDir, 'global/pg_control'))) {
    checkVersion(place);
    return false;
  }
  clearUnusable(dataDir, options.log);
  build(place, `${dataDir}.initdb-${process.pid}`, options.throwaway);
  // Again: the initdb of a killed process may still have been writing the first time; by now it has failed.
  sweepUnfinished(dataDir);
  return true;
}

/** The password of SUPERUSER in a complete cluster. Throws EmbeddedError 'not-a-cluster' when it is not ours. */
export function clusterPassword(dataDir: string): string {
  const file = join(dataDir, PASSWORD_FILE);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  throw new EmbeddedError(
    'not-a-cluster',
    `${dataDir} holds a PostgreSQL cluster that this application did not make: ${PASSWORD_FILE} is missing`,
    'Choose another data directory, or start that cluster yourself and set DATABASE_URL.',
  );
}

function sweepUnfinished(dataDir: string): void {
  const parent = dirname(dataDir);
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(`${basename(dataDir)}.initdb-`)) continue;
    rmSync(join(parent, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

function checkVersion({ dataDir, binaries }: Place): void {
  const version = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
  if (version === binaries.major) return;
  throw new EmbeddedError(
    'other-version',
    `The data in ${dataDir} were written by PostgreSQL ${version}; this release brings PostgreSQL ${binaries.major}`,
    'Export with the release that wrote them and import here, or choose another data directory.',
  );
}

/** Moves the remains of an unfinished cluster aside (never deletes them); refuses a folder of anything else. */
function clearUnusable(dataDir: string, log: (message: string) => void): void {
  if (!existsSync(dataDir)) return;
  const names = readdirSync(dataDir);
  if (names.length === 0) return rmSync(dataDir, { recursive: true });
  if (!names.every((name) => name === PASSWORD_FILE || MADE_BY_INITDB.test(name))) {
    throw new EmbeddedError(
      'not-a-cluster',
      `${dataDir} holds something other than this application's database`,
      'Choose an empty or new data directory.',
    );
  }
  const aside = `${dataDir}.unfinished-${randomUUID().slice(0, 8)}`;
  renameSync(dataDir, aside);
  log(`The database in ${dataDir} was never completed; its remains are in ${aside}`);
}

function build({ dataDir, account, binaries }: Place, aside: string, throwaway: boolean): void {
  const passwordFile = `${aside}.password`;
  try {
    mkdirSync(aside, { mode: 0o700 });
    give(aside, account);
    writeFileSync(passwordFile, randomUUID(), { mode: 0o600 });
    give(passwordFile, account);
    const made = spawnSync(binaries.initdb, initdbArguments(aside, passwordFile, throwaway), {
      ...account,
      env: ENVIRONMENT,
      cwd: '/',
      encoding: 'utf8',
    });
    if (made.status !== 0) throw explain(made.error ?? `${made.stdout}${made.stderr}`);
    renameSync(passwordFile, join(aside, PASSWORD_FILE));
    renameSync(aside, dataDir);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    rmSync(passwordFile, { force: true });
    throw error;
  }
}

function initdbArguments(dataDir: string, passwordFile: string, throwaway: boolean): string[] {
  return [
    ['-D', dataDir, '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '-E', 'UTF8'],
    ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
    sharedMemoryArguments(),
    throwaway ? ['--no-sync'] : [],
  ].flat();
}

function give(path: string, account: Account): void {
  if (account) chownSync(path, account.uid, account.gid);
}
