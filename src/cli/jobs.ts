import type { Command } from 'commander';
import { withExchange } from './context.ts';
import type { WaitingJob } from '../jobs/jobs.queries.ts';

const stateOf = ({ running, lastError, attempts, maxAttempts }: WaitingJob): string => {
  if (running) return 'running';
  if (lastError === null) return 'waiting';
  return attempts >= maxAttempts ? 'given up' : `failed ${attempts}/${maxAttempts}`;
};

function lineOf(job: WaitingJob): string {
  const parts = [job.id, stateOf(job), job.runAt.toISOString(), job.name, JSON.stringify(job.payload)];
  return job.lastError === null ? parts.join('\t') : `${parts.join('\t')}\n\t${job.lastError.split('\n')[0] ?? ''}`;
}

async function list({ failed = false, limit }: { failed?: boolean; limit: string }): Promise<void> {
  if (!/^[1-9]\d{0,4}$/.test(limit)) throw new Error('--limit is a number from 1 to 99999.');
  await withExchange(async ({ operation }) => {
    const jobs = await operation.jobs({ failed, limit: Number(limit) });
    for (const job of jobs) console.log(lineOf(job));
    console.log(jobs.length === 0 ? 'No job.' : `${jobs.length} jobs.`);
  });
}

async function retry(ids: string[], { all = false }: { all?: boolean }): Promise<void> {
  if (all === ids.length > 0) throw new Error('Name the jobs by their numbers (jobs list), or --all that failed.');
  if (!ids.every((id) => /^\d{1,18}$/.test(id))) throw new Error('A job is named by its number, as jobs list prints it.');
  await withExchange(async ({ operation }) => {
    const retried = await operation.retryJobs(all ? null : ids);
    console.log(`${retried} jobs run again now, by the worker.`);
    if (!all && retried < ids.length) throw new Error(`${ids.length - retried} were not found, or are running.`);
  });
}

/** jobs list, jobs retry */
export function jobsCommands(program: Command): void {
  const jobs = program.command('jobs').description('background work that is not done');
  jobs.command('list').description('number, state, when due, name, payload; tab-separated').option('--failed', 'only those that failed')
    .option('--limit <number>', 'at most so many', '200').action(list);
  jobs.command('retry').description('run jobs again now, with all their tries').argument('[number...]')
    .option('--all', 'every job that failed').action(retry);
}
