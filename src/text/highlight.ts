import type { TextRun, Token } from './types.ts';

/** Cuts a raw text in runs whose concatenation is the text; a token that has a key of the query is a hit. */
export function cutRuns(text: string, tokens: readonly Token[], queryKeys: ReadonlySet<string>): TextRun[] {
  const runs: TextRun[] = [];
  let at = 0;
  const add = (end: number, hit: boolean): void => {
    if (end > at) runs.push({ text: text.slice(at, end), hit });
    at = end;
  };
  for (const token of tokens) {
    if (token.stop || !token.keys.some((key) => queryKeys.has(key))) continue;
    add(token.start, false);
    add(token.end, true);
  }
  add(text.length, false);
  return runs;
}
