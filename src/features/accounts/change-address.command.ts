import type { RateLimit } from '../../db/rate-limit.ts';
import type { UnitOfWork, Work } from '../../db/unit-of-work.ts';
import type { PersonActor } from '../../kernel/actor.ts';
import { DomainError, invalid, type FieldErrors } from '../../kernel/errors.ts';
import type { MailLink, MailLinks } from '../../mail/links.repository.ts';
import type { NewLink } from '../../mail/mailer.repository.ts';
import { record } from '../activity/index.ts';
import { SEND_ADDRESS_LINK } from './accounts.jobs.ts';
import { mailAccount, recipientOf, type AccountMailDeps } from './account.emails.ts';
import { removeGenerator } from './code-generator.repository.ts';
import { emailFrom } from './email-address.ts';
import { dropLinks, endSpeakingLinks } from './links.repository.ts';
import { mailPasswordLink } from './new-password.command.ts';
import { actorFor, type Person } from './person.ts';
import { personRepository } from './person.repository.ts';
import { provePerson, type ProofDeps } from './proof.ts';
import { endSessions } from './sign-ins.repository.ts';

export interface AddressDeps extends AccountMailDeps, ProofDeps {
  uow: UnitOfWork;
  links: MailLinks;
  /** Changes asked for by one person: each sends mails to strangers' addresses. */
  perAddressChange: RateLimit;
  /** The ways in that higher features keep (keys, provider, calendar): each takes all of a person's away. */
  waysIn: readonly RemoveWaysIn[];
}

export type RemoveWaysIn = (manager: Work['manager'], personId: string) => Promise<void>;

const DAY = 86_400_000;
/** How long the new address may be confirmed, and how long the old one may take it back. */
const CONFIRM_WITHIN = DAY;
export const UNDO_WITHIN_DAYS = 7;

function addressLink(work: Work, person: Person, purpose: 'new-address' | 'old-address', email: string): NewLink {
  const lasts = purpose === 'new-address' ? CONFIRM_WITHIN : UNDO_WITHIN_DAYS * DAY;
  return { purpose, personId: person.id, organisationId: null, data: { email }, expiresAt: new Date(work.now.getTime() + lasts) };
}

/**
 * A signed-in person wants another address. Whether somebody has it already is looked up by the job: the answer is the
 * same. Returns the address as it was understood. @throws DomainError invalid with `email` and `current`, too-many
 */
export async function askForNewAddress(deps: AddressDeps, actor: PersonActor, input: { email: unknown; current: string }): Promise<string> {
  const email = emailFrom(input.email);
  const wrong = await provePerson(deps, actor.personId, input.current);
  const errors: FieldErrors = {
    ...(email === null ? { email: { key: 'account.bad-email' } } : email === actor.email ? { email: { key: 'account.same-email' } } : {}),
    ...(wrong ? { current: wrong } : {}),
  };
  if (email === null || Object.keys(errors).length > 0) throw invalid(errors);
  if (!(await deps.perAddressChange.take(actor.personId))) throw new DomainError('too-many', 'errors.too-many.help');
  await deps.uow.run((work) => work.addJob({ name: SEND_ADDRESS_LINK, payload: { personId: actor.personId, email } }));
  return email;
}

/** The job: the new address is asked to confirm, or, when it is somebody's, told that it was tried; the old one is told. */
export async function sendAddressLink(deps: AddressDeps, personId: string, email: string): Promise<void> {
  await deps.uow.run(async (work) => {
    const people = personRepository(work.manager);
    const person = await people.lock(personId);
    const owner = await people.findByEmail(email);
    await dropLinks(work.manager, personId, ['new-address'], work.now);
    if (owner && owner.emailVerifiedAt !== null) await mailAccount(deps, work, recipientOf(owner), 'address-taken');
    else
      await mailAccount(deps, work, recipientOf(person, email), 'new-address', {
        button: { link: addressLink(work, person, 'new-address', email) },
      });
    const link = addressLink(work, person, 'old-address', person.email);
    await mailAccount(deps, work, recipientOf(person), 'address-asked', { values: { email }, button: { link } });
  });
}

