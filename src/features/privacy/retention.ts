/**
 * How long what is kept, and why. The one place for periods: the nightly job deletes by it, the page about privacy
 * prints it, the evidence names the rule. The reasons are messages: `privacy.retention.<id>` and `.why`.
 */
export interface RetentionRule {
  id: RuleId;
  /** Days after which it goes, counted from the last day it was of use. */
  days: number;
}

export const RULE_IDS = [
  'sessions', 'tries', 'sign-ins', 'drafts', 'unverified-applications', 'mail-links', 'demo-mails', 'mail-texts', 'report-addresses', 'alerts',
  'mails', 'failing-addresses', 'disclosures', 'names-in-history', 'evidence',
] as const;
export type RuleId = (typeof RULE_IDS)[number];

const DAYS: Readonly<Record<RuleId, number>> = {
  sessions: 0,
  tries: 0,
  // A day longer than the link in the mail lives, so that whoever follows it late is told so.
  'unverified-applications': 8,
  'mail-links': 30,
  'demo-mails': 30,
  'sign-ins': 180,
  'mail-texts': 180,
  'report-addresses': 180,
  drafts: 365,
  alerts: 365,
  mails: 730,
  'failing-addresses': 730,
  disclosures: 730,
  'names-in-history': 2_190,
  evidence: 2_190,
};

/** In the order in which they are applied and printed. */
export const retentionRules: readonly RetentionRule[] = RULE_IDS.map((id) => ({ id, days: DAYS[id] }));

const DAY = 86_400_000;

/** What is older than this instant goes. */
export const olderThan = ({ days }: RetentionRule, now: Date): Date => new Date(now.getTime() - days * DAY);
