import { z } from 'zod';
import type { FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';

const text = (max: number) => z.string().max(max).catch('');
const schema = z.object({ email: text(200), password: text(1_000), next: text(2_000) });

export interface SignInForm {
  email: string;
  next: string;
  errors: FieldErrors;
}

/** A path of ours to go to after signing in; anything that leads elsewhere becomes the dashboard. */
export function safeNext(typed: string): string {
  const base = 'http://own.invalid';
  if (!typed.startsWith('/') || !URL.canParse(typed, base)) return paths.dashboard();
  const url = new URL(typed, base);
  return url.origin === base ? `${url.pathname}${url.search}` : paths.dashboard();
}

/** What was typed, without the password, and what is missing. */
export function signInForm(body: Record<string, unknown>): SignInForm {
  const { email, password, next } = schema.parse(body);
  return {
    email: email.trim(),
    next,
    errors: {
      ...(email.trim() ? {} : { email: { key: 'sign-in.email-missing' } }),
      ...(password ? {} : { password: { key: 'sign-in.password-missing' } }),
    },
  };
}
