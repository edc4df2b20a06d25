import { Router, type RequestHandler } from 'express';
import { paths } from '../paths.ts';
import { bearer } from './bounces.ts';

/** Where figures go to and come from; the metrics folder makes one. */
export interface Meter {
  request(method: string, route: string, status: number, seconds: number): void;
  text(): Promise<{ body: string; type: string }>;
}

const METHODS = new Set(['GET', 'HEAD', 'POST']);

const OWN: ReadonlySet<string> = new Set([paths.health(), paths.ready(), paths.bounces()]);

/* Whatever people ask for, there are only so many names. */
function routeOf(address: string, pattern: unknown): string {
  if (typeof pattern === 'string') return pattern;
  if (address.startsWith('/assets/')) return '/assets';
  return OWN.has(address) ? address : 'none';
}

/** Measures every answer by the pattern of its route; addresses that no route has are one. */
function measure(meter: Meter): RequestHandler {
  return (req, res, next) => {
    const started = performance.now();
    res.once('close', () => {
      const route = routeOf(req.originalUrl, res.locals['route']);
      meter.request(METHODS.has(req.method) ? req.method : 'other', route, res.statusCode, (performance.now() - started) / 1000);
    });
    next();
  };
}

/** `/metrics`, for whoever has the token. Without a token in the settings nothing is measured and there is no such page. */
export function metrics(token: string | null, begin: () => Meter): Router {
  const router = Router();
  if (token === null) return router;
  const meter = begin();
  router.use(measure(meter));
  router.get(paths.metrics(), async (req, res) => {
    res.locals['route'] = paths.metrics();
    if (!bearer(req, token)) return void res.status(401).set('WWW-Authenticate', 'Bearer').type('text/plain').send('Unauthorized\n');
    const { body, type } = await meter.text();
    res.set('Cache-Control', 'no-store').type(type).send(body);
  });
  return router;
}