async function linkOf(
  deps: AddressDeps,
  work: Work,
  token: string,
  purpose: 'new-address' | 'old-address',
): Promise<{ link: MailLink; email: string; person: Person }> {
  const link = await deps.links.read(work.manager, token, purpose, work.now);
  const email = link.data['email'];
  if (link.usedAt !== null || link.personId === null || email === undefined) throw new DomainError('expired', 'account.address-link-used');
  return { link, email, person: await personRepository(work.manager).lock(link.personId) };
}

/** Which address the link is about. Changes nothing. @throws DomainError not-found, expired */
export function readAddressLink(deps: AddressDeps, token: string, purpose: 'new-address' | 'old-address'): Promise<{ email: string }> {
  return deps.uow.run(async (work) => ({ email: (await linkOf(deps, work, token, purpose)).email }));
}

/* An address that was typed in somewhere but never confirmed gives way to who has confirmed it. */
async function makeRoom(work: Work, email: string, personId: string): Promise<void> {
  const owner = await personRepository(work.manager).findByEmail(email);
  if (!owner || owner.id === personId) return;
  if (owner.emailVerifiedAt !== null) throw new DomainError('conflict', 'account.address-taken');
  await personRepository(work.manager).change(owner.id, { email: `${owner.id}@replaced.invalid` });
}

/** The owner of the new address has pressed the button: it is theirs now, and the old one is told and may take it back. */
export async function confirmNewAddress(deps: AddressDeps, token: string): Promise<{ email: string }> {
  return deps.uow.run(async (work) => {
    const { link, email, person } = await linkOf(deps, work, token, 'new-address');
    if (!(await deps.links.use(work.manager, link.id, work.now))) throw new DomainError('expired', 'account.address-link-used');
    await makeRoom(work, email, person.id);
    await personRepository(work.manager).change(person.id, { email, emailVerifiedAt: work.now });
    await dropLinks(work.manager, person.id, ['new-password', 'new-address'], work.now);
    await record(work.manager, actorFor(person), work.now, { action: 'person.address-changed' });
    const undo = addressLink(work, person, 'old-address', person.email);
    await mailAccount(deps, work, recipientOf(person), 'address-changed', {
      values: { which: 'old', days: UNDO_WITHIN_DAYS },
      button: { link: undo },
    });
    await mailAccount(deps, work, recipientOf(person, email), 'address-changed', {
      values: { which: 'new', days: UNDO_WITHIN_DAYS },
      button: { path: '/account' },
    });
    return { email };
  });
}

/**
 * The owner of the old address did not want this: it counts again and every session ends. As whoever asked for the change
 * knew the password, that is gone, and so is whatever else they may have added to come back or to keep the owner out:
 * keys, codes, identities at the provider, the calendar's address, links mailed to the other address. The owner is mailed
 * what went and a link for a password.
 */
export async function restoreAddress(deps: AddressDeps, token: string): Promise<{ email: string }> {
  return deps.uow.run(async (work) => {
    const { link, email, person } = await linkOf(deps, work, token, 'old-address');
    if (!(await deps.links.use(work.manager, link.id, work.now))) throw new DomainError('expired', 'account.address-link-used');
    await makeRoom(work, email, person.id);
    await personRepository(work.manager).change(person.id, { email, passwordHash: null, passwordShort: false });
    await endSessions(work.manager, person.id, work.now);
    await removeGenerator(work.manager, person.id);
    for (const remove of deps.waysIn) await remove(work.manager, person.id);
    await dropLinks(work.manager, person.id, ['new-password', 'new-address', 'old-address', 'provider-link'], work.now);
    await endSpeakingLinks(work.manager, person.id, work.now);
    await record(work.manager, actorFor(person), work.now, { action: 'person.address-restored' });
    const restored = { ...person, email };
    if (person.email !== email) await mailAccount(deps, work, recipientOf(person), 'address-restored');
    await mailPasswordLink(deps, work, restored, 'secured');
    return { email };
  });
}
