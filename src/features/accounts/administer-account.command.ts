import { DomainError } from '../../kernel/errors.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { emailFrom } from './email-address.ts';
import { hashPassword } from './password.ts';
import { personRepository } from './person.repository.ts';
import { endSessions } from './sign-ins.repository.ts';

export interface NewAdministrator {
  email: string;
  name: string;
  password: AskPassword;
}

/** Asked for only once it is known whose it will be. */
type AskPassword = () => Promise<string>;

/** Creates an administrator from the command line. @throws DomainError invalid for a bad or a known address */
export async function createAdministrator(deps: { uow: UnitOfWork }, input: NewAdministrator): Promise<void> {
  const email = emailFrom(input.email);
  if (email === null) throw new DomainError('invalid', 'account.bad-email');
  const known = await deps.uow.run(({ manager }) => personRepository(manager).findByEmail(email));
  if (known) throw new DomainError('invalid', 'account.known-email');
  const passwordHash = await hashPassword(await input.password());
  await deps.uow.run(async ({ manager, now }) => {
    const people = personRepository(manager);
    const person = await people.insert({ email, name: input.name, language: 'pl', passwordHash, officeRole: 'administrator' }, now);
    await people.joinOffice(person.id, now);
  });
}

/** Sets a new password from the command line and ends every session. @throws DomainError not-found */
export async function resetPassword(deps: { uow: UnitOfWork }, typed: string, password: AskPassword): Promise<void> {
  const person = await deps.uow.run(({ manager }) => personRepository(manager).findByEmail(typed));
  if (!person) throw new DomainError('not-found', 'account.unknown-email');
  const passwordHash = await hashPassword(await password());
  await deps.uow.run(async ({ manager, now }) => {
    await personRepository(manager).change(person.id, { passwordHash, passwordShort: false });
    await endSessions(manager, person.id, now);
  });
}
