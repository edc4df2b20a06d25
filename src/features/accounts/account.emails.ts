import type { Work } from '../../db/unit-of-work.ts';
import type { Mailer, NewLink } from '../../mail/mailer.repository.ts';
import type { Recipient } from '../../mail/outbox.repository.ts';
import type { Messages, Values } from '../../templates/i18n.ts';
import type { Person } from './person.ts';

export interface AccountMailDeps {
  mailer: Mailer;
  messages: Messages;
}

/** Each says something about the reader's own account; texts `account-mail.<name>.subject|first|text|button`. */
export type AccountMail =
  | 'new-password'
  | 'password-changed'
  | 'new-address'
  | 'address-taken'
  | 'address-asked'
  | 'address-changed'
  | 'address-restored'
  | 'second-step-changed'
  | 'passkey-added'
  | 'passkey-removed'
  | 'provider-link'
  | 'invitation'
  | 'joined'
  | 'removed'
  | 'disabled'
  | 'enabled'
  | 'role-changed';

const ABOUT_PEOPLE: readonly AccountMail[] = ['invitation', 'joined', 'removed', 'role-changed'];

export interface AccountMailParts {
  values?: Values;
  /** The main button: a secret link, or a page of ours by its path. */
  button?: { link: NewLink } | { path: string };
}

export const recipientOf = (person: Pick<Person, 'id' | 'name' | 'email' | 'language'>, address = person.email): Recipient => ({
  personId: person.id,
  name: person.name,
  address,
  language: person.language,
});

/** Mails somebody about their account, in the transaction of what happened to it. */
export async function mailAccount(deps: AccountMailDeps, work: Work, to: Recipient, mail: AccountMail, parts: AccountMailParts = {}): Promise<void> {
  const t = deps.messages.translate(to.language);
  const { values, button } = parts;
  const newLink = button && 'link' in button ? button.link : null;
  const link = newLink && (await deps.mailer.link(work, newLink)).url;
  await deps.mailer.send(work, {
    kind: 'account',
    why: `account.${mail}`,
    to,
    data: {
      title: t(`account-mail.${mail}.subject`, values),
      first: t(`account-mail.${mail}.first`, values),
      text: t(`account-mail.${mail}.text`, values),
      link,
      path: button && 'path' in button ? button.path : null,
      label: button && t(`account-mail.${mail}.button`, values),
      why: t(ABOUT_PEOPLE.includes(mail) ? 'account-mail.footer-people' : 'account-mail.footer'),
    },
    ...(newLink && { giveUpAt: newLink.expiresAt }),
  });
}
