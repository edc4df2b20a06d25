import type { RateLimit } from '../../db/rate-limit.ts';
import type { Browser } from '../../kernel/browser.ts';
import { DomainError } from '../../kernel/errors.ts';
import { enter, noteRefusal, type SignInDeps } from '../accounts/index.ts';
import { lockPasskey, notePasskeyUse } from './passkey.repository.ts';
import { answerOf, keyIdIn, type Site } from './webauthn.ts';

export interface PasskeySignInDeps extends Pick<SignInDeps, 'uow' | 'accounts' | 'devices'> {
  site: Site;
  /** Answers of keys from one network address. */
  perKeyAddress: RateLimit;
}

export interface PasskeyAttempt {
  challenge: string | null;
  response: string;
  ip: string;
  browser: Browser;
  deviceTokens: string;
}

/**
 * Signs in by a passkey: the key proves possession, and asked for a finger, a face or a PIN, so there is no second step.
 * Null for a wrong answer, a key of nobody, and an account that is gone or disabled alike. @throws DomainError too-many
 */
export async function signInByPasskey(deps: PasskeySignInDeps, attempt: PasskeyAttempt) {
  if (!(await deps.perKeyAddress.take(attempt.ip))) throw new DomainError('too-many', 'sign-in.too-many');
  const keyId = keyIdIn(attempt.response);
  const { challenge, browser, deviceTokens } = attempt;
  const outcome = await deps.uow.run(async ({ manager, now }) => {
    const key = keyId === null ? null : await lockPasskey(manager, keyId);
    const answer = key && challenge !== null ? await answerOf(deps.site, challenge, attempt.response, key) : null;
    if (key && answer) await notePasskeyUse(manager, key.id, answer, now);
    return { personId: key?.personId ?? null, right: answer !== null };
  });
  if (!outcome.right || outcome.personId === null) {
    await noteRefusal(deps, outcome.personId, 'passkey', browser);
    return null;
  }
  await deps.perKeyAddress.giveBack(attempt.ip);
  return enter(deps, { personId: outcome.personId, how: 'passkey', browser, deviceTokens });
}
