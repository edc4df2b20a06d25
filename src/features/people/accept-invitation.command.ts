import type { Work } from '../../db/unit-of-work.ts';
import { LANGUAGES, type Language, type PersonActor } from '../../kernel/actor.ts';
import { DomainError, invalid, type FieldErrors } from '../../kernel/errors.ts';
import {
  actorFor,
  confirmPerson,
  createUnverifiedPerson,
  hashPassword,
  mailAccount,
  nameFault,
  newPasswordForm,
  personRepository,
  recipientOf,
  textOf,
  type Person,
} from '../accounts/index.ts';
import { record } from '../activity/index.ts';
import { closeInvitation, lockOpenInvitation, type Invitation } from './invitation.repository.ts';
import { addMember } from './membership.repository.ts';
import type { PeopleDeps } from './people-deps.ts';
import { colleaguesOf } from './standing.queries.ts';

export interface OpenInvitation extends Invitation {
  /** The address has a confirmed account: its owner joins after signing in. */
  known: boolean;
}

async function invitationOf(deps: PeopleDeps, work: Work, token: string): Promise<OpenInvitation> {
  const link = await deps.links.read(work.manager, token, 'invitation', work.now);
  const invitation = await lockOpenInvitation(work.manager, link.data['invitationId'] ?? '', work.now);
  const person = await personRepository(work.manager).findByEmail(invitation.email);
  return { ...invitation, known: person !== null && person.emailVerifiedAt !== null };
}

/** What the link invites to. Changes nothing. @throws DomainError not-found, expired */
export function readInvitation(deps: PeopleDeps, token: string): Promise<OpenInvitation> {
  return deps.uow.run((work) => invitationOf(deps, work, token));
}

async function join(deps: PeopleDeps, work: Work, person: Person, invitation: Invitation): Promise<void> {
  const { organisationId, organisationName, role } = invitation;
  const added = await addMember(work.manager, person.id, organisationId, role, work.now);
  await closeInvitation(work.manager, invitation.id, 'accepted_at', work.now);
  if (!added) return;
  await record(work.manager, actorFor(person), work.now, { action: 'people.joined', organisationId, data: { role } });
  for (const admin of await colleaguesOf(work.manager, organisationId)) {
    if (admin.role !== 'organisation-admin' || !admin.active || admin.id === person.id) continue;
    const parts = {
      values: { person: person.name, email: person.email, organisation: organisationName },
      button: { path: `/organisations/${organisationId}/people` },
    };
    await mailAccount(deps, work, recipientOf(admin), 'joined', parts);
  }
}

/** Somebody with an account joins, signed in under the address that was invited. @throws DomainError not-allowed, expired, not-found */
export async function joinAs(deps: PeopleDeps, actor: PersonActor, token: string): Promise<OpenInvitation> {
  return deps.uow.run(async (work) => {
    const invitation = await invitationOf(deps, work, token);
    const person = await personRepository(work.manager).lock(actor.personId);
    if (person.email !== invitation.email) throw new DomainError('not-allowed', 'people.other-address');
    await join(deps, work, person, invitation);
    return invitation;
  });
}

interface NewColleague {
  name: string;
  language: Language;
  password: string;
}

function newColleague(body: Record<string, unknown>, email: string): NewColleague {
  const name = textOf(body, 'name');
  const wrongName = nameFault(name);
  const language = LANGUAGES.find((one) => one === textOf(body, 'language'));
  const { password, errors: wrongPassword } = newPasswordForm(body, { secondStep: false, known: [email, name] });
  const errors: FieldErrors = {
    ...(wrongName ? { name: wrongName } : {}),
    ...(language ? {} : { language: { key: 'account.language-missing' } }),
    ...wrongPassword,
  };
  if (!language || Object.keys(errors).length > 0) throw invalid(errors);
  return { name, language, password };
}

/**
 * Somebody new sets a name and a password and is in. @throws DomainError invalid with `name`, `language`, `password`;
 * conflict when the address got an account meanwhile; not-found, expired
 */
export async function joinAnew(
  deps: PeopleDeps,
  token: string,
  body: Record<string, unknown>,
): Promise<{ personId: string; organisation: string }> {
  const { email } = await readInvitation(deps, token);
  const { name, language, password } = newColleague(body, email);
  const passwordHash = await hashPassword(password);
  return deps.uow.run(async (work) => {
    const invitation = await invitationOf(deps, work, token);
    const { person } = await createUnverifiedPerson(work, { email: invitation.email, name, language });
    if (!(await confirmPerson(work, person.id, { name, language, passwordHash }))) throw new DomainError('conflict', 'people.account-known');
    await join(deps, work, { ...person, name, language }, invitation);
    return { personId: person.id, organisation: invitation.organisationName };
  });
}
