import type { EntityManager } from 'typeorm';
import { DomainError } from '../kernel/errors.ts';
import type { LinkTokens } from './tokens.ts';
import type { LinkPurpose } from './mailer.repository.ts';

export interface MailLink {
  id: string;
  purpose: LinkPurpose;
  personId: string | null;
  organisationId: string | null;
  data: Record<string, string>;
  expiresAt: Date;
  usedAt: Date | null;
}

/** Reads and uses the links of mails. */
export interface MailLinks {
  /** @throws DomainError not-found for a token we did not make, expired for one past its time. */
  read(manager: EntityManager, token: string, purpose: LinkPurpose, now: Date): Promise<MailLink>;
  /** Marks a link used; false when it had been used before. */
  use(manager: EntityManager, id: string, now: Date): Promise<boolean>;
}

interface Row {
  id: string;
  purpose: LinkPurpose;
  person_id: string | null;
  organisation_id: string | null;
  data: Record<string, string>;
  expires_at: Date;
  used_at: Date | null;
}

export function mailLinks(tokens: LinkTokens): MailLinks {
  return {
    async read(manager, token, purpose, now) {
      const id = tokens.read(token);
      const [row] = id ? await manager.query<Row[]>(`SELECT * FROM mail_link WHERE id = $1 AND purpose = $2`, [id, purpose]) : [];
      if (!row) throw new DomainError('not-found', 'errors.link-unknown');
      if (row.expires_at < now) throw new DomainError('expired', 'errors.link-expired');
      return {
        id: row.id,
        purpose: row.purpose,
        personId: row.person_id,
        organisationId: row.organisation_id,
        data: row.data,
        expiresAt: row.expires_at,
        usedAt: row.used_at,
      };
    },
    async use(manager, id, now) {
      const [, affected] = await manager.query<[unknown[], number]>(
        `UPDATE mail_link SET used_at = $2 WHERE id = $1 AND used_at IS NULL RETURNING id`, [id, now]);
      return affected === 1;
    },
  };
}
