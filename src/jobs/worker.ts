import { parseCronItems, run, type CronItem, type Runner, type TaskList } from 'graphile-worker';
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { beginHeartbeat } from './heartbeat.ts';
import { queueLogger } from './logger.ts';

/** What a job does: one call. It may be run again after a crash, so it must bear being repeated. */
export type JobHandler = (payload: Record<string, unknown>) => Promise<void>;
export type JobHandlers = Readonly<Record<string, JobHandler>>;

/** Work that comes round by the clock; `cron` in UTC. */
export interface RecurringJob {
  name: string;
  cron: string;
}

export interface WorkerOptions {
  pool: Pool;
  handlers: JobHandlers;
  recurring: readonly RecurringJob[];
  concurrency: number;
  /** Waited for before each job: what goes first. */
  giveWay: () => Promise<void>;
  log: Logger;
}

export interface Worker {
  /** Lets running jobs end (at most a few seconds), gives up the rest, which stay in the queue. */
  stop(): Promise<void>;
}

const STOP_WITHIN = 8_000;
const BEGIN_AGAIN_AFTER = 1_000;

function taskList(options: WorkerOptions): TaskList {
  const tasks: TaskList = {};
  for (const [name, handler] of Object.entries(options.handlers)) {
    tasks[name] = async (payload, helpers) => {
      await options.giveWay();
      const started = performance.now();
      await handler((payload ?? {}) as Record<string, unknown>);
      options.log.debug({ job: name, id: helpers.job.id, ms: Math.round(performance.now() - started) }, 'job done');
    };
  }
  return tasks;
}

function cronItems(recurring: readonly RecurringJob[]): CronItem[] {
  return recurring.map(({ name, cron }) => ({ task: name, match: cron, identifier: name, options: { backfillPeriod: 3_600_000 } }));
}

/*
 * Jobs are marked done several at a time. And unlike the mark of a single job, for which the queue does not wait, one that
 * fails in a batch ends the runner only and not the process.
 */
const IN_BATCHES = { completeJobBatchDelay: 0, failJobBatchDelay: 0 };

async function stopRunner(runner: Runner): Promise<void> {
  const late = new Promise<void>((resolve) => void setTimeout(resolve, STOP_WITHIN).unref());
  await Promise.race([runner.stop().catch(() => undefined), late]);
}

/** Starts the background worker on the queue in PostgreSQL. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { log } = options;
  const events = new EventEmitter();
  const heartbeat = await beginHeartbeat(options.pool, events, log);
  const begin = (): Promise<Runner> => run({
    pgPool: options.pool,
    taskList: taskList(options),
    parsedCronItems: parseCronItems(cronItems(options.recurring)),
    concurrency: options.concurrency,
    noHandleSignals: true,
    pollInterval: 2_000,
    preset: { worker: IN_BATCHES },
    events,
    logger: queueLogger(log),
  });
  let runner = await begin();
  let stopping = false;
  const beginAgain = async (): Promise<void> => {
    const ended = runner;
    while (!stopping && runner === ended) {
      await sleep(BEGIN_AGAIN_AFTER, undefined, { ref: false });
      runner = await begin().catch((error: unknown) => {
        log.warn({ err: error }, 'the worker could not begin');
        return ended;
      });
    }
    // Its clock is to end too; the rest of it may hang as long as it likes.
    await stopRunner(stopping ? runner : ended);
  };
  // A runner that cannot tell the database what it did gives up for good, though its process lives on.
  events.on('pool:gracefulShutdown', () => {
    if (stopping) return;
    log.warn('the worker ended by itself and begins again');
    void beginAgain();
  });
  return {
    async stop() {
      stopping = true;
      await stopRunner(runner);
      await heartbeat.stop();
    },
  };
}
