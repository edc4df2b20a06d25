import type { Reason } from './reasons.ts';

/** `fits` sends a mail at once, `maybe` waits for the digest, `no` is not stored. */
export type Verdict = 'fits' | 'maybe' | 'no';

const RANK: Readonly<Record<Verdict, number>> = { no: 0, maybe: 1, fits: 2 };

export const weaker = (a: Verdict, b: Verdict): Verdict => (RANK[a] <= RANK[b] ? a : b);

export const stronger = (a: Verdict, b: Verdict): Verdict => (RANK[a] >= RANK[b] ? a : b);

/** What one circumstance (quantity, date, proof, place, category) does to a pair. */
export interface Part {
  /** 0..1; multiplies the agreement on the subject, so it can only lower it. 1 where nothing is known. */
  factor: number;
  /** The best verdict that this circumstance lets through. */
  cap: Verdict;
  reasons: Reason[];
}

export const neutral = (...reasons: Reason[]): Part => ({ factor: 1, cap: 'fits', reasons });
