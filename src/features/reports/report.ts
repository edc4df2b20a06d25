import type { Language } from '../../kernel/actor.ts';

/** What may be wrong with a post on the exchange. */
export type ReportReason = 'false' | 'unsafe' | 'illegal' | 'personal-data' | 'offensive' | 'duplicate' | 'other';
export const REPORT_REASONS: readonly ReportReason[] = ['false', 'unsafe', 'illegal', 'personal-data', 'offensive', 'duplicate', 'other'];

/** What the office made of it: the post was taken off the board, or it stays. */
export type ReportVerdict = 'hidden' | 'kept';

/** Somebody says that a post should not be on the exchange. Kept with its answer. */
export interface PostReport {
  id: string;
  postId: string;
  reason: ReportReason;
  text: string;
  /** Who was signed in; null for a visitor. */
  personId: string | null;
  /** Where a visitor wants the answer sent to. */
  address: string | null;
  language: Language;
  createdAt: Date;
  verdict: ReportVerdict | null;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: Date | null;
  submissionKey: string;
}
