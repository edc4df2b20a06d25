import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Browser } from '../../kernel/browser.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { AccountQueries } from './accounts.queries.ts';
import type { DeviceTokens } from './device-tokens.ts';
import { checkPassword } from './password.ts';
import { normaliseEmail } from './person.ts';
import type { PasswordOutcome, SignedIn, SignInMethod } from './sign-in.ts';
import { noteSignIn } from './sign-ins.repository.ts';
import { countTry, type Tries } from './tries.ts';

export interface SignInDeps {
  uow: UnitOfWork;
  accounts: AccountQueries;
  tries: Tries;
  devices: DeviceTokens;
}

export interface SignInAttempt {
  email: string;
  password: string;
  ip: string;
  browser: Browser;
  /** What the browser kept from earlier sign-ins. */
  deviceTokens: string;
}

/** Longer texts are no address: they are looked up as what they are, cut off. */
const LONGEST = 254;

export interface Entering {
  personId: string;
  how: SignInMethod;
  browser: Browser;
  deviceTokens: string;
}

/** Somebody has proved who they are, in whatever way. @throws DomainError not-found when the account is gone or disabled */
export async function enter(deps: Pick<SignInDeps, 'uow' | 'accounts' | 'devices'>, entering: Entering): Promise<SignedIn> {
  const { personId, how, browser } = entering;
  const signInId = await deps.uow.run(({ manager, now }) => noteSignIn(manager, now, { personId, how, outcome: 'in', browser }));
  const actor = await deps.accounts.signedIn(personId, null, signInId);
  if (!actor) throw new DomainError('not-found', 'errors.not-found');
  return { actor, signInId, deviceTokens: deps.devices.add(entering.deviceTokens, personId) };
}

/** Notes a refusal in the log of the person, or, the same work, of nobody. */
export async function noteRefusal(deps: Pick<SignInDeps, 'uow'>, personId: string | null, how: SignInMethod, browser: Browser): Promise<void> {
  await deps.uow.run(({ manager, now }) => noteSignIn(manager, now, { personId, how, outcome: 'refused', browser }));
}

const NOBODY = '00000000-0000-4000-8000-000000000000';

/**
 * Checks an address and a password. Unknown address, wrong password, disabled and unconfirmed account answer alike, with the same work.
 * @throws DomainError too-many past the limits.
 */
export async function verifySignIn(deps: SignInDeps, attempt: SignInAttempt): Promise<PasswordOutcome> {
  const { browser, deviceTokens } = attempt;
  const email = normaliseEmail(attempt.email).slice(0, LONGEST);
  const found = await deps.accounts.credentials(email);
  const device = deps.devices.known(deviceTokens, found?.id ?? NOBODY);
  const giveBack = await countTry(deps.tries, { email, device, ip: attempt.ip });
  if (!(await checkPassword(found?.passwordHash ?? null, attempt.password)) || !found) {
    await noteRefusal(deps, found?.id ?? null, 'password', browser);
    return { kind: 'wrong' };
  }
  await giveBack();
  if (found.secondStep) return { kind: 'second-step', personId: found.id };
  return { kind: 'in', signedIn: await enter(deps, { personId: found.id, how: 'password', browser, deviceTokens }) };
}
