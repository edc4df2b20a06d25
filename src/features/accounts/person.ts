import type { Language, OfficeRole, OrganisationRole } from '../../kernel/actor.ts';

/** Somebody who can sign in. What they may do comes from their memberships and office role. */
export interface Person {
  id: string;
  /** Lower case. */
  email: string;
  name: string;
  language: Language;
  passwordHash: string | null;
  officeRole: OfficeRole | null;
  state: 'active' | 'disabled';
  createdAt: Date;
  signedInAt: Date | null;
}

/** A person acting for an organisation. */
export interface OrganisationMember {
  personId: string;
  organisationId: string;
  role: OrganisationRole;
  createdAt: Date;
}

/** The form in which addresses are stored and compared. */
export const normaliseEmail = (text: string): string => text.trim().toLowerCase();
