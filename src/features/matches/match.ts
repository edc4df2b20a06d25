import type { Reason } from './reasons.ts';
import type { Verdict } from './verdict.ts';

export type MatchSide = 'need' | 'offer';

export const DISMISSAL_REASONS = ['no-capacity', 'no-material', 'no-certificate', 'too-far', 'wrong-product', 'other'] as const;
export type DismissalReason = (typeof DISMISSAL_REASONS)[number];

/** A need and what may answer it: an offer, or (offerId null) an organisation by its capabilities. Computed, never typed. */
export interface Match {
  id: string;
  needId: string;
  offerId: string | null;
  supplierId: string;
  verdict: Verdict;
  score: number;
  reasons: Reason[];
}

const RANK: Readonly<Record<Verdict, number>> = { no: 0, maybe: 1, fits: 2 };

/** People are told of a verdict that rose, never of one that stayed or fell. */
export const hasRisen = (before: Verdict | null, after: Verdict): boolean => RANK[after] > RANK[before ?? 'no'];
