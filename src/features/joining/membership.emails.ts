import type { Work } from '../../db/unit-of-work.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Mailer, NewLink } from '../../mail/mailer.repository.ts';
import type { Recipient } from '../../mail/outbox.repository.ts';
import type { Messages, Values } from '../../templates/i18n.ts';
import { membersOf, officeRecipients } from '../accounts/index.ts';
import { paths } from '../../paths.ts';
import type { Organisation } from '../organisations/index.ts';
import { organisationFacts } from './organisation-facts.view.ts';

/** What mails about membership need. */
export interface MembershipMailDeps {
  uow: UnitOfWork;
  mailer: Mailer;
  messages: Messages;
  /** One more address that hears what the office hears. */
  officeMail: string | null;
}

/** Texts: `member-mail.<name>.subject|first|text|button`. */
export type MembershipMail =
  | 'confirm' | 'confirm-known' | 'received' | 'application-waiting' | 'recommend' | 'recommended' | 'approved' | 'refused' | 'suspended'
  | 'reinstated' | 'certificate-ends' | 'confirm-profile';

export interface MembershipMailParts {
  values: Values;
  /** Lines of label and text, such as what the organisation says of itself. */
  facts?: readonly { label: string; text: string }[];
  /** The main button: a secret link, or a page of ours by its path. */
  button?: { link: NewLink } | { path: string };
}

/** Mails one person about an organisation's membership, in the transaction of what happened. */
export async function mailMembership(
  deps: MembershipMailDeps, work: Work, to: Recipient, mail: MembershipMail, parts: MembershipMailParts,
): Promise<void> {
  const t = deps.messages.translate(to.language);
  const { values, button, facts = [] } = parts;
  const link = button && 'link' in button ? (await deps.mailer.link(work, button.link)).url : null;
  await deps.mailer.send(work, {
    kind: 'membership',
    why: `membership.${mail}`,
    to,
    data: {
      title: t(`member-mail.${mail}.subject`, values),
      first: t(`member-mail.${mail}.first`, values),
      text: t(`member-mail.${mail}.text`, values),
      facts,
      link,
      path: button && 'path' in button ? button.path : null,
      label: button ? t(`member-mail.${mail}.button`, values) : null,
      why: t('member-mail.footer'),
    },
    ...(button && 'link' in button ? { giveUpAt: button.link.expiresAt } : {}),
  });
}

/** Everybody of an organisation, each in the own language; `partsFor` may make a link of the recipient's own. */
export async function mailMembers(
  deps: MembershipMailDeps, work: Work, organisationId: string, mail: MembershipMail, partsFor: (to: Recipient) => MembershipMailParts,
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
