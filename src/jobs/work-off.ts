import { runOnce, type TaskList } from 'graphile-worker';
import type { Pool } from 'pg';
import { silent } from './logger.ts';
import type { JobHandlers } from './worker.ts';

/** Runs the jobs that are due, and those that follow from them, until none of these handlers' is left that could run. */
export async function workOff(pool: Pool, handlers: JobHandlers): Promise<void> {
  const taskList: TaskList = {};
  for (const [name, handle] of Object.entries(handlers)) taskList[name] = (payload) => handle((payload ?? {}) as Record<string, unknown>);
  await runOnce({ pgPool: pool, taskList, concurrency: 2, noHandleSignals: true, logger: silent });
}
