import { csrfSync } from 'csrf-sync';
import type { Request } from 'express';
import { DomainError } from '../../kernel/errors.ts';
import { masked, unmasked } from './csrf-mask.ts';

/** Why a form without the token of its session is refused. */
export const FORM_EXPIRED = 'errors.form-expired';

/** Bytes of chance in a session's token. */
const SIZE = 32;

const { generateToken, csrfSynchronisedProtection, isRequestValid } = csrfSync({
  size: SIZE,
  getTokenFromRequest: (req) => {
    const token: unknown = (req.body as Record<string, unknown> | undefined)?.['_csrf'];
    return typeof token === 'string' ? unmasked(token) : null;
  },
  errorConfig: { statusCode: 403, message: 'csrf', code: 'EBADCSRFTOKEN' },
});

/** Refuses a post without the token of its own session. */
export const csrfProtection = csrfSynchronisedProtection;

/** True when the fields that have arrived so far hold the session's token. */
export const hasCsrfToken = (req: Request): boolean => isRequestValid(req);

/**
 * The session's token, masked anew at every call: all of them are good as long as the session. Asking for it is what gives
 * a visitor a session, so only pages with forms do.
 */
export function csrfToken(req: Request): string {
  return masked(generateToken(req));
}

export function csrfRefusal(error: unknown): DomainError | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'EBADCSRFTOKEN' ? new DomainError('not-allowed', FORM_EXPIRED) : null;
}
