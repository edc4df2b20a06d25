import type { Work } from '../db/unit-of-work.ts';
import type { Messages, Values } from '../templates/i18n.ts';
import type { Mailer, NewLink } from './mailer.repository.ts';
import type { Recipient } from './outbox.repository.ts';

export interface NoticeDeps {
  mailer: Mailer;
  messages: Messages;
}

/** A mail that tells one thing and has one button at most. */
export interface Notice {
  /** Folder of the mail under `views/emails`. */
  kind: 'account' | 'membership';
  /** Which one, for the trail. */
  name: string;
  /** The message of each of its texts. */
  keyOf(part: 'subject' | 'first' | 'text' | 'button'): string;
  /** The message that says why the reader gets it. */
  why: string;
}

export interface NoticeParts {
  values?: Values;
  /** Lines of label and text, such as what an organisation says of itself. */
  facts?: readonly { label: string; text: string }[];
  /** The main button: a secret link, or a page of ours by its path. */
  button?: { link: NewLink } | { path: string };
}

/** Mails one person a notice in the transaction of what it tells; one with a secret link is given up when the link ends. */
export async function mailNotice(deps: NoticeDeps, work: Work, to: Recipient, notice: Notice, parts: NoticeParts): Promise<void> {
  const t = deps.messages.translate(to.language);
  const { values, facts = [], button } = parts;
  const text = (part: Parameters<Notice['keyOf']>[0]): string => t(notice.keyOf(part), values);
  const newLink = button && 'link' in button ? button.link : null;
  const link = newLink && (await deps.mailer.link(work, newLink)).url;
  await deps.mailer.send(work, {
    kind: notice.kind,
    why: `${notice.kind}.${notice.name}`,
    to,
    data: {
      title: text('subject'),
      first: text('first'),
      text: text('text'),
      facts,
      link,
      path: button && 'path' in button ? button.path : null,
      label: button ? text('button') : null,
      why: t(notice.why),
    },
    ...(newLink && { giveUpAt: newLink.expiresAt }),
  });
}
