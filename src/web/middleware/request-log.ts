import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

/**
 * One line per request, with an id that the error page shows too. The route's pattern is logged, not the address:
 * addresses hold search words and secret links.
 */
export function requestLog(log: Logger): RequestHandler {
  return (req, res, next) => {
    const started = performance.now();
    const id = randomUUID();
    res.locals['requestId'] = id;
    res.setHeader('X-Request-Id', id);
    res.once('close', () => {
      const pattern: unknown = res.locals['route'] ?? req.path.split('/').slice(0, 2).join('/');
      const line = { id, method: req.method, route: pattern, status: res.statusCode, ms: Math.round(performance.now() - started) };
      if (!res.writableFinished) log.warn(line, 'request cut off');
      else if (req.path.startsWith('/assets/')) log.debug(line, 'asset');
      else log.info(line, 'request');
    });
    next();
  };
}
