import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Mailer } from '../../mail/mailer.repository.ts';
import type { Messages } from '../../templates/i18n.ts';
import type { PostCommandDeps } from '../posts/index.ts';

/** What every command of commitments needs. */
export interface CommitmentDeps {
  uow: UnitOfWork;
  mailer: Mailer;
  messages: Messages;
  /** One more address that gets the mails to the office. */
  officeMail?: string | null;
  /** For the search index, which knows whether a need is covered. */
  posts: Omit<PostCommandDeps, 'uow'>;
}
