import type { RateLimit } from '../../db/rate-limit.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { MailLinks } from '../../mail/links.repository.ts';
import type { AccountMailDeps } from '../accounts/index.ts';

/** What the commands about people work with. */
export interface PeopleDeps extends AccountMailDeps {
  uow: UnitOfWork;
  links: MailLinks;
  /** Invitations of one organisation: each is a mail to an address that somebody typed. */
  perInviter: RateLimit;
}
