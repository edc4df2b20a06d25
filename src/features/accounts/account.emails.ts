import type { Work } from '../../db/unit-of-work.ts';
import { mailNotice, type NoticeDeps, type NoticeParts } from '../../mail/notice.ts';
import type { Recipient } from '../../mail/outbox.repository.ts';
import type { Person } from './person.ts';

export type AccountMailDeps = NoticeDeps;

/** Each says something about the reader's own account; texts `account-mail.<name>.subject|first|text|button`. */
export type AccountMail =
  | 'new-password'
  | 'password-changed'
  | 'new-address'
  | 'address-taken'
  | 'address-asked'
  | 'address-changed'
  | 'address-restored'
  | 'secured'
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

export const recipientOf = (person: Pick<Person, 'id' | 'name' | 'email' | 'language'>, address = person.email): Recipient => ({
  personId: person.id,
  name: person.name,
  address,
  language: person.language,
});

/** Mails somebody about their account, in the transaction of what happened to it. */
export const mailAccount = (
  deps: AccountMailDeps, work: Work, to: Recipient, mail: AccountMail, parts: Omit<NoticeParts, 'facts'> = {},
): Promise<void> => mailNotice(deps, work, to, {
  kind: 'account',
  name: mail,
  keyOf: (part) => `account-mail.${mail}.${part}`,
  why: ABOUT_PEOPLE.includes(mail) ? 'account-mail.footer-people' : 'account-mail.footer',
}, parts);
