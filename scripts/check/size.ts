import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { ROOT, type ToolRun } from './run.ts';

/** The budget in lines; ESLint refuses single files and functions that are far too long. */
const MOST = { medianFile: 60, ninetiethFile: 150, medianFunction: 8 };

const lines = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

function functionLengths(source: ts.SourceFile): number[] {
  const found: number[] = [];
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) found.push(lineOf(node.end) - lineOf(node.getStart(source)) + 1);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The value that `share` of the sorted numbers do not exceed. */
function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** Median and 90th percentile of the lines of files and functions in src, against the budget. */
export function sizeReport(): ToolRun {
  const started = performance.now();
  const texts = globSync('src/**/*.ts', { cwd: ROOT }).map((file) => ({ file, text: readFileSync(`${ROOT}/${file}`, 'utf8') }));
  const files = texts.map(({ text }) => lines(text));
  const functions = texts.flatMap(({ file, text }) => functionLengths(ts.createSourceFile(file, text, ts.ScriptTarget.Latest)));
  const [median, ninetieth, medianFunction] = [quantile(files, 0.5), quantile(files, 0.9), quantile(functions, 0.5)];
  const ok = median <= MOST.medianFile && ninetieth <= MOST.ninetiethFile && medianFunction <= MOST.medianFunction;
  const output =
    `${files.length} files: median ${median} lines (at most ${MOST.medianFile}), 90th percentile ${ninetieth} (${MOST.ninetiethFile}); ` +
    `${functions.length} functions: median ${medianFunction} (${MOST.medianFunction}), 90th percentile ${quantile(functions, 0.9)}`;
  return { ok, output, ms: performance.now() - started };
}
