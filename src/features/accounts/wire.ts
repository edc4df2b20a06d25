import type { RateLimit } from '../../db/rate-limit.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { JobHandlers } from '../../jobs/worker.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { MailLinks } from '../../mail/links.repository.ts';
import type { Mailer } from '../../mail/mailer.repository.ts';
import type { Messages } from '../../templates/i18n.ts';
import type { AccountQueries } from './accounts.queries.ts';
import { SEND_ADDRESS_LINK, SEND_PASSWORD_LINK } from './accounts.jobs.ts';
import { sendAddressLink, type RemoveWaysIn } from './change-address.command.ts';
import { deviceTokens } from './device-tokens.ts';
import { sendPasswordLink } from './new-password.command.ts';
import type { OwnAccountQueries } from './own-account.queries.ts';
import { sealWith } from './sealed.ts';
import { verifySignIn, type SignInAttempt } from './sign-in.command.ts';
import { seeSignIn } from './sign-ins.repository.ts';

export interface AccountOptions {
  own: OwnAccountQueries;
  uow: UnitOfWork;
  accounts: AccountQueries;
  mailer: Mailer;
  links: MailLinks;
  messages: Messages;
  clock: Clock;
  secret: string;
  /** A budget of so many tries in so many seconds. */
  limit(name: string, tries: number, seconds: number): RateLimit;
  waysIn: readonly RemoveWaysIn[];
}

const QUARTER = 900;
const HOUR = 3_600;
const DAY = 86_400;

/** What commands and pages of accounts work with, made once. */
export function accountTools(options: AccountOptions) {
  const { uow, accounts, mailer, links, messages, clock, secret, limit, waysIn } = options;
  const devices = deviceTokens(secret);
  const mails = { uow, mailer, messages, links };
  const proof = { uow, perProof: limit('proof', 10, QUARTER) };
  const tries = {
    perAccount: limit('sign-in-account', 10, QUARTER),
    perAddress: limit('sign-in-address', 100, QUARTER),
    perDevice: limit('sign-in-device', 10, QUARTER),
  };
  return {
    accounts, clock, devices, limit,
    own: options.own,
    signIn: { uow, accounts, tries, devices },
    newPassword: { ...mails, devices, perMailbox: limit('forgotten-mailbox', 5, HOUR), perAsker: limit('forgotten-asker', 30, HOUR) },
    address: { ...mails, ...proof, waysIn, perAddressChange: limit('address-change', 5, DAY) },
    codes: { ...mails, ...proof, seal: sealWith(secret), perCode: limit('code', 10, QUARTER) },
  };
}
export type AccountTools = ReturnType<typeof accountTools>;

/** What the web side asks of accounts on every request and at sign-in. */
export function signInRules({ accounts, signIn, clock }: AccountTools) {
  return {
    loadActor: accounts.signedIn,
    verify: (attempt: SignInAttempt) => verifySignIn(signIn, attempt),
    seen: (signInId: string) => signIn.uow.run(({ manager, now }) => seeSignIn(manager, signInId, now)),
    now: () => clock.now(),
  };
}

export function accountJobs({ newPassword, address }: AccountTools): JobHandlers {
  return {
    [SEND_PASSWORD_LINK]: ({ email }) => sendPasswordLink(newPassword, String(email)),
    [SEND_ADDRESS_LINK]: ({ personId, email }) => sendAddressLink(address, String(personId), String(email)),
  };
}
