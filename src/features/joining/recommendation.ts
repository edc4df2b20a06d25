import { RECOMMENDATIONS } from './application.ts';

/** A member asked to speak for an applicant. */
export interface Recommendation {
  id: string;
  applicationId: string;
  /** The member that is asked. */
  organisationId: string;
  askedAt: Date;
  answeredAt: Date | null;
  answer: 'yes' | 'no' | null;
  note: string | null;
  /** Who answered for the member. */
  personId: string | null;
}

/** How the exchange is run: in a crisis the office may admit without recommendations. */
export type Mode = 'crisis' | 'ordinary';
export const MODES: readonly Mode[] = ['crisis', 'ordinary'];

export const yesCount = (asked: readonly Pick<Recommendation, 'answer'>[]): number => asked.filter(({ answer }) => answer === 'yes').length;

export const isRecommended = (asked: readonly Pick<Recommendation, 'answer'>[]): boolean => yesCount(asked) >= RECOMMENDATIONS;

/** In ordinary times an admission without two recommendations needs a written reason. */
export const needsReason = (mode: Mode, asked: readonly Pick<Recommendation, 'answer'>[]): boolean => mode === 'ordinary' && !isRecommended(asked);
