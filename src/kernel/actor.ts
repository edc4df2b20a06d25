export type Language = 'pl' | 'en';
export const LANGUAGES: readonly Language[] = ['pl', 'en'];

export type OrganisationRole = 'editor' | 'organisation-admin';
export type OfficeRole = 'coordinator' | 'administrator';

/** The organisation a person is acting for right now. */
export interface ActingFor {
  id: string;
  name: string;
  role: OrganisationRole;
  /** Approved by the office: posts appear at once and members-only posts are readable. */
  approved: boolean;
  /** Somebody of the office has stepped into its place without belonging to it. */
  onBehalf?: boolean;
}

export interface Visitor {
  kind: 'visitor';
}
export interface PersonActor {
  kind: 'person';
  personId: string;
  name: string;
  email: string;
  language: Language;
  officeRole: OfficeRole | null;
  organisation: ActingFor | null;
}
export interface SystemActor {
  kind: 'system';
}

/** Who is asking. Every query and command takes one: what an actor may not see does not exist for it. */
export type Actor = Visitor | PersonActor | SystemActor;

export const visitor: Visitor = { kind: 'visitor' };
export const system: SystemActor = { kind: 'system' };

/** True for coordinators and administrators. */
export function isOffice(actor: Actor): boolean {
  return actor.kind === 'system' || (actor.kind === 'person' && actor.officeRole !== null);
}

export function isAdministrator(actor: Actor): boolean {
  return actor.kind === 'person' && actor.officeRole === 'administrator';
}

/** True when the person belongs to an approved organisation (or to the office). */
export function isMember(actor: Actor): boolean {
  return isOffice(actor) || (actor.kind === 'person' && actor.organisation?.approved === true);
}

/** The id of the organisation the actor acts for, or null. */
export function organisationOf(actor: Actor): string | null {
  return actor.kind === 'person' ? (actor.organisation?.id ?? null) : null;
}

/** True when somebody of the office stands in the place of an organisation: everything done for it is marked. */
export function actsOnBehalf(actor: Actor): boolean {
  return actor.kind === 'person' && actor.officeRole !== null && actor.organisation?.onBehalf === true;
}

/** True when somebody of the office acts for an organisation that is not the own one; the clock acts for nobody. */
export function isOnBehalf(actor: Actor, organisationId: string): boolean {
  return actor.kind === 'person' && isOffice(actor) && (organisationOf(actor) !== organisationId || actsOnBehalf(actor));
}

/** Administers this very organisation, or is of the office. */
export function mayAdminister(actor: Actor, organisationId: string): boolean {
  if (isOffice(actor)) return true;
  return actor.kind === 'person' && organisationOf(actor) === organisationId && actor.organisation?.role === 'organisation-admin';
}

export function personOf(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.personId : null;
}
