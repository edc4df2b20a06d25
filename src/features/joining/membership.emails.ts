import type { UnitOfWork, Work } from '../../db/unit-of-work.ts';
import { mailNotice, type NoticeDeps, type NoticeParts } from '../../mail/notice.ts';
import type { Recipient } from '../../mail/outbox.repository.ts';
import { paths } from '../../paths.ts';
import { membersOf, officeRecipients } from '../accounts/index.ts';
import type { Organisation } from '../organisations/index.ts';
import { organisationFacts } from './organisation-facts.view.ts';

/** What mails about membership need. */
export interface MembershipMailDeps extends NoticeDeps {
  uow: UnitOfWork;
  /** One more address that hears what the office hears. */
  officeMail: string | null;
}

/** Texts: `member-mail.<name>.subject|first|text|button`. */
export type MembershipMail =
  | 'confirm' | 'confirm-known' | 'received' | 'application-waiting' | 'recommend' | 'recommended' | 'approved' | 'refused' | 'suspended'
  | 'reinstated' | 'certificate-ends' | 'confirm-profile';

/** Mails one person about an organisation's membership, in the transaction of what happened. */
export const mailMembership = (
  deps: MembershipMailDeps, work: Work, to: Recipient, mail: MembershipMail, parts: NoticeParts,
): Promise<void> => mailNotice(deps, work, to, {
  kind: 'membership', name: mail, keyOf: (part) => `member-mail.${mail}.${part}`, why: 'member-mail.footer',
}, parts);

/** Everybody of an organisation, each in the own language; `partsFor` may make a link of the recipient's own. */
export async function mailMembers(
  deps: MembershipMailDeps, work: Work, organisationId: string, mail: MembershipMail, partsFor: (to: Recipient) => NoticeParts,
): Promise<void> {
  for (const to of await membersOf(work.manager, organisationId)) await mailMembership(deps, work, to, mail, partsFor(to));
}

/** An application waits for the office: everybody there is told who wants to join. */
export async function tellOffice(deps: MembershipMailDeps, work: Work, applicationId: string, organisation: Organisation): Promise<void> {
  for (const to of await officeRecipients(deps, work)) {
    await mailMembership(deps, work, to, 'application-waiting', {
      values: { organisation: organisation.name, town: organisation.townName },
      facts: organisationFacts(organisation, { t: deps.messages.translate(to.language), lang: to.language }),
      button: { path: paths.officeApplication(applicationId) },
    });
  }
}
