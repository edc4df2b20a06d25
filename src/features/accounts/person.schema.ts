import { EntitySchema } from 'typeorm';
import type { OrganisationMember, Person } from './person.ts';

export const PersonSchema = new EntitySchema<Person>({
  name: 'person',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'person_pk' },
    email: { type: 'text' },
    name: { type: 'text' },
    language: { type: 'text' },
    passwordHash: { type: 'text', nullable: true },
    passwordShort: { type: 'boolean', default: false },
    officeRole: { type: 'text', nullable: true },
    state: { type: 'text', default: 'active' },
    createdAt: { type: 'timestamptz' },
    signedInAt: { type: 'timestamptz', nullable: true },
    emailVerifiedAt: { type: 'timestamptz', nullable: true },
  },
  checks: [
    { name: 'person_language_ck', expression: `language IN ('pl','en')` },
    { name: 'person_office_role_ck', expression: `office_role IN ('coordinator','administrator')` },
    { name: 'person_state_ck', expression: `state IN ('active','disabled')` },
    { name: 'person_email_ck', expression: 'email = lower(email)' },
  ],
  indices: [{ name: 'person_email_uq', columns: ['email'], unique: true }],
});

export const OrganisationMemberSchema = new EntitySchema<OrganisationMember>({
  name: 'membership',
  columns: {
    personId: {
      type: 'uuid',
      primary: true,
      primaryKeyConstraintName: 'membership_pk',
      foreignKey: { target: 'person', inverseSide: 'id', name: 'membership_person_fk', onDelete: 'CASCADE' },
    },
    organisationId: {
      type: 'uuid',
      primary: true,
      primaryKeyConstraintName: 'membership_pk',
      foreignKey: { target: 'organisation', inverseSide: 'id', name: 'membership_organisation_fk', onDelete: 'CASCADE' },
    },
    role: { type: 'text' },
    createdAt: { type: 'timestamptz' },
  },
  checks: [{ name: 'membership_role_ck', expression: `role IN ('editor','organisation-admin')` }],
  indices: [{ name: 'membership_organisation_ix', columns: ['organisationId'] }],
});
