import type { PersonActor } from '../../kernel/actor.ts';
import type { Browser } from '../../kernel/browser.ts';

/** How somebody proved who they are. */
export type SignInMethod = 'password' | 'code' | 'recovery-code' | 'passkey' | 'provider';

/** A try to sign in. It is kept for the person whose account it was; that of an unknown address belongs to nobody. */
export interface NewSignIn {
  personId: string | null;
  how: SignInMethod;
  outcome: 'in' | 'refused';
  browser: Browser;
}

/** Somebody is in: the session stands on the sign-in, and the browser keeps the token that makes it a known one. */
export interface SignedIn {
  actor: PersonActor;
  signInId: string;
  deviceTokens: string;
}

/** What a password led to. `second-step`: it was right, and the person has a code generator. */
export type PasswordOutcome = { kind: 'in'; signedIn: SignedIn } | { kind: 'second-step'; personId: string } | { kind: 'wrong' };

/** A line of the sign-in log. */
export interface SignIn {
  id: string;
  at: Date;
  how: SignInMethod;
  outcome: 'in' | 'refused';
  device: string;
  place: string;
  seenAt: Date;
  /** The session that began with it is still open. */
  open: boolean;
}

const HOUR = 3_600_000;
/** A session ends twelve hours after it was last used, and a week after sign-in. */
export const IDLE_LIMIT = 12 * HOUR;
export const ABSOLUTE_LIMIT = 7 * 24 * HOUR;
