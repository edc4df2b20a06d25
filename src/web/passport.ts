import type { Request, RequestHandler, Response } from 'express';
import passport from 'passport';
import { Strategy as LocalStrategy } from 'passport-local';
import type { PersonActor } from '../kernel/actor.ts';

declare global {
  namespace Express {
    // Passport keeps the signed-in person here.
    interface User extends PersonActor {}
  }
}

export interface SignInRules {
  /** The person as an actor, or null when the account is gone or disabled. */
  loadActor(personId: string, organisationId: string | null): Promise<PersonActor | null>;
  /** The person with this address and password, or null; throws `too-many` past the limit of tries. */
  verify(email: string, password: string, ip: string): Promise<PersonActor | null>;
  now(): Date;
}

const ABSOLUTE_LIMIT = 7 * 24 * 3_600_000;

/** Checks the address and password of a posted form and, when they are right, begins a new session. */
export type Authenticate = (req: Request) => Promise<boolean>;

export interface Authentication {
  middleware: RequestHandler;
  authenticate: Authenticate;
}

function strategy(rules: SignInRules): LocalStrategy {
  return new LocalStrategy({ usernameField: 'email', passReqToCallback: true }, (req, email, password, done) => {
    rules.verify(email, password, req.ip ?? '').then(
      (actor) => done(null, actor ?? false),
      (error: unknown) => done(error),
    );
  });
}

/** Passport regenerates the session at sign-in, so that an id known before it is worth nothing after. */
function logIn(req: Request, actor: PersonActor, now: Date): Promise<boolean> {
  return new Promise((resolve, reject) => {
    req.logIn(actor, (error: unknown) => {
      if (error) return reject(error);
      req.session.signedInAt = now.getTime();
      req.session.seenAt = now.getTime();
      if (actor.organisation) req.session.organisationId = actor.organisation.id;
      resolve(true);
    });
  });
}

/** Sign-in with Passport. A session older than a week, or of an account that is gone or disabled, is a visitor's. */
export function authentication(rules: SignInRules): Authentication {
  const instance = new passport.Passport();
  instance.use(strategy(rules));
  instance.serializeUser<string>((user, done) => done(null, user.personId));
  const restore = (req: Request, personId: string, done: (error: unknown, user?: PersonActor | false) => void): void => {
    if (rules.now().getTime() - (req.session.signedInAt ?? 0) > ABSOLUTE_LIMIT) return done(null, false);
    rules.loadActor(personId, req.session.organisationId ?? null).then(
      (actor) => done(null, actor ?? false),
      (error: unknown) => done(error),
    );
  };
  instance.deserializeUser(restore);
  const authenticate: Authenticate = (req) =>
    new Promise((resolve, reject) => {
      const check = instance.authenticate('local', (error: unknown, actor: PersonActor | false | undefined) => {
        if (error) reject(error);
        else if (!actor) resolve(false);
        else logIn(req, actor, rules.now()).then(resolve, reject);
      }) as RequestHandler;
      void check(req, req.res as Response, reject);
    });
  return { middleware: instance.session() as RequestHandler, authenticate };
}
