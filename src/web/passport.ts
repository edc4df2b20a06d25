import type { Request, RequestHandler, Response } from 'express';
import passport from 'passport';
import { Strategy as LocalStrategy, type IVerifyOptions } from 'passport-local';
import type { PersonActor } from '../kernel/actor.ts';
import type { Browser } from '../kernel/browser.ts';
import { browserOf } from './browser.ts';
import { deviceTokensOf } from './device-cookie.ts';
import { networkOf } from './network.ts';
import type { PasswordOutcome, SignedIn } from './route.ts';

declare global {
  namespace Express {
    // Passport keeps the signed-in person here.
    interface User extends PersonActor {}
  }
}

/** A try to sign in with a password. */
export interface PasswordAttempt {
  email: string;
  password: string;
  ip: string;
  browser: Browser;
  deviceTokens: string;
}

export interface SignInRules {
  /** The person of an open sign-in as an actor, or null when it has ended or the account is gone or disabled. */
  loadActor(personId: string, organisationId: string | null, signInId: string): Promise<PersonActor | null>;
  /** What the address and password lead to; throws `too-many` past the limit of tries. */
  verify(attempt: PasswordAttempt): Promise<PasswordOutcome>;
  now(): Date;
}

export interface Authentication {
  middleware: RequestHandler;
  /** Checks the address and password of a posted form. Begins nothing yet. */
  checkPassword(req: Request): Promise<PasswordOutcome>;
  /** Begins a session under a new id: one known before is worth nothing after. */
  begin(req: Request, signedIn: SignedIn): Promise<void>;
  /** Goes on with the session under a new id. */
  renew(req: Request): Promise<void>;
}

interface Outcome extends IVerifyOptions {
  outcome: PasswordOutcome;
}

function strategy(rules: SignInRules): LocalStrategy {
  return new LocalStrategy({ usernameField: 'email', passReqToCallback: true }, (req, email, password, done) => {
    const ip = req.ip ?? '';
    const browser = browserOf(req.get('user-agent') ?? '', ip);
    rules.verify({ email, password, ip: networkOf(ip), browser, deviceTokens: deviceTokensOf(req) }).then(
      (outcome) => {
        const told: Outcome = { message: outcome.kind, outcome };
        done(null, outcome.kind === 'in' ? outcome.signedIn.actor : false, told);
      },
      (error: unknown) => done(error),
    );
  });
}

/** Passport regenerates the session at sign-in; nothing of the one before is kept. */
function begin(req: Request, { actor, signInId }: SignedIn, now: Date): Promise<void> {
  return new Promise((resolve, reject) => {
    req.logIn(actor, (error: unknown) => {
      if (error) return reject(error);
      req.session.signInId = signInId;
      req.session.seenAt = now.getTime();
      if (actor.organisation) req.session.organisationId = actor.organisation.id;
      resolve();
    });
  });
}

/** Sign-in with Passport. A session whose sign-in has ended, or of an account that is gone or disabled, is a visitor's. */
export function authentication(rules: SignInRules): Authentication {
  const instance = new passport.Passport();
  instance.use(strategy(rules));
  instance.serializeUser<string>((user, done) => done(null, user.personId));
  const restore = (req: Request, personId: string, done: (error: unknown, user?: PersonActor | false) => void): void => {
    const { signInId, organisationId } = req.session;
    if (signInId === undefined) return done(null, false);
    rules.loadActor(personId, organisationId ?? null, signInId).then(
      (actor) => done(null, actor ?? false),
      (error: unknown) => done(error),
    );
  };
  instance.deserializeUser(restore);
  const checkPassword = (req: Request): Promise<PasswordOutcome> =>
    new Promise((resolve, reject) => {
      const check = instance.authenticate('local', (error: unknown, _actor: unknown, told: Outcome | undefined) => {
        if (error) reject(error);
        else resolve(told?.outcome ?? { kind: 'wrong' });
      }) as RequestHandler;
      void check(req, req.res as Response, reject);
    });
  const renew = async (req: Request): Promise<void> => {
    const { signInId, organisationId } = req.session;
    const actor = req.user as PersonActor;
    await begin(req, { actor, signInId: signInId ?? '', deviceTokens: '' }, rules.now());
    if (organisationId !== undefined) req.session.organisationId = organisationId;
  };
  return {
    middleware: instance.session() as RequestHandler,
    checkPassword,
    begin: (req, signedIn) => begin(req, signedIn, rules.now()),
    renew,
  };
}
