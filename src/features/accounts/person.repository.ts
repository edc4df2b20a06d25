import type { EntityManager } from 'typeorm';
import type { Language, OfficeRole, OrganisationRole } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { normaliseEmail, type OrganisationMember, type Person } from './person.ts';
import { OrganisationMemberSchema, PersonSchema } from './person.schema.ts';

export interface NewPerson {
  email: string;
  name: string;
  language: Language;
  passwordHash: string | null;
  officeRole: OfficeRole | null;
}

/** The write side of accounts. */
export interface PersonRepository {
  insert(person: NewPerson, now: Date): Promise<Person>;
  join(personId: string, organisationId: string, role: OrganisationRole, now: Date): Promise<void>;
  /** Makes the person act for the cluster's office, when there is one. */
  joinOffice(personId: string, now: Date): Promise<void>;
  findByEmail(email: string): Promise<Person | null>;
  /** A new password ends every session of the person. */
  setPassword(personId: string, passwordHash: string): Promise<void>;
}

export function personRepository(manager: EntityManager): PersonRepository {
  return {
    async insert(input, now) {
      const person: Person = { ...input, id: newId(), email: normaliseEmail(input.email), state: 'active', createdAt: now, signedInAt: null };
      await manager.insert<Person>(PersonSchema, person);
      return person;
    },
    async join(personId, organisationId, role, now) {
      await manager.insert<OrganisationMember>(OrganisationMemberSchema, { personId, organisationId, role, createdAt: now });
    },
    async joinOffice(personId, now) {
      await manager.query(
        `INSERT INTO membership (person_id, organisation_id, role, created_at)
         SELECT $1, id, 'organisation-admin', $2 FROM organisation WHERE kind = 'office' LIMIT 1`,
        [personId, now],
      );
    },
    findByEmail: (email) => manager.findOneBy<Person>(PersonSchema, { email: normaliseEmail(email) }),
    async setPassword(personId, passwordHash) {
      await manager.update<Person>(PersonSchema, { id: personId }, { passwordHash });
      await manager.query(`DELETE FROM session WHERE sess->'passport'->>'user' = $1`, [personId]);
    },
  };
}
