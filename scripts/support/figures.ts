/** The value that `share` of the numbers do not exceed; NaN of none. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export const median = (numbers: readonly number[]): number => quantile(numbers, 0.5);

/** Milliseconds as people write them. */
export const time = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`;

/** Asks until the answer is not null, every few milliseconds; null after `withinMs`. */
export async function until<T>(ask: () => Promise<T | null>, withinMs = 15_000, everyMs = 5): Promise<T | null> {
  for (const end = performance.now() + withinMs; performance.now() < end;) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  return null;
}
