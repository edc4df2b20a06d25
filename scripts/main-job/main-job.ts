/**
 * The product's main job, end to end, on a fresh database with a real SMTP server inside this script:
 * `npm run main-job`. With `-- --real [--data DIR] [--limit N] [--seed N]` the real needs and makers of the United
 * States, spring 2020, are imported and matched instead. DATABASE_URL names a PostgreSQL in which a database is made
 * for the run; without it an embedded one is started. Ends with 1 when anything differs from what is expected.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runRealData } from '../real-data/run.ts';
import { freshDatabase } from '../support/database.ts';
import { ROOT } from '../support/exchange.ts';
import { startMailServer } from '../support/mail-server.ts';
import { play } from './play.ts';

const { values: options } = parseArgs({
  options: {
    real: { type: 'boolean', default: false },
    data: { type: 'string' },
    limit: { type: 'string' },
    seed: { type: 'string' },
  },
});

/** A whole number given with an option; ends the process when it is none. */
function whole(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  console.error(`--${name} wants a whole number, not ${text}`);
  process.exit(2);
}

const real = {
  folder: options.data ?? join(ROOT, '..', 'shared', 'data', 'findthemasks'),
  limit: whole('limit', options.limit),
  seed: whole('seed', options.seed) ?? 2020,
};

async function run(): Promise<boolean> {
  const database = await freshDatabase({ careless: true, server: process.env['DATABASE_URL'] });
  const mail = await startMailServer();
  try {
    console.log(`   database: ${database.kind}`);
    if (!options.real) return (await play(database, mail)).length === 0;
    await runRealData(database, mail, real);
    return true;
  } finally {
    await mail.stop();
    await database.stop();
  }
}

run().then(
  (ok) => {
    process.exitCode = ok ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
    process.exitCode = 1;
  },
);
