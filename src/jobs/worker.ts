import { parseCronItems, run, type CronItem, type Runner, type TaskList } from 'graphile-worker';
import { EventEmitter } from 'node:events';
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

async function stopRunner(runner: Runner): Promise<void> {
  const late = new Promise<void>((resolve) => void setTimeout(resolve, STOP_WITHIN).unref());
  await Promise.race([runner.stop().catch(() => undefined), late]);
}

/** Starts the background worker on the queue in PostgreSQL. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const events = new EventEmitter();
  const heartbeat = await beginHeartbeat(options.pool, events, options.log);
  const begin = (): Promise<Runner> => run({
    pgPool: options.pool,
    taskList: taskList(options),
    parsedCronItems: parseCronItems(cronItems(options.recurring)),
    concurrency: options.concurrency,
    noHandleSignals: true,
    pollInterval: 2_000,
    events,
    logger: queueLogger(options.log),
  });
  let stopping = false;
  let runner = await begin();
  // A database that is long away ends the runner for good, though not the process: it has to be begun again.
  const watch = (): void => {
    void runner.promise.catch(() => undefined).then(async () => {
      while (!stopping) {
        options.log.warn('the worker ended by itself and begins again');
        await new Promise((resolve) => void setTimeout(resolve, BEGIN_AGAIN_AFTER).unref());
        if (stopping) return;
        try {
          runner = await begin();
          return watch();
        } catch (error) {
          options.log.warn({ err: error }, 'the worker could not begin');
        }
      }
    });
  };
  watch();
  return {
    async stop() {
      stopping = true;
      await stopRunner(runner);
      await heartbeat.stop();
    },
  };
}
