import type { Request, RequestHandler } from 'express';
import { DomainError } from '../../kernel/errors.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** The one POST that comes from a mail provider's server instead of a page of ours (RFC 8058). */
const ONE_CLICK = /^\/u\//;

function comesFromElsewhere(req: Request, own: string | null): boolean {
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = req.get('origin');
  if (origin === undefined) return false;
  const host = URL.canParse(origin) ? new URL(origin).host : null;
  return host === null || (host !== own && host !== req.get('host'));
}

/** A form posted from another site is refused, before and beside the CSRF token: Sec-Fetch-Site where sent, else Origin. */
export function sameOrigin(baseUrl: string | null): RequestHandler {
  const own = baseUrl === null ? null : new URL(baseUrl).host;
  return (req, _res, next) => {
    if (SAFE.has(req.method) || ONE_CLICK.test(req.path)) return next();
    if (comesFromElsewhere(req, own)) throw new DomainError('not-allowed', 'errors.other-site');
    next();
  };
}
