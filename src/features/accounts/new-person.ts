import type { Work } from '../../db/unit-of-work.ts';
import type { Language } from '../../kernel/actor.ts';
import type { Person } from './person.ts';
import { personRepository } from './person.repository.ts';

export interface UnverifiedPerson {
  /** Checked by `emailFrom`. */
  email: string;
  name: string;
  language: Language;
}

/**
 * The person of this address, for joining and invitations. Made without a password when there is none; such a person can
 * neither sign in nor is mailed until {@link confirmPerson}. `known`: the address was confirmed before, by whoever owns it.
 * Nothing of a known person changes: what a stranger typed about them is forgotten.
 */
export async function createUnverifiedPerson(work: Work, input: UnverifiedPerson): Promise<{ person: Person; known: boolean }> {
  const people = personRepository(work.manager);
  const person = await people.insertOnce({ ...input, passwordHash: null, officeRole: null, emailVerifiedAt: null }, work.now);
  return { person, known: person.emailVerifiedAt !== null };
}

export interface Confirmation {
  name: string;
  language: Language;
  /** Made by `hashPassword` from a password that `newPasswordForm` has let through. */
  passwordHash: string;
}

/**
 * The owner of the address has followed a link mailed to it and chosen a name and a password. False, and nothing
 * changes, when the person had been confirmed before: a link never replaces a password that somebody set.
 */
export function confirmPerson(work: Work, personId: string, confirmation: Confirmation): Promise<boolean> {
  return personRepository(work.manager).confirm(personId, confirmation, work.now);
}
