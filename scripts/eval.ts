/**
 * Measures matching on judged needs and offers. Folders of a task hold needs.jsonl, offers.jsonl, qrels.tsv and perhaps
 * lookalikes.tsv. --json writes the figures, --runs one ranking per task into a folder.
 * `npm run eval -- [--gold DIR] [--json FILE] [--runs DIR]`: the scorer alone, on the gold posts of the repository.
 * `npm run eval -- --data DIR [--engine postgres|meilisearch|both] [--json FILE] [--runs DIR]`: search engines and scorer
 * together, on every task at or under DIR. Rankings are `<task>.<engine>.tsv`: id of the need, id of the offer, best first.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createAnalyser } from '../src/text/analyser.ts';
import { loadDictionary, loadVocabulary } from '../src/text/load.ts';
import { evaluate, tableOf, wantedEngines } from './eval/evaluate.ts';
import { intervalOf, ndcg, recallAt50, reciprocalRank, verdictsOf } from './eval/measures.ts';
import type { Interval, Run, Verdicts } from './eval/measures.ts';
import { scoreTask } from './eval/run-task.ts';
import { findTasks, readTask } from './eval/task.ts';
import type { Task } from './eval/task.ts';

interface Result {
  task: string;
  needs: number;
  offers: number;
  ndcg10: Interval;
  recall50: Interval;
  mrr10: Interval;
  pairsPerSecond: number;
  verdicts: Verdicts;
}

const ROOT = join(import.meta.dirname, '..');

const resultOf = (task: Task, run: Run): Omit<Result, 'pairsPerSecond'> => {
  const judged = [...task.grades].map(([need, grades]) => ({ grades, ranked: run.get(need) ?? [] }));
  const graded = judged.some(({ grades }) => [...grades.values()].some((grade) => grade >= 2));
  const least = graded ? 2 : 1;
  const recalls = judged.map(({ ranked, grades }) => recallAt50(ranked, grades, least));
  return {
    task: task.name,
    needs: judged.length,
    offers: task.offers.length,
    ndcg10: intervalOf(judged.map(({ ranked, grades }) => ndcg(ranked, grades))),
    recall50: intervalOf(recalls.filter((recall) => recall !== null)),
    mrr10: intervalOf(judged.map(({ ranked, grades }) => reciprocalRank(ranked, grades))),
    verdicts: verdictsOf(task, run, least),
  };
};

const figure = ({ mean, low, high }: Interval): string => `${mean.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
const share = (part: number, whole: number): string => `${part}/${whole} = ${(part / Math.max(1, whole)).toFixed(3)}`;

const report = ({ task, needs, offers, verdicts: v, ...result }: Result): string => [
  `${task}: ${needs} needs, ${offers} offers, ${Math.round(result.pairsPerSecond)} pairs/s`,
  `  nDCG@10    ${figure(result.ndcg10)}`,
  `  recall@50  ${figure(result.recall50)}`,
  `  MRR@10     ${figure(result.mrr10)}`,
  `  fits       precision ${share(v.right, v.said)}, recall ${share(v.right, v.wanted)} (grade ${v.least} and up)`,
  `  shown      precision ${v.shownPrecision.toFixed(3)}, recall ${v.shownRecall.toFixed(3)} (not no; grade 1 and up)`,
].join('\n');

const pairLines = ({ verdicts: v }: Result): string => [
  ...v.lookalikes.map((pair) => `  look-alike ${pair.verdict}: ${pair.need} ${pair.offer} (${pair.why})`),
  ...v.wrong.map((pair) => `  wrong fits: ${pair.need} ${pair.offer} (grade ${pair.grade})`),
  ...v.missed.map((pair) => `  missed: ${pair.need} ${pair.offer} (grade ${pair.grade}, ${pair.verdict})`),
].join('\n');

const writeRun = (folder: string, name: string, run: Run): void => {
  mkdirSync(folder, { recursive: true });
  const lines = [...run].flatMap(([need, ranked]) =>
    ranked.slice(0, 1000).map(({ offer, score }) => `${need}\t${offer}\t${score.toFixed(6)}`));
  writeFileSync(join(folder, `${name}.tsv`), `query_id\tdoc_id\tscore\n${lines.join('\n')}\n`);
};

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' }, engine: { type: 'string' }, gold: { type: 'string' }, json: { type: 'string' }, runs: { type: 'string' },
  },
});
const vocabulary = loadVocabulary(join(ROOT, 'data/vocabulary'));
const dictionary = loadDictionary(join(ROOT, 'data/morfologik/polish.dict'));
const analyser = createAnalyser({ dictionary, vocabulary });
for (const warning of analyser.warnings) console.warn(`warning: ${warning}`);

const gold = options.gold ?? join(ROOT, 'data/eval/gold-posts');

/* The engines propose, the scorer decides, as in the exchange. */
async function withEngines(folder: string): Promise<void> {
  const folders = [...(options.gold ? [options.gold] : []), ...findTasks(folder)];
  if (folders.length === 0) throw new Error(`no task (a folder with qrels.tsv) at or under ${folder}`);
  const results = await evaluate({ folders, engines: wantedEngines(options.engine), analyser, vocabulary, runs: options.runs ?? null });
  console.log(tableOf(results));
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify({ analyser: analyser.version, results }, null, 2)}\n`);
}

/* Every offer is scored for every need: what the scorer can do when nothing is missed. */
function scorerAlone(): void {
  const task = readTask(gold);
  const { run, pairs, seconds } = scoreTask(task, analyser, vocabulary);
  if (options.runs !== undefined) writeRun(options.runs, task.name, run);
  const result = { ...resultOf(task, run), pairsPerSecond: pairs / seconds };
  console.log(report(result));
  if (task.lookalikes.length > 0) console.log(pairLines(result));
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify({ analyser: analyser.version, results: [result] }, null, 2)}\n`);
  }
}

if (options.data === undefined) scorerAlone();
else await withEngines(options.data);
