import { join } from 'node:path';
import { compose } from './compose.ts';
import { readConfig } from './config.ts';
import { createLog } from './log.ts';
import { databaseOf } from './runtime/database.ts';
import { progress } from './runtime/progress.ts';
import { onSignal } from './runtime/signals.ts';
import { orExplain } from './runtime/start.ts';

const ROOT = join(import.meta.dirname, '..');

// The background worker as a process of its own: production runs one or more beside the web process.
async function start(): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  const database = await databaseOf(config, progress());
  try {
    const baseUrl = config.baseUrl ?? `http://localhost:${config.port}`;
    const exchange = await compose(config, { root: ROOT, databaseUrl: database.url, secret: database.secret, baseUrl, log });
    const worker = await exchange.startWorker();
    log.info('the worker is working');
    onSignal(log, async () => {
      await worker.stop();
      await exchange.close();
      await database.stop();
    });
  } catch (error) {
    await database.stop();
    throw error;
  }
}

await orExplain(start());
