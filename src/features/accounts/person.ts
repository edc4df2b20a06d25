import type { Language, OfficeRole, OrganisationRole, PersonActor } from '../../kernel/actor.ts';

/** Somebody who can sign in. What they may do comes from their memberships and office role. */
export interface Person {
  id: string;
  /** Lower case. */
  email: string;
  name: string;
  language: Language;
  /** Null: no password yet, or only other ways of signing in. */
  passwordHash: string | null;
  /** The password is shorter than a password alone may be: it holds only beside a second step. */
  passwordShort: boolean;
  officeRole: OfficeRole | null;
  state: 'active' | 'disabled';
  createdAt: Date;
  signedInAt: Date | null;
  /** When the owner of the address first answered a mail to it; null: nobody has, so nobody signs in and nothing is mailed. */
  emailVerifiedAt: Date | null;
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

/** The person as who acts, for the history; without an organisation. */
export const actorFor = (person: Person): PersonActor => ({
  kind: 'person',
  personId: person.id,
  name: person.name,
  email: person.email,
  language: person.language,
  officeRole: person.officeRole,
  organisation: null,
});
