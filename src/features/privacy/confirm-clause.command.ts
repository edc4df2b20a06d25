import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { PersonActor } from '../../kernel/actor.ts';
import { recordConsent } from '../evidence/index.ts';

/** Notes that a person has read the present information clause, in the language they read it in. */
export const confirmClause = ({ uow }: { uow: UnitOfWork }, actor: PersonActor, language: PersonActor['language']): Promise<void> =>
  uow.run(({ manager, now }) => recordConsent(manager, now, { personId: actor.personId, purpose: 'information-clause', language }));
