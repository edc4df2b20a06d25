import { newId } from '../kernel/ids.ts';
import type { Work, WriteAll } from '../db/unit-of-work.ts';
import { queueMail, type NewMail, type Recipient } from './outbox.repository.ts';
import type { RenderMail } from './renderer.ts';
import { placeholder } from './tokens.ts';

/** Each purpose and the path its links begin with. */
const PATH = {
  answer: 'a',
  unsubscribe: 'u',
  'new-password': 'new-password',
  'new-address': 'new-address',
  'old-address': 'old-address',
  invitation: 'invitations',
  'provider-link': 'provider-link',
  application: 'application',
  recommendation: 'recommendation',
  'profile-confirmation': 'profile-confirmation',
} as const;

export type LinkPurpose = keyof typeof PATH;

export interface NewLink {
  purpose: LinkPurpose;
  personId: string | null;
  organisationId: string | null;
  /** What the link is for: ids and choices, no secrets. */
  data: Record<string, string>;
  expiresAt: Date;
}

export interface MailToSend {
  /** Folder of the mail under `views/emails`. */
  kind: string;
  why: string;
  to: Recipient;
  /** What the templates print; `unsubscribe` is added when the mail has such a link. */
  data: object;
  postId?: string | null;
  /** Posts it speaks of besides. */
  besides?: readonly string[];
  commitmentId?: string | null;
  /** The subscription that one click ends; mails about one's own business have none. */
  unsubscribe?: NewLink;
  giveUpAt?: Date;
}

export interface StoredLink {
  url: string;
  id: string;
}

/** Renders mails and stores them, with their links, in the transaction of what they tell. */
export interface Mailer {
  /** Returns the id of the stored mail. */
  send(work: Work, mail: MailToSend): Promise<string>;
  /** A secret link, as a placeholder that becomes real when the mail is sent. */
  link(work: Work, link: NewLink): Promise<StoredLink>;
}

const insertLinks: WriteAll<NewLink & { id: string; at: Date }> = async (manager, links) => {
  await manager.query(
    `INSERT INTO mail_link (id, purpose, person_id, organisation_id, data, expires_at, created_at)
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, purpose text, person_id uuid, organisation_id uuid, data jsonb,
       expires_at timestamptz, created_at timestamptz)`,
    [JSON.stringify(links.map(({ id, purpose, personId, organisationId, data, expiresAt, at }) => ({
      id, purpose, person_id: personId, organisation_id: organisationId, data, expires_at: expiresAt, created_at: at,
    })))],
  );
};

function storeLink(work: Work, link: NewLink): StoredLink {
  const id = newId();
  work.writeLater(insertLinks, { ...link, id, at: work.now });
  return { id, url: placeholder(PATH[link.purpose], id) };
}

export function createMailer(render: RenderMail, senderDomain: string): Mailer {
  return {
    async link(work, link) {
      return storeLink(work, link);
    },
    async send(work, mail) {
      const unsubscribe = mail.unsubscribe ? storeLink(work, mail.unsubscribe) : null;
      const content = render(mail.kind, mail.to.language, { ...mail.data, name: mail.to.name, unsubscribe: unsubscribe?.url ?? null });
      const stored: NewMail = {
        kind: mail.kind,
        why: mail.why,
        to: mail.to,
        content,
        postId: mail.postId ?? null,
        besides: mail.besides ?? [],
        commitmentId: mail.commitmentId ?? null,
        unsubscribeLinkId: unsubscribe?.id ?? null,
        ...(mail.giveUpAt ? { giveUpAt: mail.giveUpAt } : {}),
      };
      return queueMail(work, stored, senderDomain);
    },
  };
}
