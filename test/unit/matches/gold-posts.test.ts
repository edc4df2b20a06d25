import { join } from 'node:path';
import { ndcg, verdictsOf } from '../../../scripts/eval/measures.ts';
import { scoreTask } from '../../../scripts/eval/run-task.ts';
import { readTask } from '../../../scripts/eval/task.ts';
import { createAnalyser } from '../../../src/text/analyser.ts';
import { loadDictionary, loadVocabulary } from '../../../src/text/load.ts';

/*
 * A floor under what was measured when the weights were set (see docs of `npm run eval`), with a margin for changes of
 * the vocabulary. It is no proof of quality: the weights were set on the same posts.
 */
const data = join(import.meta.dirname, '../../../data');
const vocabulary = loadVocabulary(join(data, 'vocabulary'));
const analyser = createAnalyser({ dictionary: loadDictionary(join(data, 'morfologik/polish.dict')), vocabulary });
const task = readTask(join(data, 'eval/gold-posts'));
const { run } = scoreTask(task, analyser, vocabulary);
const verdicts = verdictsOf(task, run, 2);

test('of the pairs said to fit, at least 80 % do', () => {
  expect(verdicts.right / verdicts.said).toBeGreaterThanOrEqual(0.8);
});

test('at least 55 % of the pairs that fit are said to', () => {
  expect(verdicts.right / verdicts.wanted).toBeGreaterThanOrEqual(0.55);
});

test('at most 3 of the 113 look-alikes are said to fit', () => {
  const fooled = verdicts.lookalikes.filter(({ verdict }) => verdict === 'fits');
  expect(task.lookalikes.length).toBeGreaterThan(100);
  expect(fooled.length).toBeLessThanOrEqual(3);
});

test('nDCG@10 is at least 0.80', () => {
  const values = [...task.grades].map(([need, grades]) => ndcg(run.get(need) ?? [], grades));
  expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeGreaterThanOrEqual(0.8);
});
