/**
 * Nothing lost, nothing twice: `npm run ledger [-- ROUNDS]`. Clinics and firms work through the pages while the web
 * process, the worker and PostgreSQL are killed with kill -9, the line to the database goes dead, and the mail server
 * refuses, hangs, drops the line in the middle of a message or after it took one. Then what was acknowledged is compared
 * with what is there. Exits with 1 when anything was lost, or made twice without a cause. 50 rounds take some minutes.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../src/db/migrate.ts';
import { startEmbeddedPostgres } from '../../src/db/embedded/index.ts';
import { startLine } from '../../test/support/line.ts';
import { until } from '../support/figures.ts';
import { randomFrom } from '../support/random.ts';
import { audit } from './audit.ts';
import { startFaultyMailServer, type MailFault } from './faulty-smtp.ts';
import { startLoad } from './load.ts';
import { enrol } from './people.ts';
import { freePort, keepRunning } from './processes.ts';

const ROUNDS = Number(process.argv[2] ?? 50);
const SEED = 11;
const HEALED_WITHIN = 600_000;
const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

const random = randomFrom(SEED);
const complaints: string[] = [];
const postgres = await startEmbeddedPostgres({
  dataDir: join(tmpdir(), `ledger-${randomUUID()}`, 'postgres'), throwaway: false, log: () => undefined,
});
const direct = new URL(postgres.url);
await migrate(direct.href);
const people = await enrol(direct.href, 3, 6);
const line = await startLine(Number(direct.port));
const mail = await startFaultyMailServer();
const port = await freePort();
const through = new URL(direct);
through.port = String(line.port);
const settings = {
  DATABASE_URL: through.href, SMTP_URL: mail.url, SECRET: randomBytes(32).toString('hex'), PORT: String(port),
  BASE_URL: `http://127.0.0.1:${port}`, SEED: 'none', WORKER: 'false', LOG_LEVEL: 'error',
};
const web = keepRunning('server.ts', settings, (what) => complaints.push(what));
const workers = [1, 2].map(() => keepRunning('worker.ts', settings, (what) => complaints.push(what)));

// Ctrl-C must leave nothing running.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    const ends = [web.stop(), ...workers.map((worker) => worker.stop()), postgres.stop()];
    void Promise.all(ends).finally(() => process.exit(130));
  });
}

const deaths: number[] = [];
const postmaster = (): number => Number(readFileSync(join(postgres.dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
const killDatabase = (): void => void process.kill(postmaster(), 'SIGKILL');
const mailFault = (fault: MailFault) => async (): Promise<void> => {
  mail.fault = fault;
  await wait(3_000);
  mail.fault = 'none';
};
const FAULTS: Readonly<Record<string, () => void | Promise<void>>> = {
  'a worker is killed': () => random.pick(workers).kill(),
  'the web process is killed': () => web.kill(),
  'PostgreSQL is killed': killDatabase,
  'both workers are killed': () => workers.forEach((worker) => worker.kill()),
  'the line to the database goes dead for 3 s': async () => {
    line.goDead();
    await wait(3_000);
    line.heal();
  },
  'the line to the database is cut for 3 s': async () => {
    line.cut();
    await wait(3_000);
    line.heal();
  },
  'the mail server refuses for 3 s': mailFault('refuses'),
  'the mail server hangs for 3 s': mailFault('hangs'),
  'the mail server drops messages half-way for 3 s': mailFault('drops'),
  'the mail server takes mails without saying so for 3 s': mailFault('answers-too-late'),
};

const isUp = async (): Promise<boolean> => fetch(`${settings.BASE_URL}/readyz`).then(({ ok }) => ok, () => false);
if (!(await until(async () => ((await isUp()) ? true : null), 60_000, 200))) throw new Error('the exchange did not start');
const load = await startLoad(settings.BASE_URL, people, random);
await wait(3_000);
let slowest = 0;
for (let round = 1; round <= ROUNDS; round += 1) {
  const names = Object.keys(FAULTS);
  const name = names[round % names.length] ?? '';
  deaths.push(performance.now());
  await FAULTS[name]?.();
  deaths.push(performance.now());
  const healedAt = performance.now();
  await until(async () => ((await isUp()) ? true : null), 60_000, 50);
  const back = performance.now() - healedAt;
  slowest = Math.max(slowest, back);
  console.log(`${String(round).padStart(3)}. ${name}: ready again after ${seconds(back)}, ${load.done.posts.size} posts, ${load.done.proposals.size} proposals`);
  await wait(1_500);
}
await load.stop();

const db = new pg.Client(direct.href);
await db.connect();
const LEFT = `SELECT (SELECT count(*) FROM mail WHERE state IN ('queued','sending'))
  + (SELECT count(*) FROM graphile_worker._private_jobs WHERE key IS NOT NULL AND run_at <= now()) AS n`;
const calmAt = performance.now();
const calm = await until(async () => (Number((await db.query<{ n: string }>(LEFT)).rows[0]?.n) === 0 ? true : null), HEALED_WITHIN, 500);
const drained = performance.now() - calmAt;
const lines = await audit(db, load.done, mail.accepted, deaths);
await db.end();
await Promise.all([web.stop(), ...workers.map((worker) => worker.stop())]);
await line.stop();
await mail.stop();
await postgres.stop();

console.log(`\n${ROUNDS} faults; the slowest return took ${seconds(slowest)}; everything was out ${calm ? `${seconds(drained)} after the last one` : 'NEVER'}`);
for (const { text, value, wanted } of lines) console.log(`${wanted === null ? ' ' : value === wanted ? '✓' : '✗'} ${text}: ${value}`);
const failedStarts = [web, ...workers].reduce((sum, one) => sum + one.failedStarts(), 0);
console.log(`  starts that failed for want of the database, and were begun again: ${failedStarts}`);
for (const what of complaints) console.log(`✗ ${what}`);
process.exitCode = calm && complaints.length === 0 && lines.every(({ value, wanted }) => wanted === null || value === wanted) ? 0 : 1;
