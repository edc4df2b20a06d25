import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { settingsGiven } from '../config.ts';
import type { Exchange } from '../compose.ts';
import { bar } from '../runtime/bar.ts';
import { ask, withExchange } from './context.ts';

interface InitOptions {
  host?: string;
  masterKeyFile?: string;
  keyFile?: string;
}

/** Makes index, settings and the exchange's own key. The master key is read here and kept nowhere. */
async function init({ host = settingsGiven()['MEILI_HOST'], masterKeyFile, keyFile }: InitOptions): Promise<void> {
  if (!host) throw new Error('Name the search server: --host, or MEILI_HOST.');
  const masterKey = masterKeyFile ? readFileSync(masterKeyFile, 'utf8').trim() : (await ask('Master key: ', { secret: true })).trim();
  const { initialise } = await import('../search/meilisearch/index.ts');
  const { key, version, madeIndex } = await initialise({ host, apiKey: masterKey });
  console.log(`Meilisearch ${version}: ${madeIndex ? 'the index is made' : 'the index was there and stays as it is'}.`);
  if (keyFile) {
    writeFileSync(keyFile, `${key}\n`, { mode: 0o600 });
    console.log(`The key is in ${keyFile}: set MEILI_API_KEY_FILE to it.`);
  } else {
    console.log(`MEILI_API_KEY=${key}`);
  }
}

async function rebuildOf(exchange: Exchange, engine: 'postgres' | 'meilisearch'): Promise<void> {
  const total = (await exchange.searching.engine.health()).documents ?? 0;
  const progress = bar(`Index in ${engine}`);
  const onProgress = (written: number): void => progress.set(written, Math.max(total, written));
  try {
    if (engine === 'postgres') return console.log(`${await exchange.operation.rebuildSearch(onProgress)} posts written in PostgreSQL.`);
    const { written, resumed } = await exchange.searching.rebuild(onProgress);
    console.log(`${written} posts written in Meilisearch${resumed ? ', going on where the last rebuild broke off' : ''}; the new index is in use.`);
  } finally {
    progress.stop();
  }
}

async function rebuild({ engine }: { engine?: string }): Promise<void> {
  if (engine !== undefined && engine !== 'postgres' && engine !== 'meilisearch') throw new Error('--engine postgres or --engine meilisearch');
  await withExchange((exchange, config) => rebuildOf(exchange, engine ?? (config.searchServer ? 'meilisearch' : 'postgres')));
}

async function status(): Promise<void> {
  await withExchange(async ({ searching }) => {
    const { engine, healthy, reason, drift, checkedAt, waiting } = await searching.searchHealth();
    const { documents } = await searching.engine.health();
    console.log(`engine          ${engine}${healthy ? '' : `, PostgreSQL stands in (${reason ?? 'not looked at'})`}`);
    console.log(`posts           ${documents ?? '–'}`);
    if (engine === 'postgres') return;
    console.log(`changes waiting ${waiting}`);
    console.log(`drift           ${drift ?? '–'}${checkedAt ? `, checked ${checkedAt.toISOString()}` : ''}`);
    if (!healthy) throw new Error('The search server is not asked.');
  });
}

/** search init, search rebuild, search status */
export function searchCommands(program: Command): void {
  const search = program.command('search').description('the search index');
  search.command('init').description('on a Meilisearch server: make index, settings and a key for the exchange')
    .option('--host <address>', 'the server; MEILI_HOST unless given').option('--master-key-file <file>', 'its master key; asked for unless given')
    .option('--key-file <file>', 'where the key for the exchange goes; printed unless given').action(init);
  search.command('rebuild').description('build the index anew beside the one in use; goes on where it broke off')
    .option('--engine <name>', 'postgres or meilisearch; the one that is set unless given').action(rebuild);
  search.command('status').description('engine, posts, changes waiting, drift; fails when PostgreSQL stands in').action(status);
}
