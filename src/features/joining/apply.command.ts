import type { RateLimit } from '../../db/rate-limit.ts';
import type { Language } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { personRepository } from '../accounts/index.ts';
import { TEXT_VERSIONS } from '../evidence/index.ts';
import { ANSWER_DAYS, type Application, type ApplicationContent } from './application.ts';
import { applicationRepository } from './application.repository.ts';
import { mailMembership, type MembershipMailDeps } from './membership.emails.ts';

export interface ApplyDeps extends MembershipMailDeps {
  /** Applications for one mail address: more are answered alike and do nothing. */
  perMailbox: RateLimit;
  /** Applications from one network address. */
  perAsker: RateLimit;
}

export interface Apply {
  content: ApplicationContent;
  person: { name: string; email: string };
  language: Language;
  submissionKey: string;
  ip: string;
}

const DAY = 86_400_000;

/**
 * Keeps a wish to join and mails a link to the address given. Nothing else exists before the link is answered; whether
 * the address is known shows only in that mail. The same form again changes nothing.
 * @throws DomainError too-many from one network address
 */
export async function applyToJoin(deps: ApplyDeps, input: Apply): Promise<void> {
  if (!(await deps.perAsker.take(input.ip))) throw new DomainError('too-many', 'join.too-many');
  if (!(await deps.perMailbox.take(input.person.email))) return;
  await deps.uow.run(async (work) => {
    const { name, email } = input.person;
    const application: Application = {
      id: newId(), organisationId: null, personId: null, email, personName: name, language: input.language, content: input.content,
      informationVersion: TEXT_VERSIONS.join, state: 'unverified', submissionKey: input.submissionKey, createdAt: work.now, verifiedAt: null,
      decidedAt: null, decidedBy: null, reason: null,
    };
    if (!(await applicationRepository(work.manager).insertOnce(application))) return;
    const person = await personRepository(work.manager).findByEmail(email);
    const known = person?.emailVerifiedAt ? person : null;
    // A known person is greeted as they call themselves, not as a stranger typed it.
    const to = known
      ? { personId: known.id, name: known.name, address: email, language: known.language }
      : { personId: null, name, address: email, language: input.language };
    const expiresAt = new Date(work.now.getTime() + ANSWER_DAYS * DAY);
    const link = { purpose: 'application', personId: null, organisationId: null, data: { applicationId: application.id }, expiresAt } as const;
    await mailMembership(deps, work, to, known ? 'confirm-known' : 'confirm', {
      values: { organisation: application.content.name, days: ANSWER_DAYS }, button: { link },
    });
  });
}
