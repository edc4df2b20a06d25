import { addDays, today, type LocalDate } from '../../kernel/dates.ts';

/** What the office writes about itself: the information clause and the accessibility statement are made of it. */
export type SiteTextKind = 'line' | 'text' | 'date' | 'email' | 'status' | 'method';

interface Field {
  kind: SiteTextKind;
  /** Whose page cannot be complete without it. */
  needed?: 'clause' | 'statement';
}

/** In the order of the form. `-en` is the English version of a text; without it the Polish one is shown. */
export const CLAUSE_FIELDS = {
  'controller-name': { kind: 'line', needed: 'clause' },
  'controller-address': { kind: 'line', needed: 'clause' },
  'controller-email': { kind: 'email', needed: 'clause' },
  'controller-phone': { kind: 'line' },
  'dpo-name': { kind: 'line' },
  'dpo-email': { kind: 'email' },
  recipients: { kind: 'text', needed: 'clause' },
  'recipients-en': { kind: 'text' },
} as const satisfies Record<string, Field>;

export const STATEMENT_FIELDS = {
  'statement-published': { kind: 'date', needed: 'statement' },
  'statement-updated': { kind: 'date', needed: 'statement' },
  'statement-status': { kind: 'status', needed: 'statement' },
  'statement-gaps': { kind: 'text' },
  'statement-gaps-en': { kind: 'text' },
  'statement-prepared': { kind: 'date', needed: 'statement' },
  'statement-method': { kind: 'method', needed: 'statement' },
  'statement-auditor': { kind: 'line' },
  'statement-reviewed': { kind: 'date', needed: 'statement' },
  'statement-person': { kind: 'line', needed: 'statement' },
  'statement-email': { kind: 'email', needed: 'statement' },
  'statement-phone': { kind: 'line', needed: 'statement' },
  'statement-building': { kind: 'text', needed: 'statement' },
  'statement-building-en': { kind: 'text' },
} as const satisfies Record<string, Field>;

export type SiteTextName = keyof typeof CLAUSE_FIELDS | keyof typeof STATEMENT_FIELDS;
export const FIELDS: Readonly<Record<SiteTextName, Field>> = { ...CLAUSE_FIELDS, ...STATEMENT_FIELDS };
export const SITE_TEXT_NAMES = Object.keys(FIELDS) as SiteTextName[];

export const STATUSES = ['full', 'partial', 'none'] as const;
export const METHODS = ['self', 'external'] as const;

/** What is written; what is missing is empty. */
export type SiteTexts = Readonly<Record<SiteTextName, string>>;

export const EMPTY = Object.fromEntries(SITE_TEXT_NAMES.map((name) => [name, ''])) as SiteTexts;

/** Needed fields without content. */
export const missingFor = (page: 'clause' | 'statement', texts: SiteTexts): SiteTextName[] =>
  SITE_TEXT_NAMES.filter((name) => FIELDS[name].needed === page && texts[name] === '');

/**
 * Whether the yearly review of the statement is overdue. It is due by 31 March of each year (ustawa z 4 kwietnia 2019 r.
 * o dostępności cyfrowej, art. 11); until then last year's review counts.
 */
export function isReviewOverdue(reviewed: string, day: LocalDate): boolean {
  if (reviewed === '') return false;
  const year = Number(day.slice(0, 4));
  const needed = day > `${year}-03-31` ? year : year - 1;
  return Number(reviewed.slice(0, 4)) < needed;
}

export type SiteWarning = 'clause-missing' | 'statement-missing' | 'review-overdue' | 'security-expired';

/** What an administrator has to see to. `expires` is the last day of security.txt, null when there is none. */
export function siteWarnings(texts: SiteTexts, now: Date, expires: string | null): SiteWarning[] {
  const day = today(now);
  return [
    ...(missingFor('clause', texts).length > 0 ? ['clause-missing' as const] : []),
    ...(missingFor('statement', texts).length > 0 ? ['statement-missing' as const] : []),
    ...(isReviewOverdue(texts['statement-reviewed'], day) ? ['review-overdue' as const] : []),
    ...(expires !== null && expires < addDays(day, 30) ? ['security-expired' as const] : []),
  ];
}
