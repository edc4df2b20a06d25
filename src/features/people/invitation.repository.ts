import type { EntityManager } from 'typeorm';
import type { Language, OrganisationRole } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';

/** A colleague asked to join; open until accepted, withdrawn or too old. */
export interface Invitation {
  id: string;
  organisationId: string;
  organisationName: string;
  email: string;
  role: OrganisationRole;
  language: Language;
  invitedBy: string | null;
  inviterName: string | null;
  createdAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
  withdrawnAt: Date | null;
}

const SELECT = `SELECT i.id, i.organisation_id AS "organisationId", o.name AS "organisationName", i.email, i.role, i.language,
  i.invited_by AS "invitedBy",
  p.name AS "inviterName", i.created_at AS "createdAt", i.expires_at AS "expiresAt", i.accepted_at AS "acceptedAt", i.withdrawn_at AS "withdrawnAt"
  FROM invitation i JOIN organisation o ON o.id = i.organisation_id LEFT JOIN person p ON p.id = i.invited_by`;

export interface NewInvitation {
  organisationId: string;
  email: string;
  role: OrganisationRole;
  language: Language;
  invitedBy: string;
  expiresAt: Date;
}

/** Stores an invitation; one that is still open for the same address is replaced, and its link with it. Returns its id. */
export async function putInvitation(
  manager: EntityManager,
  { organisationId, email, role, language, invitedBy, expiresAt }: NewInvitation,
  now: Date,
): Promise<string> {
  await manager.query(
    `UPDATE invitation SET withdrawn_at = $3 WHERE organisation_id = $1 AND email = $2 AND accepted_at IS NULL AND withdrawn_at IS NULL`,
    [organisationId, email, now],
  );
  const id = newId();
  await manager.query(
    `INSERT INTO invitation (id, organisation_id, email, role, language, invited_by, created_at, expires_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)`,
    [id, organisationId, email, role, language, invitedBy, now, expiresAt],
  );
  return id;
}

/** How many invitations of an organisation since then nobody has accepted, withdrawn and replaced ones too: each was a mail. */
export async function unacceptedSince(manager: EntityManager, organisationId: string, since: Date): Promise<number> {
  const [row] = await manager.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM invitation WHERE organisation_id = $1 AND accepted_at IS NULL AND created_at > $2`, [organisationId, since]);
  return row?.count ?? 0;
}

/** Invitations of an organisation that nobody has answered yet, too old ones included. */
export const openInvitations = (manager: EntityManager, organisationId: string): Promise<Invitation[]> =>
  manager.query(`${SELECT} WHERE i.organisation_id = $1 AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL ORDER BY i.email`, [organisationId]);

/** Locked until the end of the transaction. @throws DomainError not-found; expired when it is not open any more */
export async function lockOpenInvitation(manager: EntityManager, id: string, now: Date): Promise<Invitation> {
  const [row] = await manager.query<Invitation[]>(`${SELECT} WHERE i.id = $1 FOR UPDATE OF i`, [id]);
  if (!row) throw new DomainError('not-found', 'errors.link-unknown');
  if (row.acceptedAt || row.withdrawnAt || row.expiresAt < now) throw new DomainError('expired', 'people.invitation-over');
  return row;
}

export async function closeInvitation(manager: EntityManager, id: string, how: 'accepted_at' | 'withdrawn_at', now: Date): Promise<void> {
  await manager.query(`UPDATE invitation SET ${how} = $2 WHERE id = $1`, [id, now]);
}

/** Withdraws an open invitation of this organisation; false when there is none such. */
export async function withdrawInvitation(manager: EntityManager, organisationId: string, id: string, now: Date): Promise<boolean> {
  const [, withdrawn] = await manager.query<[unknown, number]>(
    `UPDATE invitation SET withdrawn_at = $3 WHERE id = $1 AND organisation_id = $2 AND accepted_at IS NULL AND withdrawn_at IS NULL`,
    [id, organisationId, now],
  );
  return withdrawn === 1;
}
