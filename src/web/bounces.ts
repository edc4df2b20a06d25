import { createHash, timingSafeEqual } from 'node:crypto';
import express, { Router, type Request, type RequestHandler } from 'express';
import { paths } from '../paths.ts';

/** What is done with a report: its body as text with its type. True when it was about a mail of ours. */
export type TakeBounce = (report: { type: 'json' | 'message'; body: string }) => Promise<boolean>;

const LIMIT = '1mb';
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether a request carries `Authorization: Bearer <token>`, compared in constant time. */
export function bearer(req: Request, token: string): boolean {
  const given = /^Bearer ([^\s]+)$/.exec(req.get('authorization') ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

/** Takes bounces in from a mail server or a mail service. Without a token in the settings there is no such address. */
export function bounces(token: string | null, take: TakeBounce): Router {
  const router = Router();
  if (token === null) return router;
  const known: RequestHandler = (req, res, next) => {
    if (bearer(req, token)) return next();
    res.status(401).set('WWW-Authenticate', 'Bearer').type('text/plain').send('Unauthorized\n');
  };
  const body = express.text({ type: ['application/json', 'message/rfc822'], limit: LIMIT });
  router.post(paths.bounces(), known, body, async (req, res) => {
    const report: unknown = req.body;
    if (typeof report !== 'string' || report === '') return void res.status(415).type('text/plain').send('JSON or message/rfc822\n');
    const taken = await take({ type: req.is('application/json') ? 'json' : 'message', body: report });
    // A service that is told anything but yes sends the same again and again.
    res.status(taken ? 200 : 202).json({ taken });
  });
  return router;
}
