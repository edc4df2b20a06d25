import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { DomainError } from '../../kernel/errors.ts';
import { personRepository } from './person.repository.ts';
import { endEverySession, endSessions } from './sign-ins.repository.ts';

/** Ends the sessions of one person, or of everybody, from the command line. Returns how many. @throws DomainError not-found */
export function flushSessions({ uow }: { uow: UnitOfWork }, email: string | null): Promise<number> {
  return uow.run(async ({ manager, now }) => {
    if (email === null) return endEverySession(manager, now);
    const person = await personRepository(manager).findByEmail(email);
    if (!person) throw new DomainError('not-found', 'account.unknown-email');
    return endSessions(manager, person.id, now);
  });
}
