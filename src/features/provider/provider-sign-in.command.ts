import type { RateLimit } from '../../db/rate-limit.ts';
import type { UnitOfWork, Work } from '../../db/unit-of-work.ts';
import type { Browser } from '../../kernel/browser.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { MailLink, MailLinks } from '../../mail/links.repository.ts';
import { actorFor, emailFrom, enter, mailAccount, personRepository, recipientOf, type AccountMailDeps, type SignInDeps } from '../accounts/index.ts';
import { record } from '../activity/index.ts';
import { connectIdentity, personOfIdentity } from './identity.repository.ts';
import type { Identity } from './oidc.ts';
import { SEND_PROVIDER_LINK } from './provider.jobs.ts';

export interface ProviderDeps extends AccountMailDeps, Pick<SignInDeps, 'accounts' | 'devices'> {
  uow: UnitOfWork;
  links: MailLinks;
  /** What the organisation's sign-in is called. */
  name: string;
  /** Links for one address. */
  perMailbox: RateLimit;
}

const HOUR = 3_600_000;

/**
 * Somebody comes back from the provider. A known identity is in. A new one is connected to the account of the address
 * that the provider vouches for, but only after the owner of that mailbox has said so once; whether there is such an
 * account is looked up by the job, and no account is ever made. Null: look into the mailbox.
 */
export async function arrive(deps: ProviderDeps, identity: Identity, from: { browser: Browser; deviceTokens: string }) {
  const personId = await deps.uow.run(({ manager, now }) => personOfIdentity(manager, identity.issuer, identity.subject, now));
  if (personId !== null) return enter(deps, { personId, how: 'provider', ...from });
  const email = emailFrom(identity.verifiedEmail);
  if (email !== null && (await deps.perMailbox.take(email))) {
    const { issuer, subject } = identity;
    await deps.uow.run((work) => work.addJob({ name: SEND_PROVIDER_LINK, payload: { email, issuer, subject } }));
  }
  return null;
}

/** The job: asks the owner of the account whether this identity is theirs. */
export async function sendProviderLink(deps: ProviderDeps, email: string, identity: { issuer: string; subject: string }): Promise<void> {
  await deps.uow.run(async (work) => {
    const person = await personRepository(work.manager).findByEmail(email);
    if (person?.state !== 'active' || person.emailVerifiedAt === null) return;
    const link = {
      purpose: 'provider-link', personId: person.id, organisationId: null, data: identity, expiresAt: new Date(work.now.getTime() + HOUR),
    } as const;
    await mailAccount(deps, work, recipientOf(person), 'provider-link', { values: { provider: deps.name }, button: { link } });
  });
}

async function linkOf(deps: ProviderDeps, work: Work, token: string): Promise<{ link: MailLink; personId: string }> {
  const link = await deps.links.read(work.manager, token, 'provider-link', work.now);
  if (link.usedAt !== null || link.personId === null) throw new DomainError('expired', 'password.link-used');
  return { link, personId: link.personId };
}

/** Whose account would be connected. Changes nothing. @throws DomainError not-found, expired */
export function readProviderLink(deps: ProviderDeps, token: string): Promise<{ email: string }> {
  return deps.uow.run(async (work) => {
    const { personId } = await linkOf(deps, work, token);
    return { email: (await personRepository(work.manager).lock(personId)).email };
  });
}

/** The owner of the account has pressed the button: from now on the provider's word is enough. @throws DomainError not-found, expired */
export async function connectProvider(deps: ProviderDeps, token: string): Promise<void> {
  await deps.uow.run(async (work) => {
    const { link, personId } = await linkOf(deps, work, token);
    // The person first, as everybody else who changes accounts does: an address that is just taken back drops this link.
    const person = await personRepository(work.manager).lock(personId);
    if (!(await deps.links.use(work.manager, link.id, work.now))) throw new DomainError('expired', 'password.link-used');
    const identity = { issuer: link.data['issuer'] ?? '', subject: link.data['subject'] ?? '' };
    if (await connectIdentity(work.manager, personId, identity, work.now)) {
      await record(work.manager, actorFor(person), work.now, { action: 'person.provider-linked' });
    }
  });
}
