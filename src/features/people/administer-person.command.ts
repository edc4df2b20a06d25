import { DomainError, invalid } from '../../kernel/errors.ts';
import type { PersonActor } from '../../kernel/actor.ts';
import { isId } from '../../kernel/ids.ts';
import type { Work } from '../../db/unit-of-work.ts';
import {
  endSessions, mailAccount, mailPasswordLink, personRepository, recipientOf, removeGenerator, textOf, type Person,
} from '../accounts/index.ts';
import { record } from '../activity/index.ts';
import { OFFICE_ROLES } from './colleague.ts';
import { leaveOffice } from './office-membership.repository.ts';
import type { PeopleDeps } from './people-deps.ts';
import { eventsOf, otherAdministrators } from './registry.queries.ts';

const LONGEST_REASON = 500;

function reasonIn(body: Record<string, unknown>): string {
  const reason = textOf(body, 'reason');
  if (reason.length < 3) throw invalid({ reason: { key: 'people.reason-missing' } });
  if (reason.length > LONGEST_REASON) throw invalid({ reason: { key: 'people.reason-long', data: { max: LONGEST_REASON } } });
  return reason;
}

interface Change {
  person: Person;
  reason: string;
  work: Work;
}

/* One administrator at least can always undo what another did: nobody takes the last one out, nor locks themselves out. */
async function administer(
  deps: PeopleDeps, actor: PersonActor, personId: string, body: Record<string, unknown>, takesOut: boolean, act: (change: Change) => Promise<void>,
): Promise<Person> {
  const reason = reasonIn(body);
  return deps.uow.run(async (work) => {
    if (!isId(personId)) throw new DomainError('not-found', 'errors.not-found');
    const others = takesOut ? await otherAdministrators(work.manager, personId) : 1;
    const person = await personRepository(work.manager).lock(personId);
    if (takesOut && personId === actor.personId) throw new DomainError('conflict', 'people.not-oneself');
    if (takesOut && person.officeRole === 'administrator' && others === 0) throw new DomainError('conflict', 'people.last-administrator');
    await act({ person, reason, work });
    return person;
  });
}

/* Who presses twice gets the same answer twice; who comes after somebody else is told so, for their reason is stored nowhere. */
async function doneBefore({ person, reason, work }: Change, actor: PersonActor, action: string, key: string): Promise<void> {
  const done = (await eventsOf(work.manager, person.id)).find((event) => event.action === action);
  if (done?.by !== actor.personId || done.data['reason'] !== reason) throw new DomainError('conflict', key);
}

/**
 * Locks a person out: every session ends now, mails stop.
 * @throws DomainError invalid with `reason`, not-found, conflict (also when somebody else was first)
 */
export const disablePerson = (deps: PeopleDeps, actor: PersonActor, personId: string, body: Record<string, unknown>): Promise<Person> =>
  administer(deps, actor, personId, body, true, async (change) => {
    const { person, reason, work } = change;
    if (person.state === 'disabled') return doneBefore(change, actor, 'person.disabled', 'people.disabled-before');
    await personRepository(work.manager).change(person.id, { state: 'disabled' });
    await endSessions(work.manager, person.id, work.now);
    await record(work.manager, actor, work.now, { action: 'person.disabled', data: { personId: person.id, reason } });
    await mailAccount(deps, work, recipientOf(person), 'disabled', { values: { reason } });
  });

/** Lets a person in again. @throws DomainError invalid with `reason`, not-found, conflict when somebody else was first */
export const enablePerson = (deps: PeopleDeps, actor: PersonActor, personId: string, body: Record<string, unknown>): Promise<Person> =>
  administer(deps, actor, personId, body, false, async (change) => {
    const { person, reason, work } = change;
    if (person.state === 'active') return doneBefore(change, actor, 'person.enabled', 'people.enabled-before');
    await personRepository(work.manager).change(person.id, { state: 'active' });
    await record(work.manager, actor, work.now, { action: 'person.enabled', data: { personId: person.id, reason } });
    await mailAccount(deps, work, recipientOf(person), 'enabled', { button: { path: '/sign-in' } });
  });

/**
 * A phone is lost and the recovery codes with it: the codes go, every session ends, and a password that was too short to
 * stand alone goes too, a link for a new one being mailed. @throws DomainError invalid with `reason`, not-found, conflict
 */
export const takeCodesOff = (deps: PeopleDeps, actor: PersonActor, personId: string, body: Record<string, unknown>): Promise<Person> =>
  administer(deps, actor, personId, body, true, async ({ person, reason, work }) => {
    await removeGenerator(work.manager, person.id);
    await endSessions(work.manager, person.id, work.now);
    await record(work.manager, actor, work.now, { action: 'person.codes-taken-off', data: { personId: person.id, reason } });
    await mailAccount(deps, work, recipientOf(person), 'second-step-changed', { values: { change: 'off' } });
    if (!person.passwordShort) return;
    await personRepository(work.manager).change(person.id, { passwordHash: null, passwordShort: false });
    await mailPasswordLink(deps, work, person);
  });

/** Gives or takes a role in the office. @throws DomainError invalid with `role` and `reason`, not-found, conflict */
export async function setOfficeRole(deps: PeopleDeps, actor: PersonActor, personId: string, body: Record<string, unknown>): Promise<Person> {
  const role = OFFICE_ROLES.find((one) => one === textOf(body, 'role'));
  if (!role) throw invalid({ role: { key: 'people.role-missing' } });
  const officeRole = role === 'none' ? null : role;
  return administer(deps, actor, personId, body, officeRole !== 'administrator', async ({ person, reason, work }) => {
    if (person.officeRole === officeRole) return;
    if (officeRole !== null && (person.state !== 'active' || person.emailVerifiedAt === null)) throw new DomainError('conflict', 'people.not-active');
    await personRepository(work.manager).change(person.id, { officeRole });
    if (officeRole === null) await leaveOffice(work.manager, person.id);
    else if (person.officeRole === null) await personRepository(work.manager).joinOffice(person.id, work.now);
    // What a session may do changes with the role: it begins anew.
    await endSessions(work.manager, person.id, work.now);
    await record(work.manager, actor, work.now, { action: 'person.office-role', data: { personId: person.id, role, reason } });
    await mailAccount(deps, work, recipientOf(person), 'role-changed', { values: { organisation: '', role }, button: { path: '/account' } });
  });
}
