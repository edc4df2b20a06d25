import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Mailer } from '../../mail/mailer.repository.ts';
import type { Messages } from '../../templates/i18n.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import type { OpenOf } from './alerts.queries.ts';

/** What telling people of matches needs. */
export interface AlertDeps {
  uow: UnitOfWork;
  mailer: Mailer;
  messages: Messages;
  vocabulary: Vocabulary;
  openOf: OpenOf;
}
