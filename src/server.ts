import type { RequestListener, Server } from 'node:http';
import { join } from 'node:path';
import { readConfig, type Config } from './config.ts';
import { createLog } from './log.ts';
import { databaseOf } from './runtime/database.ts';
import { progress } from './runtime/progress.ts';
import { onSignal } from './runtime/signals.ts';
import { orExplain } from './runtime/start.ts';
import { welcome } from './runtime/welcome.ts';

// An import would read every name that the module has, and with some of them a client that nobody needs: a tenth of a second.
const { createServer } = process.getBuiltinModule('node:http');

const ROOT = join(import.meta.dirname, '..');

function listen(server: Server, config: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : config.port);
    });
  });
}

/** Waits for running requests, then ends the connections that browsers keep open. */
function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), 100);
    const late = setTimeout(() => server.closeAllConnections(), 10_000);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}

async function start(): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  const say = progress();
  let handle: RequestListener = (_req, res) => res.writeHead(503, { 'Retry-After': '2' }).end();
  const server = createServer((req, res) => handle(req, res));
  const port = await listen(server, config);
  // Reading the program takes as long as starting the database: both at once.
  const program = import('./compose.ts');
  const database = await databaseOf(config, say);
  try {
    const baseUrl = config.baseUrl ?? `http://localhost:${port}`;
    const { compose } = await program;
    const exchange = await compose(config, { root: ROOT, databaseUrl: database.url, secret: database.secret, baseUrl, log });
    await say.step('Filling the empty database', () => exchange.seed(config.seed));
    handle = exchange.app;
    // Pages need no worker: nobody waits for it to begin.
    const working = config.workerInWeb ? exchange.startWorker() : Promise.resolve(null);
    onSignal(log, async () => {
      await drain(server);
      await (await working)?.stop();
      await exchange.close();
      await database.stop();
    });
    for (const line of welcome(config, baseUrl)) say.line(line);
    await working;
  } catch (error) {
    await database.stop();
    throw error;
  }
}

await orExplain(start());
