import connectPg from 'connect-pg-simple';
import type { RequestHandler } from 'express';
import session from 'express-session';
import type { Pool } from 'pg';
import { prepared } from '../db/prepared.ts';
import type { Flash } from './route.ts';

declare module 'express-session' {
  interface SessionData {
    /** Last time the session was written, so that it is not written on every request. */
    seenAt: number;
    signedInAt: number;
    /** The organisation the person acts for. */
    organisationId: string;
    /** The sign-in on which this session stands: it ends with it. */
    signInId: string;
    flash: Flash;
    /** What one page of a dialogue leaves for the next: a first step done, a challenge. */
    carried: Record<string, string>;
  }
}

export interface SessionOptions {
  pool: Pool;
  secret: string;
  /** True when people reach the site by https: the cookie then carries the __Host- prefix. */
  secure: boolean;
  now: () => Date;
  /** Notes that the session of this sign-in is in use. */
  seen(signInId: string): Promise<void>;
}

const IDLE = 12 * 3_600_000;
const TOUCH_EVERY = 5 * 60_000;

// How the library reads a session, which every page of a person does.
prepared('SELECT sess FROM "session" WHERE sid = $1 AND expire >= to_timestamp($2)');

/** Sessions in PostgreSQL. A visitor who only reads gets none; an unchanged one is written every five minutes at most. */
export function sessions(options: SessionOptions): RequestHandler[] {
  const Store = connectPg(session);
  const middleware = session({
    store: new Store({ pool: options.pool, tableName: 'session', pruneSessionInterval: false, disableTouch: true }),
    name: options.secure ? '__Host-sid' : 'sid',
    secret: options.secret,
    resave: false,
    saveUninitialized: false,
    rolling: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: options.secure, path: '/', maxAge: IDLE },
  });
  const keepAlive: RequestHandler = async (req, _res, next) => {
    const now = options.now().getTime();
    const { signInId, seenAt } = req.session;
    if (signInId !== undefined && now - (seenAt ?? 0) > TOUCH_EVERY) {
      req.session.seenAt = now;
      req.session.touch();
      await options.seen(signInId);
    }
    next();
  };
  return [middleware, keepAlive];
}
