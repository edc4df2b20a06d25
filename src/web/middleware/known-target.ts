import type { RequestHandler } from 'express';

/**
 * A request target is a path, or (from proxies) a whole address. Anything else, such as `GET *`, would trip over the
 * first part that looks for a path in it.
 */
export const knownTarget: RequestHandler = (req, res, next) => {
  if (req.url.startsWith('/') || URL.canParse(req.url)) return next();
  res.status(400).type('text/plain').send('Bad request\n');
};
