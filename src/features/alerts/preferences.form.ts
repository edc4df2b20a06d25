import type { FieldErrors } from '../../kernel/errors.ts';
import { FieldReader, typedFrom } from '../posts/index.ts';
import { FREQUENCIES, type Frequency, type Preference } from './alert.ts';

export interface PreferencesForm {
  /** What was chosen, by organisation; null where nothing valid was. */
  typed: ReadonlyMap<string, { fits: Frequency | null; maybe: Frequency | null }>;
  /** The choices, or what is wrong: never both. */
  result: { chosen: ReadonlyMap<string, Preference> } | { errors: FieldErrors };
}

export const fieldOf = (kind: 'fits' | 'maybe', organisationId: string): string => `${kind}-${organisationId}`;

/**
 * Reads the choices for these organisations; fields of others are not looked at. Choosing anew on the page also turns
 * the overflow into the daily digest on again: the page says that it belongs to "at once".
 */
export function preferencesForm(body: Record<string, unknown>, organisationIds: readonly string[]): PreferencesForm {
  const reader = new FieldReader(typedFrom(body));
  const read = (kind: 'fits' | 'maybe', id: string) => reader.choice(fieldOf(kind, id), FREQUENCIES, null);
  const typed = new Map(organisationIds.map((id) => [id, { fits: read('fits', id), maybe: read('maybe', id) }]));
  const chosen = new Map<string, Preference>();
  for (const [id, { fits, maybe }] of typed) if (fits && maybe) chosen.set(id, { fits, maybe, overflow: true });
  return { typed, result: Object.keys(reader.errors).length > 0 ? { errors: reader.errors } : { chosen } };
}
