import type { Work } from '../../db/unit-of-work.ts';
import type { PersonActor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { MailLinks } from '../../mail/links.repository.ts';
import { paths } from '../../paths.ts';
import { confirmPerson, createUnverifiedPerson, hashPassword, personRepository, type Person } from '../accounts/index.ts';
import { record } from '../activity/index.ts';
import { recordConsent } from '../evidence/index.ts';
import { organisationRepository, type Organisation } from '../organisations/index.ts';
import { organisationFrom, type Application } from './application.ts';
import { applicationRepository } from './application.repository.ts';
import { askToRecommend } from './ask-to-recommend.ts';
import { mailMembership, tellOffice, type MembershipMailDeps } from './membership.emails.ts';

export interface ConfirmDeps extends MembershipMailDeps {
  links: MailLinks;
}

/** What the page of the link needs. */
export interface PendingApplication {
  application: Application;
  /** The address belongs to somebody who signs in already: no password is asked for. */
  known: boolean;
}

async function pending(deps: ConfirmDeps, work: Work, token: string) {
  const link = await deps.links.read(work.manager, token, 'application', work.now);
  if (link.usedAt !== null) throw new DomainError('expired', 'join.link-used');
  const application = await applicationRepository(work.manager).lock(link.data['applicationId'] ?? '');
  if (application.state !== 'unverified') throw new DomainError('expired', 'join.link-used');
  const person = await personRepository(work.manager).findByEmail(application.email);
  if (person?.state === 'disabled') throw new DomainError('expired', 'join.link-used');
  return { link, application, known: person !== null && person.emailVerifiedAt !== null };
}

/** What the link from the mail would confirm. Changes nothing. @throws DomainError not-found, expired */
export function readApplication(deps: ConfirmDeps, token: string): Promise<PendingApplication> {
  return deps.uow.run(async (work) => {
    const { application, known } = await pending(deps, work, token);
    return { application, known };
  });
}

async function personOf(work: Work, application: Application, passwordHash: string | null): Promise<{ person: Person; known: boolean }> {
  const { email, language, personName: name } = application;
  const found = await createUnverifiedPerson(work, { email, name, language });
  if (found.known) return found;
  if (passwordHash === null) throw new DomainError('conflict', 'join.link-used');
  await confirmPerson(work, found.person.id, { name, language, passwordHash });
  return found;
}

async function begin(work: Work, application: Application, person: Person): Promise<Organisation> {
  const organisation = organisationFrom(application.content, application.personName, newId(), work.now);
  await organisationRepository(work.manager).insert(organisation);
  await personRepository(work.manager).join(person.id, organisation.id, 'organisation-admin', work.now);
  return organisation;
}

async function tellApplicant(deps: ConfirmDeps, work: Work, organisation: Organisation, person: Person): Promise<void> {
  const values = { organisation: organisation.name, town: organisation.townName };
  const to = { personId: person.id, name: person.name, address: person.email, language: person.language };
  await mailMembership(deps, work, to, 'received', { values, button: { path: paths.newPost() } });
}

/**
 * The owner of the address says yes: the organisation begins its membership, the person becomes its first administrator
 * and may post at once, into review; the office and the members named are mailed. Returns who it was, and whether
 * the person was known before: a password given now counts for nothing then.
 * @param password checked by `newPasswordForm`; null for somebody who has an account
 * @throws DomainError not-found, expired, conflict `join.number-taken`
 */
export async function confirmApplication(
  deps: ConfirmDeps, token: string, password: string | null,
): Promise<{ personId: string; known: boolean }> {
  const passwordHash = password === null ? null : await hashPassword(password);
  return deps.uow.run(async (work) => {
    const { link, application } = await pending(deps, work, token);
    if (!(await deps.links.use(work.manager, link.id, work.now))) throw new DomainError('expired', 'join.link-used');
    const { person, known } = await personOf(work, application, passwordHash);
    const organisation = await begin(work, application, person);
    const waiting: Application = { ...application, state: 'waiting', organisationId: organisation.id, personId: person.id, verifiedAt: work.now };
    await applicationRepository(work.manager).update(waiting);
    await recordConsent(work.manager, application.createdAt, {
      personId: person.id, purpose: 'join', language: application.language, textVersion: application.informationVersion,
    });
    const actor: PersonActor = {
      kind: 'person', personId: person.id, name: person.name, email: person.email, language: person.language, officeRole: null,
      organisation: { id: organisation.id, name: organisation.name, role: 'organisation-admin', approved: false },
    };
    await record(work.manager, actor, work.now, {
      action: 'organisation.applied', organisationId: organisation.id, data: { application: application.id },
    });
    await askToRecommend(deps, work, waiting, organisation);
    await tellApplicant(deps, work, organisation, person);
    await tellOffice(deps, work, application.id, organisation);
    return { personId: person.id, known };
  });
}
