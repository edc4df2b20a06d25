import type { PersonActor } from '../../kernel/actor.ts';
import { DomainError, invalid, type FieldErrors } from '../../kernel/errors.ts';
import type { AccountMailDeps } from './account.emails.ts';
import { hasCodeGenerator } from './code-generator.repository.ts';
import { replacePassword } from './new-password.command.ts';
import { hashPassword } from './password.ts';
import { passwordFault } from './password-rules.ts';
import { personRepository } from './person.repository.ts';
import { provePerson, type ProofDeps } from './proof.ts';

/**
 * A signed-in person sets another password; all their other sessions end.
 * @throws DomainError invalid with the fields `current` and `password`, too-many, conflict when it was changed meanwhile
 */
export async function changePassword(
  deps: ProofDeps & AccountMailDeps, actor: PersonActor, input: { current: string; password: string; signInId: string | null },
): Promise<void> {
  const secondStep = await deps.uow.run(({ manager }) => hasCodeGenerator(manager, actor.personId));
  const fault = passwordFault(input.password, { secondStep, known: [actor.email, actor.name] });
  const wrong = await provePerson(deps, actor.personId, input.current);
  const errors: FieldErrors = { ...(wrong ? { current: wrong } : {}), ...(fault ? { password: fault } : {}) };
  if (Object.keys(errors).length > 0) throw invalid(errors);
  const hash = await hashPassword(input.password);
  await deps.uow.run(async (work) => {
    const person = await personRepository(work.manager).lock(actor.personId);
    // Taken off while this page was open: the shorter password would then stand alone.
    if (secondStep && !(await hasCodeGenerator(work.manager, person.id))) throw new DomainError('conflict', 'password.second-step-gone');
    await replacePassword(deps, work, person, input.password, hash, input.signInId);
  });
}
