import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineName } from '../../src/search/port.ts';
import type { Analyser, Concept } from '../../src/text/types.ts';
import { rankTask } from './engine-task.ts';
import { hasServer, openEngines } from './engines.ts';
import { intervalOf, ndcg, recallAt50, reciprocalRank, type Interval, type Run } from './measures.ts';
import { readTask, type Task } from './task.ts';

/** One line of the table. `intervals` are 95 %, by bootstrap over the needs: [low, high]. */
export interface TaskResult {
  task: string;
  engine: EngineName;
  ndcg10: number;
  recall50: number;
  mrr: number;
  queries: number;
  intervals: Record<'ndcg10' | 'recall50' | 'mrr', [number, number]>;
}

export interface Evaluation {
  folders: readonly string[];
  engines: readonly EngineName[];
  analyser: Analyser;
  vocabulary: readonly Concept[];
  /** Folder for rankings; null for none. */
  runs: string | null;
}

/** The engines that `--engine` names; both where there is a server, unless told. @throws for any other name, or without a server */
export function wantedEngines(name: string | undefined): EngineName[] {
  const both = name === 'both' || (name === undefined && hasServer());
  if (name === undefined && !both) console.warn('NOT MEASURED: meilisearch: set MEILI_HOST, or put the program meilisearch on the PATH');
  if (both || name === 'meilisearch') {
    if (!hasServer()) throw new Error('no search server: set MEILI_HOST, or put the program meilisearch on the PATH');
    return both ? ['postgres', 'meilisearch'] : ['meilisearch'];
  }
  if (name !== undefined && name !== 'postgres') throw new Error('--engine postgres, meilisearch or both');
  return ['postgres'];
}

function resultOf(task: Task, engine: EngineName, run: Run): TaskResult {
  const judged = [...task.grades].map(([need, grades]) => ({ grades, ranked: run.get(need) ?? [] }));
  const graded = judged.some(({ grades }) => [...grades.values()].some((grade) => grade >= 2));
  const recalls = judged.map(({ ranked, grades }) => recallAt50(ranked, grades, graded ? 2 : 1)).filter((recall) => recall !== null);
  const figures = {
    ndcg10: intervalOf(judged.map(({ ranked, grades }) => ndcg(ranked, grades))),
    recall50: intervalOf(recalls),
    mrr: intervalOf(judged.map(({ ranked, grades }) => reciprocalRank(ranked, grades))),
  };
  const rounded = (value: number): number => Number(value.toFixed(4));
  const ends = ({ low, high }: Interval): [number, number] => [rounded(low), rounded(high)];
  return {
    task: task.name, engine, ndcg10: rounded(figures.ndcg10.mean), recall50: rounded(figures.recall50.mean), mrr: rounded(figures.mrr.mean),
    queries: judged.length,
    intervals: { ndcg10: ends(figures.ndcg10), recall50: ends(figures.recall50), mrr: ends(figures.mrr) },
  };
}

function writeRun(folder: string, task: string, engine: EngineName, run: Run): void {
  mkdirSync(folder, { recursive: true });
  const lines = [...run].flatMap(([need, ranked]) => ranked.slice(0, 1_000).map(({ offer }) => `${need}\t${offer}\n`));
  writeFileSync(join(folder, `${task}.${engine}.tsv`), lines.join(''));
}

/** Ranks and measures every task with every engine, one after the other. */
export async function evaluate({ folders, engines: names, analyser, vocabulary, runs }: Evaluation): Promise<TaskResult[]> {
  const engines = await openEngines(analyser, names);
  try {
    const results: TaskResult[] = [];
    for (const folder of folders) {
      const task = readTask(folder);
      console.error(`${task.name}: ${task.needs.length} needs, ${task.offers.length} offers`);
      for (const [engine, run] of await rankTask(engines, names, task, analyser, vocabulary)) {
        if (runs !== null) writeRun(runs, task.name, engine, run);
        results.push(resultOf(task, engine, run));
        console.error(`  ${lineOf(results.at(-1) as TaskResult)}`);
      }
    }
    return results;
  } finally {
    await engines.close();
  }
}

function lineOf(result: TaskResult): string {
  const figure = (name: 'ndcg10' | 'recall50' | 'mrr'): string => {
    const [low, high] = result.intervals[name];
    return `${result[name].toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
  };
  return `| ${result.task} | ${result.engine} | ${figure('ndcg10')} | ${figure('recall50')} | ${figure('mrr')} | ${result.queries} |`;
}

/** The results as a table of Markdown. */
export function tableOf(results: readonly TaskResult[]): string {
  return [
    '| task | engine | nDCG@10 | recall@50 | MRR@10 | needs |',
    '|---|---|---|---|---|---:|',
    ...results.map(lineOf),
  ].join('\n');
}
