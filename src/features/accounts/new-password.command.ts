import type { RateLimit } from '../../db/rate-limit.ts';
import type { UnitOfWork, Work } from '../../db/unit-of-work.ts';
import type { Language } from '../../kernel/actor.ts';
import { DomainError, invalid } from '../../kernel/errors.ts';
import type { MailLink, MailLinks } from '../../mail/links.repository.ts';
import { record } from '../activity/index.ts';
import { SEND_PASSWORD_LINK } from './accounts.jobs.ts';
import { mailAccount, recipientOf, type AccountMailDeps } from './account.emails.ts';
import { hasCodeGenerator } from './code-generator.repository.ts';
import { dropLinks } from './links.repository.ts';
import { hashPassword } from './password.ts';
import { isShort, passwordFault, type PasswordContext } from './password-rules.ts';
import { actorFor, type Person } from './person.ts';
import { personRepository } from './person.repository.ts';
import { endSessions } from './sign-ins.repository.ts';

export interface NewPasswordDeps extends AccountMailDeps {
  uow: UnitOfWork;
  links: MailLinks;
  /** Requests for one address: more are answered alike and do nothing. */
  perMailbox: RateLimit;
  /** Requests from one network address. */
  perAsker: RateLimit;
}

const HOUR = 3_600_000;

/**
 * Somebody has forgotten a password. Whether there is such an account is looked up by the job, so that this does the
 * same for every address. @throws DomainError too-many
 */
export async function askForNewPassword(deps: NewPasswordDeps, asked: { email: string; ip: string }): Promise<void> {
  if (!(await deps.perAsker.take(asked.ip))) throw new DomainError('too-many', 'errors.too-many.help');
  if (!(await deps.perMailbox.take(asked.email))) return;
  await deps.uow.run((work) => work.addJob({ name: SEND_PASSWORD_LINK, payload: { email: asked.email } }));
}

/** The job: a link to whoever has the address. Goes to the stored address, never to what was typed. */
export async function sendPasswordLink(deps: NewPasswordDeps, email: string): Promise<void> {
  await deps.uow.run(async (work) => {
    const person = await personRepository(work.manager).findByEmail(email);
    if (person?.state === 'active' && person.emailVerifiedAt !== null) await mailPasswordLink(deps, work, person);
  });
}

/** Mails a person a link, good for an hour and once; `secured` says besides what went with the old password. */
export async function mailPasswordLink(
  deps: AccountMailDeps, work: Work, person: Person, mail: 'new-password' | 'secured' = 'new-password',
): Promise<void> {
  const expiresAt = new Date(work.now.getTime() + HOUR);
  const link = { purpose: 'new-password', personId: person.id, organisationId: null, data: {}, expiresAt } as const;
  await mailAccount(deps, work, recipientOf(person), mail, { button: { link } });
}

/** Whose link it is, as far as the page needs it. */
export interface PasswordLink {
  personId: string;
  email: string;
  language: Language;
  context: PasswordContext;
}

async function ownerOf(work: Work, link: MailLink): Promise<{ person: Person; context: PasswordContext }> {
  if (link.usedAt !== null || link.personId === null) throw new DomainError('expired', 'password.link-used');
  const person = await personRepository(work.manager).lock(link.personId);
  if (person.state !== 'active') throw new DomainError('expired', 'password.link-used');
  const secondStep = await hasCodeGenerator(work.manager, person.id);
  return { person, context: { secondStep, known: [person.email, person.name] } };
}

/** What the link's page needs. Changes nothing. @throws DomainError not-found, expired */
export function readPasswordLink(deps: NewPasswordDeps, token: string): Promise<PasswordLink> {
  return deps.uow.run(async (work) => {
    const { person, context } = await ownerOf(work, await deps.links.read(work.manager, token, 'new-password', work.now));
    return { personId: person.id, email: person.email, language: person.language, context };
  });
}

/** A password is changed: every other session ends, links that were on their way are worth nothing, the owner is told. */
export async function replacePassword(
  deps: AccountMailDeps,
  work: Work,
  person: Person,
  password: string,
  hash: string,
  keep: string | null,
): Promise<void> {
  await personRepository(work.manager).change(person.id, { passwordHash: hash, passwordShort: isShort(password) });
  await endSessions(work.manager, person.id, work.now, keep);
  await dropLinks(work.manager, person.id, ['new-password'], work.now);
  await record(work.manager, actorFor(person), work.now, { action: 'person.password-changed' });
  await mailAccount(deps, work, recipientOf(person), 'password-changed');
}

/**
 * Sets the password by the link from a mail; the link is used up, all sessions end. Returns whose it was.
 * @throws DomainError not-found, expired, invalid with the field
 */
export async function setNewPassword(deps: NewPasswordDeps, token: string, password: string): Promise<{ personId: string }> {
  const { context } = await readPasswordLink(deps, token);
  const fault = passwordFault(password, context);
  if (fault) throw invalid({ password: fault });
  const hash = await hashPassword(password);
  return deps.uow.run(async (work) => {
    const link = await deps.links.read(work.manager, token, 'new-password', work.now);
    const { person, context: still } = await ownerOf(work, link);
    const late = passwordFault(password, still);
    if (late) throw invalid({ password: late });
    if (!(await deps.links.use(work.manager, link.id, work.now))) throw new DomainError('expired', 'password.link-used');
    await replacePassword(deps, work, person, password, hash, null);
    return { personId: person.id };
  });
}
