import type { FieldErrors } from '../../kernel/errors.ts';
import { verbatim } from './fields.ts';
import { passwordFault, type PasswordContext } from './password-rules.ts';

/** Reads a chosen password, verbatim: no trimming, no changing of letters. Field `password`. */
export function newPasswordForm(body: Record<string, unknown>, context: PasswordContext): { password: string; errors: FieldErrors } {
  const password = verbatim(body, 'password');
  const fault = passwordFault(password, context);
  return { password, errors: fault ? { password: fault } : {} };
}
