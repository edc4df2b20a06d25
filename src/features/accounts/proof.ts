import type { RateLimit } from '../../db/rate-limit.ts';
import { DomainError, type FieldError } from '../../kernel/errors.ts';
import { checkPassword } from './password.ts';
import { personRepository } from './person.repository.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';

export interface ProofDeps {
  uow: UnitOfWork;
  /** Tries of a signed-in person to prove who they are. */
  perProof: RateLimit;
}

/**
 * The person at the keyboard proves once more to be the owner of the account, before something that matters changes.
 * Null when the password is right, else what to say at its field. @throws DomainError too-many past the limit of tries
 */
export async function provePerson(deps: ProofDeps, personId: string, password: string): Promise<FieldError | null> {
  if (password === '') return { key: 'account.proof-missing' };
  if (!(await deps.perProof.take(personId))) throw new DomainError('too-many', 'sign-in.too-many');
  const { passwordHash: stored } = await deps.uow.run(({ manager }) => personRepository(manager).lock(personId));
  if (stored === null) return { key: 'account.proof-none' };
  if (!(await checkPassword(stored, password))) return { key: 'account.proof-wrong' };
  await deps.perProof.giveBack(personId);
  return null;
}
