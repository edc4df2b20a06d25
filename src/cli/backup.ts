import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Manifest } from '../backup/manifest.ts';
import { readConfig, settingsGiven, type Config } from '../config.ts';
import { bar } from '../runtime/bar.ts';
import { databaseOf, type RunningDatabase } from '../runtime/database.ts';
import type { Outcome, RestoredState } from '../runtime/restoration.ts';
import { composed, say } from './context.ts';
import { productVersion } from './installation.ts';

const rowsOf = ({ tables }: Manifest): number => tables.reduce((sum, { rows }) => sum + rows, 0);

const summary = (manifest: Manifest): string =>
  `${rowsOf(manifest)} rows of ${manifest.tables.length} tables, ${manifest.files.length} files, ${manifest.jobs.rows} waiting jobs; `
  + `release ${manifest.version}, as of ${manifest.createdAt}`;

async function withBar<T>(label: string, work: (set: (done: number, total: number) => void) => Promise<T>): Promise<T> {
  const drawn = bar(label);
  try {
    return await work(drawn.set);
  } finally {
    drawn.stop();
  }
}

async function takeBackup(file: string, { overwrite = false }: { overwrite?: boolean }): Promise<void> {
  if (existsSync(file) && !overwrite) throw new Error(`${file} exists. Choose another name, or --overwrite it.`);
  const config = readConfig();
  const { backup } = await import('../backup/backup.ts');
  const { fingerprintOf, harmlessSettings } = await import('../backup/settings.ts');
  const database = await databaseOf(config, say, { join: true, migrate: false });
  try {
    const manifest = await withBar('Backup ', (onProgress) => backup({
      databaseUrl: database.url, file, filesFolder: resolve(config.filesDir), version: productVersion(), now: new Date(), onProgress,
      settings: harmlessSettings(settingsGiven()), secretFingerprint: fingerprintOf(database.secret),
    }));
    console.log(`Backed up to ${file} (${((await stat(file)).size / 1024 / 1024).toFixed(1)} MB): ${summary(manifest)}.`);
    console.log('It holds personal data and no secrets: keep it encrypted, and keep SECRET beside it, not in it.');
  } finally {
    await database.stop();
  }
}

async function warnOfDifferences(manifest: Manifest, database: RunningDatabase): Promise<void> {
  const { differences, fingerprintOf, harmlessSettings } = await import('../backup/settings.ts');
  if (manifest.secretFingerprint !== fingerprintOf(database.secret)) {
    console.error('! SECRET is not the one of the backup: links in mails that were sent, and second factors, stop working.');
    console.error('  Put the old SECRET back (embedded: the file "secret" in DATA_DIR) if you have it, and restore again.');
  }
  const different = differences(manifest.settings, harmlessSettings(settingsGiven()));
  if (different.length > 0) console.error(`! Settings that differ from those at the backup:\n${different.map((line) => `    ${line}`).join('\n')}`);
}

async function loadInto(database: RunningDatabase, config: Config, file: string, manifest: Manifest) {
  const [{ load }, { restoreFiles }, { prepareTarget }, { migrate }] = await Promise.all([
    import('../backup/load.ts'), import('../backup/files.ts'), import('../backup/target.ts'), import('../db/migrate.ts'),
  ]);
  await prepareTarget(database.url, manifest);
  const files = await restoreFiles(file, manifest, resolve(config.filesDir));
  let done = 0;
  const jobs = await withBar('Restore', (set) => load(database.url, file, manifest, (rows) => set((done += rows), rowsOf(manifest))));
  const migrated = await migrate(database.url, { restoring: true });
  if (migrated.length > 0) console.log(`Brought up to this release: ${migrated.join(', ')}.`);
  return { files, jobs };
}

function outcomeLines({ held, putAside, sending }: Outcome): string[] {
  if (sending > 0) return [`${sending} mails that were waiting are on their way.`];
  if (held + putAside === 0) return ['No mail was waiting: nothing is held.'];
  return [
    `HELD: ${held} mails and ${putAside} alerts. They were due when the backup was taken, or are now because of it; they may`,
    'have been sent before the loss, so they are not sent again. Look at them: mail held. Then: mail release, or mail drop.',
    'Mails about what people do from now on go out as always.',
  ];
}

async function finish(database: RunningDatabase, config: Config, state: RestoredState): Promise<string[]> {
  const exchange = await composed(config, database);
  try {
    const indexed = await withBar('Index  ', (set) => exchange.operation.rebuildSearch((written) => set(written, written)));
    return [`${indexed} posts indexed.`, ...outcomeLines(await exchange.operation.finishRestore(state))];
  } finally {
    await exchange.close();
  }
}

async function restore(file: string, options: { check?: boolean; releaseMail?: boolean }): Promise<void> {
  const { checkBackup } = await import('../backup/check.ts');
  const manifest = await checkBackup(file);
  if (options.check) return console.log(`${file} is whole: ${summary(manifest)}.`);
  const [{ refuseNewer }, { PARKED }] = await Promise.all([import('../backup/target.ts'), import('../backup/load.ts')]);
  refuseNewer(manifest);
  const config = readConfig();
  const database = await databaseOf(config, say, { migrate: false });
  try {
    await warnOfDifferences(manifest, database);
    const { files, jobs } = await loadInto(database, config, file, manifest);
    console.log(`Restored ${summary(manifest)}; ${files} files were written.`);
    const state = { backupAt: new Date(manifest.createdAt), jobs, parkedNote: PARKED, releaseMail: options.releaseMail === true };
    for (const line of await finish(database, config, state)) console.log(line);
  } finally {
    await database.stop();
  }
}

const BACKUP_HELP = `
Writes everything that cannot be derived into one gzipped tar: all tables as of one moment, the waiting jobs, the
uploaded files, the settings that are no secrets. The exchange may go on working meanwhile.`;

const RESTORE_HELP = `
Only into an empty database (DATABASE_URL or DATA_DIR) on which nothing runs. A backup of an older release is brought up
to this one. Sessions are not restored: everybody signs in again. Mails that may have been sent after the backup are
held until "mail release" or "mail drop"; with --release-mail they are sent at once.`;

/** backup, restore */
export function backupCommands(program: Command): void {
  program.command('backup').description('write everything into one file').argument('<file>', 'such as gielda-2026-11-21.tar.gz')
    .option('--overwrite', 'replace a file of that name').addHelpText('after', BACKUP_HELP).action(takeBackup);
  program.command('restore').description('fill an empty database from a backup').argument('<file>')
    .option('--check', 'read and compare the whole file, change nothing')
    .option('--release-mail', 'nothing was sent after the backup: send what was waiting')
    .addHelpText('after', RESTORE_HELP).action(restore);
}
