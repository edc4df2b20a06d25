import type { Verdict } from '../../src/features/matches/verdict.ts';
import type { Task } from './task.ts';

export interface Ranked {
  offer: string;
  score: number;
  verdict: Verdict;
}

/** Best first, by the need's id. */
export type Run = ReadonlyMap<string, readonly Ranked[]>;

export interface Interval {
  mean: number;
  low: number;
  high: number;
}

type Grades = ReadonlyMap<string, number>;

const RESAMPLES = 2000;
const DEEP = 50;
const TOP = 10;

const gain = (grade: number): number => 2 ** grade - 1;

const discounted = (grades: readonly number[]): number =>
  grades.slice(0, TOP).reduce((sum, grade, rank) => sum + gain(grade) / Math.log2(rank + 2), 0);

/** nDCG@10 with gain 2^grade − 1 (Järvelin and Kekäläinen 2002, with the gain of Burges et al. 2005). */
export const ndcg = (ranked: readonly Ranked[], grades: Grades): number => {
  const ideal = discounted([...grades.values()].sort((a, b) => b - a));
  return ideal === 0 ? 0 : discounted(ranked.map(({ offer }) => grades.get(offer) ?? 0)) / ideal;
};

/** Reciprocal rank of the first offer of grade ≥ 1 among the first ten. */
export const reciprocalRank = (ranked: readonly Ranked[], grades: Grades): number => {
  const at = ranked.slice(0, TOP).findIndex(({ offer }) => grades.has(offer));
  return at < 0 ? 0 : 1 / (at + 1);
};

/** Share of the offers of grade ≥ `least` among the first fifty; null where there is none. */
export const recallAt50 = (ranked: readonly Ranked[], grades: Grades, least: number): number | null => {
  const relevant = [...grades].filter(([, grade]) => grade >= least);
  const found = new Set(ranked.slice(0, DEEP).map(({ offer }) => offer));
  return relevant.length === 0 ? null : relevant.filter(([offer]) => found.has(offer)).length / relevant.length;
};

/* mulberry32: the same figures on every run and machine. */
const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean over the needs with the 95 % percentile bootstrap interval. */
export const intervalOf = (values: readonly number[]): Interval => {
  const random = randomFrom(20200401);
  const means = Array.from({ length: RESAMPLES }, () =>
    meanOf(values.map(() => values[Math.floor(random() * values.length)] ?? 0))).sort((a, b) => a - b);
  const at = (share: number): number => means[Math.floor(share * (RESAMPLES - 1))] ?? 0;
  return { mean: meanOf(values), low: at(0.025), high: at(0.975) };
};

export interface Verdicts {
  /** The grade from which *fits* is right. */
  least: number;
  /** Pairs said to fit, those of them that do, and all pairs that do. */
  said: number;
  right: number;
  wanted: number;
  /** Share of the pairs of grade ≥ 1 that are *fits* or *maybe*, and of those verdicts that are such pairs. */
  shownRecall: number;
  shownPrecision: number;
  wrong: { need: string; offer: string; grade: number }[];
  missed: { need: string; offer: string; grade: number; verdict: Verdict }[];
  lookalikes: { need: string; offer: string; verdict: Verdict; why: string }[];
}

interface Judged extends Ranked {
  need: string;
  grade: number;
}

const judgedPairs = (task: Task, run: Run): Judged[] =>
  [...run].flatMap(([need, ranked]) =>
    ranked.map((one) => ({ ...one, need, grade: task.grades.get(need)?.get(one.offer) ?? 0 })));

/** How right the verdicts are, pair by pair; *fits* is right from grade `least` on. */
export const verdictsOf = (task: Task, run: Run, least: number): Verdicts => {
  const all = judgedPairs(task, run);
  const said = all.filter(({ verdict }) => verdict === 'fits');
  const shown = all.filter(({ verdict }) => verdict !== 'no');
  const good = shown.filter(({ grade }) => grade >= 1).length;
  const wanted = all.filter(({ grade }) => grade >= least);
  const verdicts = new Map(all.map(({ need, offer, verdict }) => [`${need} ${offer}`, verdict]));
  return {
    least,
    said: said.length,
    right: said.filter(({ grade }) => grade >= least).length,
    wanted: wanted.length,
    shownRecall: good / Math.max(1, all.filter(({ grade }) => grade >= 1).length),
    shownPrecision: good / Math.max(1, shown.length),
    wrong: said.filter(({ grade }) => grade < least).map(({ need, offer, grade }) => ({ need, offer, grade })),
    missed: wanted.filter(({ verdict }) => verdict !== 'fits')
      .map(({ need, offer, grade, verdict }) => ({ need, offer, grade, verdict })),
    lookalikes: task.lookalikes
      .map((one) => ({ ...one, verdict: verdicts.get(`${one.need} ${one.offer}`) ?? 'no' }))
      .filter(({ verdict }) => verdict !== 'no'),
  };
};
