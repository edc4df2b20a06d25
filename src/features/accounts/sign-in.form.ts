import { z } from 'zod';
import type { FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';

const text = z.string().catch('');
const schema = z.object({ email: text, password: text, next: text });
/** No address of ours has a control character, and PostgreSQL takes no NUL. */
// eslint-disable-next-line no-control-regex -- looking for them is the point
const CONTROL = /[\u0000-\u001f\u007f]/;

export interface SignInForm {
  email: string;
  next: string;
  errors: FieldErrors;
}

/** A path of ours to go to after signing in; anything that leads elsewhere becomes the dashboard. */
export function safeNext(typed: string): string {
  const base = 'http://own.invalid';
  if (!typed.startsWith('/') || !URL.canParse(typed, base)) return paths.dashboard();
  const { origin, pathname, search } = new URL(typed, base);
  // `/.//host` has a path of ours that browsers would read as another host.
  return origin === base && !pathname.startsWith('//') ? `${pathname}${search}` : paths.dashboard();
}

/** What was typed, without the password, and what is missing. */
export function signInForm(body: Record<string, unknown>): SignInForm {
  const { email, password, next } = schema.parse(body);
  const emailFault = !email.trim() ? 'sign-in.email-missing' : CONTROL.test(email.trim()) ? 'sign-in.wrong' : null;
  return {
    email: email.trim(),
    next,
    errors: {
      ...(emailFault ? { email: { key: emailFault } } : {}),
      ...(password ? {} : { password: { key: 'sign-in.password-missing' } }),
    },
  };
}
