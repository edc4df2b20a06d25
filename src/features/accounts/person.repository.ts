import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/errors.ts';
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
  /** Confirmed from the start (the default: made by an administrator or a seed), or null. */
  emailVerifiedAt?: Date | null;
}

/** The write side of accounts. */
export interface PersonRepository {
  insert(person: NewPerson, now: Date): Promise<Person>;
  /** Inserts, or returns who has the address already; safe when two do it at once. */
  insertOnce(person: NewPerson, now: Date): Promise<Person>;
  join(personId: string, organisationId: string, role: OrganisationRole, now: Date): Promise<void>;
  /** Makes the person act for the cluster's office, when there is one. */
  joinOffice(personId: string, now: Date): Promise<void>;
  findByEmail(email: string): Promise<Person | null>;
  /** The person, locked until the end of the transaction. @throws DomainError not-found */
  lock(personId: string): Promise<Person>;
  /** Sets what is given and nothing else. */
  change(personId: string, change: Partial<Omit<Person, 'id' | 'createdAt'>>): Promise<void>;
  /** Name, password and the confirmation of the address; false when it had been confirmed before. */
  confirm(personId: string, confirmation: Pick<Person, 'name' | 'language'> & { passwordHash: string }, now: Date): Promise<boolean>;
}

const made = (input: NewPerson, now: Date): Person => ({
  emailVerifiedAt: now,
  ...input,
  id: newId(),
  email: normaliseEmail(input.email),
  state: 'active',
  passwordShort: false,
  createdAt: now,
  signedInAt: null,
});

export function personRepository(manager: EntityManager): PersonRepository {
  const findByEmail = (email: string) => manager.findOneBy<Person>(PersonSchema, { email: normaliseEmail(email) });
  return {
    findByEmail,
    async insert(input, now) {
      const person = made(input, now);
      await manager.insert<Person>(PersonSchema, person);
      return person;
    },
    async insertOnce(input, now) {
      const person = made(input, now);
      await manager.createQueryBuilder().insert().into<Person>(PersonSchema).values(person).orIgnore().execute();
      const found = await findByEmail(person.email);
      if (!found) throw new DomainError('conflict', 'errors.conflict.help');
      return found;
    },
    async join(personId, organisationId, role, now) {
      await manager.insert<OrganisationMember>(OrganisationMemberSchema, { personId, organisationId, role, createdAt: now });
    },
    async joinOffice(personId, now) {
      await manager.query(
        `INSERT INTO membership (person_id, organisation_id, role, created_at)
         SELECT $1, id, 'organisation-admin', $2 FROM organisation WHERE kind = 'office' LIMIT 1 ON CONFLICT DO NOTHING`,
        [personId, now],
      );
    },
    async lock(personId) {
      const person = await manager.findOne<Person>(PersonSchema, { where: { id: personId }, lock: { mode: 'pessimistic_write' } });
      if (!person) throw new DomainError('not-found', 'errors.not-found');
      return person;
    },
    async change(personId, change) {
      await manager.update<Person>(PersonSchema, { id: personId }, change);
    },
    async confirm(personId, { name, language, passwordHash }, now) {
      const { affected } = await manager
        .createQueryBuilder()
        .update<Person>(PersonSchema)
        .set({ name, language, passwordHash, passwordShort: false, emailVerifiedAt: now })
        .where('id = :personId AND email_verified_at IS NULL', { personId })
        .execute();
      return affected === 1;
    },
  };
}
