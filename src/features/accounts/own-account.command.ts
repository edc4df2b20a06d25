import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { LANGUAGES, type Language, type PersonActor } from '../../kernel/actor.ts';
import { DomainError, invalid, type FieldErrors } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { nameFault, textOf } from './fields.ts';
import { personRepository } from './person.repository.ts';
import { endSession, endSessions } from './sign-ins.repository.ts';

interface Deps {
  uow: UnitOfWork;
}

/** Name and language of mails and pages. @throws DomainError invalid with the fields `name` and `language` */
export async function changeProfile(deps: Deps, actor: PersonActor, body: Record<string, unknown>): Promise<Language> {
  const name = textOf(body, 'name');
  const language = LANGUAGES.find((one) => one === textOf(body, 'language'));
  const fault = nameFault(name);
  const errors: FieldErrors = { ...(fault ? { name: fault } : {}), ...(language ? {} : { language: { key: 'account.language-missing' } }) };
  if (!language || Object.keys(errors).length > 0) throw invalid(errors);
  await deps.uow.run(({ manager }) => personRepository(manager).change(actor.personId, { name, language }));
  return language;
}

/** Ends one session of one's own. @throws DomainError not-found when it is no open one of the actor's */
export async function endOwnSession(deps: Deps, actor: PersonActor, signInId: string): Promise<void> {
  const ended = isId(signInId) && (await deps.uow.run(({ manager, now }) => endSession(manager, actor.personId, signInId, now)));
  if (!ended) throw new DomainError('not-found', 'errors.not-found');
}

/** Ends all sessions but the one it is asked from. Returns how many ended. */
export function endOtherSessions(deps: Deps, actor: PersonActor, signInId: string | null): Promise<number> {
  return deps.uow.run(({ manager, now }) => endSessions(manager, actor.personId, now, signInId));
}

/** Signing out ends the sign-in, not only this browser's cookie. */
export async function signOff(deps: Deps, personId: string, signInId: string): Promise<void> {
  await deps.uow.run(({ manager, now }) => endSession(manager, personId, signInId, now));
}
