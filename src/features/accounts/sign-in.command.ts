import type { PersonActor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { RateLimit } from '../../db/rate-limit.ts';
import type { AccountQueries } from './accounts.queries.ts';
import { checkPassword } from './password.ts';
import { normaliseEmail } from './person.ts';

export interface SignInDeps {
  accounts: AccountQueries;
  /** Tries per account, whatever the address they come from. */
  perAccount: RateLimit;
  /** Tries per client address, whatever the account. */
  perAddress: RateLimit;
}

export type VerifySignIn = (email: string, password: string, ip: string) => Promise<PersonActor | null>;

/**
 * Checks an address and a password. Unknown address, wrong password and disabled account answer alike, with the same work.
 * @throws DomainError too-many past the limits.
 */
export function verifySignIn({ accounts, perAccount, perAddress }: SignInDeps): VerifySignIn {
  return async (typed, password, ip) => {
    const email = normaliseEmail(typed);
    const [account, address] = await Promise.all([perAccount.take(email.slice(0, 200)), perAddress.take(ip)]);
    if (!account || !address) throw new DomainError('too-many', 'sign-in.too-many');
    const found = await accounts.credentials(email);
    if (!(await checkPassword(found?.passwordHash ?? null, password)) || !found) return null;
    await perAccount.reset(email.slice(0, 200));
    return accounts.actor(found.id, null);
  };
}
