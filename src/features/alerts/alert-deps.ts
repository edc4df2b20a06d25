import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Mailer } from '../../mail/mailer.repository.ts';
import type { Messages } from '../../templates/i18n.ts';
import type { Vocabulary } from '../vocabulary/index.ts';

/** What telling people of matches needs. */
export interface AlertDeps {
  uow: UnitOfWork;
  mailer: Mailer;
  messages: Messages;
  vocabulary: Vocabulary;
  clock: Clock;
}

/** What telling the office needs besides. */
export interface OfficeAlertDeps extends AlertDeps {
  /** One more address that gets the mails to the office. */
  officeMail: string | null;
}
