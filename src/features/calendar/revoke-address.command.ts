import type { PersonActor } from '../../kernel/actor.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { calendarTokenRepository } from './calendar-token.repository.ts';

/** Ends a person's calendar address. */
export const revokeAddress = ({ uow }: { uow: UnitOfWork }, { personId }: PersonActor): Promise<void> =>
  uow.run(({ manager }) => calendarTokenRepository(manager).remove(personId));
