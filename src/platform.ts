import { join } from 'node:path';
import type { Logger } from 'pino';
import type { EntitySchema } from 'typeorm';
import type { Config } from './config.ts';
import { createDataSource } from './db/data-source.ts';
import { createPool } from './db/pool.ts';
import { createUnitOfWork } from './db/unit-of-work.ts';
import { systemClock, type Clock } from './kernel/clock.ts';
import { mailLinks } from './mail/links.repository.ts';
import { createMailbox } from './mail/mailbox.repository.ts';
import { createMailer } from './mail/mailer.repository.ts';
import { createOutbox } from './mail/outbox.repository.ts';
import { createMailRenderer } from './mail/renderer.ts';
import { returnPaths } from './mail/return-path.ts';
import { smtpTransport } from './mail/smtp.ts';
import { linkTokens } from './mail/tokens.ts';
import { createMetrics } from './metrics/index.ts';
import { takeBounce } from './runtime/bounces.ts';
import { createMeilisearch } from './search/meilisearch/index.ts';
import { createPostgresSearch } from './search/postgres/index.ts';
import { createSearching } from './search/searching.ts';
import { searchSync } from './search/sync.repository.ts';
import { createDiskStorage } from './storage/disk.ts';
import { loadMessages } from './templates/i18n.ts';
import { createAnalyser } from './text/analyser.ts';
import { loadDictionary, loadVocabulary } from './text/load.ts';

export interface PlatformOptions {
  /** Folder of `views`, `assets`, `locales` and `data`. */
  root: string;
  databaseUrl: string;
  secret: string;
  /** Address people use, without a trailing slash. */
  baseUrl: string;
  log: Logger;
  clock?: Clock;
}

/** Chooses every adapter. Nothing here knows a feature. */
export async function createPlatform(config: Config, options: PlatformOptions, schemas: readonly EntitySchema[]) {
  const { root, baseUrl, log } = options;
  const clock = options.clock ?? systemClock;

  const pool = createPool(options.databaseUrl, config.databasePool, log);
  const onPoolError = (error: Error): void => log.warn({ err: error.message }, 'a database connection was lost');
  const dataSource = createDataSource({ url: options.databaseUrl, schemas, poolSize: config.databasePool, onPoolError });
  await dataSource.initialize();
  const uow = createUnitOfWork(dataSource, clock);
  const messages = loadMessages(join(root, 'locales'));

  // Text and search
  const concepts = loadVocabulary(join(root, 'data', 'vocabulary'));
  const analyser = createAnalyser({ dictionary: loadDictionary(join(root, 'data', 'morfologik', 'polish.dict')), vocabulary: concepts });
  for (const warning of analyser.warnings) log.warn({ warning }, 'the text analyser works with less');
  const postgres = createPostgresSearch({ dataSource, analyser });
  const server = config.searchServer && createMeilisearch({ address: config.searchServer, analyser });
  const searching = createSearching({ postgres, server, sync: searchSync(dataSource), log });
  const search = searching.engine;

  const storage = createDiskStorage(config.filesDir);

  // Mail
  const tokens = linkTokens(options.secret);
  const mailbox = config.smtpUrl === null ? createMailbox(dataSource, clock) : null;
  const transport = mailbox ?? smtpTransport(config.smtpUrl ?? '');
  const mailer = createMailer(createMailRenderer(join(root, 'views'), messages, baseUrl), config.mailFrom.address.split('@')[1] ?? 'localhost');
  const bouncePaths = returnPaths(options.secret, config.bounces.address);
  const sender = {
    outbox: createOutbox(dataSource), uow, transport, tokens, clock, from: config.mailFrom, returnPaths: bouncePaths, baseUrl,
  };
  const links = mailLinks(tokens);

  return {
    clock, pool, dataSource, uow, messages, concepts, analyser, search, searching, forgetUnusedWords: () => postgres.forgetUnusedWords(),
    storage, mailbox, transport, mailer, sender, links,
    takeBounce: takeBounce({ uow, paths: bouncePaths }), meter: () => createMetrics({ pool, searchHealth: () => searching.searchHealth() }),
    async close(): Promise<void> {
      transport.close();
      await dataSource.destroy();
      await pool.end();
    },
  };
}
