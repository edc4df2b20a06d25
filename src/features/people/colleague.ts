import type { Language, OfficeRole, OrganisationRole } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';

export const ORGANISATION_ROLES: readonly OrganisationRole[] = ['editor', 'organisation-admin'];

/** What the administrator may make of a person. */
export const OFFICE_ROLES: readonly (OfficeRole | 'none')[] = ['none', 'coordinator', 'administrator'];

/** Somebody who acts for an organisation. */
export interface Colleague {
  id: string;
  name: string;
  email: string;
  language: Language;
  role: OrganisationRole;
  /** Can sign in. */
  active: boolean;
  since: Date;
}

/** How somebody stands to an organisation. */
export interface Standing {
  organisation: {
    id: string;
    name: string;
    office: boolean;
    /** The office knows it; what others write in its name to strangers is limited before. */
    approved: boolean;
  };
  /** Their own role in it; null for the office looking in. */
  role: OrganisationRole | null;
  /** May invite, remove and give roles. People of the office itself are the administrator's business. */
  manages: boolean;
  /** The office acts in its place. */
  onBehalf: boolean;
}

const isAdmin = ({ role, active }: Colleague): boolean => role === 'organisation-admin' && active;

/**
 * An organisation keeps somebody who looks after its people: the last active admin neither leaves nor is taken off.
 * @throws DomainError conflict
 */
export function checkAdminRemains(colleagues: readonly Colleague[], without: string): void {
  const admins = colleagues.filter(isAdmin);
  if (admins.length > 0 && admins.every(({ id }) => id === without)) throw new DomainError('conflict', 'people.last-admin');
}
