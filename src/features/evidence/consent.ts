/**
 * What people are told or agree to, in versions: a new version means that the text has changed in substance. The texts
 * themselves are pages; the register says who had which before them, and when.
 */
export const TEXT_VERSIONS = {
  /** The information clause (art. 13 RODO): read, not agreed to. */
  'information-clause': '2026-11',
  /** What the form to join says about personal data (`join.information.*`): shown, not agreed to. */
  join: '2026-11-21',
} as const;

export type Purpose = keyof typeof TEXT_VERSIONS;

export interface Consent {
  purpose: Purpose;
  textVersion: string;
  language: string;
  givenAt: Date;
  withdrawnAt: Date | null;
}
