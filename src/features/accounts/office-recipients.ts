import type { Work } from '../../db/unit-of-work.ts';
import type { Recipient } from '../../mail/outbox.repository.ts';
import type { Messages } from '../../templates/i18n.ts';
import { officePeople } from './recipients.queries.ts';

export interface OfficeMailDeps {
  messages: Messages;
  /** One more address that gets the mails to the office. */
  officeMail?: string | null;
}

/**
 * Everybody a mail to the office goes to. The extra address belongs to no person; it reads Polish, and is left out when
 * somebody of the office has it anyway.
 */
export async function officeRecipients({ messages, officeMail = null }: OfficeMailDeps, work: Work): Promise<Recipient[]> {
  const people = await officePeople(work.manager);
  if (officeMail === null || people.some(({ address }) => address === officeMail.toLowerCase())) return people;
  return [...people, { personId: null, name: messages.translate('pl')('alert.office.name'), address: officeMail, language: 'pl' }];
}
