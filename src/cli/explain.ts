import { join } from 'node:path';
import { isDomainError } from '../kernel/errors.ts';
import { loadMessages } from '../templates/i18n.ts';
import { ROOT } from './context.ts';

/** What went wrong, for the operator: refusals of the domain in words, anything else by its message and hint. */
export function explain(error: unknown): string {
  if (isDomainError(error)) return loadMessages(join(ROOT, 'locales')).translate('en')(error.key, error.data);
  if (!(error instanceof Error)) return String(error);
  return 'hint' in error && typeof error.hint === 'string' ? `${error.message}\n${error.hint}` : error.message;
}
