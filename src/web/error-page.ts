import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { DomainError, type ErrorCode } from '../kernel/errors.ts';
import { wayOnFrom } from './dead-links.ts';
import { csrfRefusal, FORM_EXPIRED } from './middleware/csrf.ts';
import { pageData, type PageOptions } from './router.ts';
import { sendAgainOf } from './send-again.ts';

interface ErrorPageOptions extends PageOptions {
  log: Logger;
}

/** The one map from the domain's codes to HTTP. */
const STATUS: Record<ErrorCode, number> = {
  'not-found': 404,
  'not-allowed': 403,
  invalid: 422,
  conflict: 409,
  expired: 410,
  'too-many': 429,
};

const VIEW: Record<number, string> = {
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  410: 'dead-link',
  429: 'too-many',
  503: 'busy',
};

const FAULTS: Record<number, string> = { 413: 'errors.too-large', 503: 'errors.busy' };

/** Seconds after which there may be room again for what was refused for want of it. */
const RETRY_AFTER = '30';

/** Faults that Express and its body parser report about a request: a 4xx, never a 500; and 503, no room for it now. */
function requestFault(error: unknown): number | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  return (error.status >= 400 && error.status < 500) || error.status === 503 ? error.status : null;
}

function refusalOf(error: unknown): { status: number; key: string; data: object } | null {
  const refusal = error instanceof DomainError ? error : csrfRefusal(error);
  if (refusal) return { status: STATUS[refusal.code], key: refusal.key, data: refusal.data };
  const status = requestFault(error);
  return status === null ? null : { status, key: FAULTS[status] ?? 'errors.bad-request', data: {} };
}

type T = (key: string, data?: object) => string;

/* A link from a mail that does not work leads on to where its reader gets what it was for. */
function viewOf(status: number, t: T, routePath: unknown): { view: string; title: string; help?: string; wayOn?: object } {
  const wayOn = wayOnFrom(routePath);
  const view = status === 404 && wayOn ? 'dead-link' : (VIEW[status] ?? (status < 500 ? 'invalid' : 'internal'));
  if (view !== 'dead-link') return { view, title: t(`errors.${view}.title`) };
  const why = status === 404 ? 'unknown' : 'over';
  return {
    view, title: t(`errors.dead-link.${why}.title`), help: t(`errors.dead-link.${why}.help`),
    ...(wayOn && { wayOn: { href: wayOn.href, label: t(wayOn.label) } }),
  };
}

function show(res: Response, status: number, options: ErrorPageOptions, message: { key: string; data: object }): void {
  const req = res.req;
  const t = (res.locals as { t?: T }).t ?? ((key: string) => key);
  const { view, ...words } = viewOf(status, t, res.locals['route']);
  const text = t(message.key, message.data);
  const again = message.key === FORM_EXPIRED ? sendAgainOf(req) : null;
  const title = again ? t('errors.again.title') : words.title;
  const data = { ...words, title, again, text: text === message.key ? null : text, id: String(res.locals['requestId'] ?? '') };
  res.status(status).setHeader('Cache-Control', 'no-store');
  if (status === 503) res.setHeader('Retry-After', RETRY_AFTER);
  res.render(`errors/${view}`, { layout: 'main', ...pageData(req, res, options, data) }, (error, html) => {
    if (!error) return res.send(html);
    // Express's own page would show the stack.
    options.log.error({ id: res.locals['requestId'], err: error }, 'the error page failed');
    res.type('text/plain').send(`${data.title}\n${data.id}\n`);
  });
}

/** What nobody answered is not found; what failed gets a page that helps, and, when it was our fault, an id that the log knows. */
export function errorPages(options: ErrorPageOptions): [RequestHandler, ErrorRequestHandler] {
  const missing: RequestHandler = () => {
    throw new DomainError('not-found', 'errors.not-found');
  };
  const failed: ErrorRequestHandler = (error: unknown, _req, res, next) => {
    if (res.headersSent) return next(error);
    const refusal = refusalOf(error);
    if (refusal) return show(res, refusal.status, options, refusal);
    options.log.error({ id: res.locals['requestId'], err: error, route: res.locals['route'] }, 'request failed');
    show(res, 500, options, { key: 'errors.internal', data: {} });
  };
  return [missing, failed];
}
