import { EntitySchema } from 'typeorm';
import type { Application } from './application.ts';
import type { Recommendation } from './recommendation.ts';

const person = (name: string) => ({ target: 'person', inverseSide: 'id', name, onDelete: 'SET NULL' as const });

export const ApplicationSchema = new EntitySchema<Application>({
  name: 'application',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'application_pk' },
    organisationId: {
      type: 'uuid', nullable: true,
      foreignKey: { target: 'organisation', inverseSide: 'id', name: 'application_organisation_fk', onDelete: 'CASCADE' },
    },
    personId: { type: 'uuid', nullable: true, foreignKey: person('application_person_fk') },
    email: { type: 'text' },
    personName: { type: 'text' },
    language: { type: 'text' },
    content: { type: 'jsonb' },
    informationVersion: { type: 'text' },
    state: { type: 'text' },
    submissionKey: { type: 'uuid' },
    createdAt: { type: 'timestamptz' },
    verifiedAt: { type: 'timestamptz', nullable: true },
    decidedAt: { type: 'timestamptz', nullable: true },
    decidedBy: { type: 'uuid', nullable: true, foreignKey: person('application_decided_by_fk') },
    reason: { type: 'text', nullable: true },
  },
  checks: [
    { name: 'application_state_ck', expression: `state IN ('unverified','waiting','approved','refused')` },
    { name: 'application_language_ck', expression: `language IN ('pl','en')` },
    { name: 'application_organisation_ck', expression: `(state = 'unverified') = (organisation_id IS NULL)` },
  ],
  indices: [
    { name: 'application_submission_uq', columns: ['submissionKey'], unique: true },
    { name: 'application_organisation_ix', columns: ['organisationId'] },
    { name: 'application_person_ix', columns: ['personId'] },
  ],
});

export const RecommendationSchema = new EntitySchema<Recommendation>({
  name: 'recommendation',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'recommendation_pk' },
    applicationId: {
      type: 'uuid', foreignKey: { target: 'application', inverseSide: 'id', name: 'recommendation_application_fk', onDelete: 'CASCADE' },
    },
    organisationId: {
      type: 'uuid', foreignKey: { target: 'organisation', inverseSide: 'id', name: 'recommendation_organisation_fk', onDelete: 'CASCADE' },
    },
    askedAt: { type: 'timestamptz' },
    answeredAt: { type: 'timestamptz', nullable: true },
    answer: { type: 'text', nullable: true },
    note: { type: 'text', nullable: true },
    personId: { type: 'uuid', nullable: true, foreignKey: person('recommendation_person_fk') },
  },
  checks: [
    { name: 'recommendation_answer_ck', expression: `answer IN ('yes','no')` },
    { name: 'recommendation_answered_ck', expression: `(answer IS NULL) = (answered_at IS NULL)` },
  ],
  uniques: [{ name: 'recommendation_asked_uq', columns: ['applicationId', 'organisationId'] }],
  indices: [{ name: 'recommendation_organisation_ix', columns: ['organisationId'] }],
});

/** A choice about the whole installation that an administrator makes on a page. */
export interface Setting {
  name: string;
  value: string;
  changedAt: Date;
  changedBy: string | null;
}

export const SettingSchema = new EntitySchema<Setting>({
  name: 'setting',
  columns: {
    name: { type: 'text', primary: true, primaryKeyConstraintName: 'setting_pk' },
    value: { type: 'text' },
    changedAt: { type: 'timestamptz' },
    changedBy: { type: 'uuid', nullable: true, foreignKey: person('setting_person_fk') },
  },
});
