import type { EntityManager } from 'typeorm';
import type { Language, OfficeRole, PersonActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { personRepository } from '../../src/features/accounts/index.ts';
import {
  OrganisationSchema,
  type Organisation,
  type OrganisationKind,
} from '../../src/features/organisations/index.ts';

export interface NewOrganisation {
  kind: OrganisationKind;
  name: string;
  country?: string;
  town: { id?: number; name: string; region?: string; lat: number | null; lng: number | null };
}

/** Stores an organisation that the office has approved. */
export async function addOrganisation(
  manager: EntityManager,
  { kind, name, country = 'PL', town }: NewOrganisation,
  now: Date,
): Promise<Organisation> {
  const organisation: Organisation = {
    id: newId(),
    kind,
    name,
    country,
    nip: null,
    regon: null,
    registrationNumber: null,
    townId: town.id ?? null,
    townName: town.name,
    region: town.region ?? null,
    lat: town.lat,
    lng: town.lng,
    website: null,
    capabilities: [],
    machines: [],
    contact: {},
    membership: 'approved',
    membershipReason: null,
    checkedAt: now,
    checks: [],
    confirmedAt: now,
    confirmationAskedAt: null,
    createdAt: now,
    version: 1,
  };
  await manager.insert<Organisation>(OrganisationSchema, organisation);
  return organisation;
}

export interface NewMember {
  name: string;
  email: string;
  language: Language;
  passwordHash: string | null;
  officeRole?: OfficeRole;
}

/** Stores a person who acts for the organisation; returned as the actor of that person. */
export async function addMember(
  manager: EntityManager,
  organisation: Organisation,
  member: NewMember,
  now: Date,
): Promise<PersonActor> {
  const people = personRepository(manager);
  const officeRole = member.officeRole ?? null;
  const person = await people.insert({ ...member, officeRole }, now);
  await people.join(person.id, organisation.id, 'organisation-admin', now);
  return {
    kind: 'person',
    personId: person.id,
    name: person.name,
    email: person.email,
    language: person.language,
    officeRole,
    organisation: { id: organisation.id, name: organisation.name, role: 'organisation-admin', approved: true },
  };
}
