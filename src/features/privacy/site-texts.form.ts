import { parseLocalDate } from '../../kernel/dates.ts';
import type { FieldError, FieldErrors } from '../../kernel/errors.ts';
import { emailFrom } from '../accounts/index.ts';
import { EMPTY, FIELDS, METHODS, SITE_TEXT_NAMES, STATUSES, type SiteTextName, type SiteTexts } from './site-text.ts';

export interface SiteTextsForm {
  typed: SiteTexts;
  /** The version of the texts that the form was filled from. */
  seen: string;
  errors: FieldErrors;
}

const LONGEST = { line: 200, text: 4_000 };

// eslint-disable-next-line no-control-regex -- taking them out is the point
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]+/g;

function read(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').replace(CONTROL, ' ').toWellFormed().normalize('NFC').trim() : '';
}

const among = (allowed: readonly string[], value: string): FieldError | null => (allowed.includes(value) ? null : { key: 'privacy.site.choose' });

const CHECKS: Record<(typeof FIELDS)[SiteTextName]['kind'], (value: string) => FieldError | null> = {
  line: (value) => (value.length > LONGEST.line ? { key: 'privacy.site.too-long', data: { max: LONGEST.line } } : null),
  text: (value) => (value.length > LONGEST.text ? { key: 'privacy.site.too-long', data: { max: LONGEST.text } } : null),
  date: (value) => (parseLocalDate(value) ? null : { key: 'privacy.site.bad-date' }),
  email: (value) => (emailFrom(value) === null ? { key: 'account.bad-email' } : null),
  status: (value) => among(STATUSES, value),
  method: (value) => among(METHODS, value),
};

/** Every field may stay empty: the pages then say what is missing, and to administrators only. */
export function siteTextsForm(body: Record<string, unknown>): SiteTextsForm {
  const typed: Record<SiteTextName, string> = { ...EMPTY };
  const errors: Record<string, FieldError> = {};
  for (const name of SITE_TEXT_NAMES) {
    typed[name] = read(body, name);
    const fault = typed[name] === '' ? null : CHECKS[FIELDS[name].kind](typed[name]);
    if (fault) errors[name] = fault;
  }
  return { typed, seen: read(body, 'seen'), errors };
}
