/**
 * The product's main job, end to end, on a fresh database with a real SMTP server inside this script:
 * `npm run main-job`. With `-- --real [--data DIR] [--limit N] [--seed N]` the real needs and makers of the United
 * States, spring 2020, are imported and matched instead. DATABASE_URL names a PostgreSQL in which a database is made
 * for the run; without it an embedded one is started. Ends with 1 when anything differs from what is expected.
 */
import { parseArgs } from 'node:util';
import { freshDatabase } from '../support/database.ts';
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

async function run(): Promise<boolean> {
  const database = await freshDatabase({ careless: true, server: process.env['DATABASE_URL'] });
  const mail = await startMailServer();
  try {
    console.log(`   database: ${database.kind}`);
    return (await play(database, mail)).length === 0;
  } finally {
    await mail.stop();
    await database.stop();
  }
}

process.exitCode = (await run()) ? 0 : 1;
