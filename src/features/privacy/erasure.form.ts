import type { FieldErrors } from '../../kernel/errors.ts';
import { verbatim } from '../accounts/index.ts';

export interface ErasureForm {
  password: string;
  sure: boolean;
  errors: FieldErrors;
}

/** The password is never shown again; the tick is. */
export function erasureForm(body: Record<string, unknown>): ErasureForm {
  const sure = verbatim(body, 'sure') === 'yes';
  return { password: verbatim(body, 'password'), sure, errors: sure ? {} : { sure: { key: 'privacy.erase.sure-missing' } } };
}
