import { EntitySchema } from 'typeorm';
import type { Alert, Digest, Preference } from './alert.ts';

/** A preference as stored: whose, for which organisation. */
export interface StoredPreference extends Preference {
  personId: string;
  organisationId: string;
  updatedAt: Date;
}

const uuid = (target: string, name: string) =>
  ({ type: 'uuid', foreignKey: { target, inverseSide: 'id', name, onDelete: 'CASCADE' } }) as const;

export const AlertSchema = new EntitySchema<Alert>({
  name: 'alert',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'alert_pk' },
    matchId: uuid('match', 'alert_match_fk'),
    personId: uuid('person', 'alert_person_fk'),
    organisationId: uuid('organisation', 'alert_organisation_fk'),
    side: { type: 'text' },
    verdict: { type: 'text' },
    channel: { type: 'text' },
    wave: { type: 'integer', nullable: true },
    mailId: { type: 'uuid', nullable: true },
    waitingSince: { type: 'timestamptz' },
    toldAt: { type: 'timestamptz', nullable: true },
  },
  checks: [
    { name: 'alert_side_ck', expression: `side IN ('need','offer')` },
    { name: 'alert_verdict_ck', expression: `verdict IN ('fits','maybe')` },
    { name: 'alert_channel_ck', expression: `channel IN ('instant','daily','weekly','wave')` },
  ],
  indices: [
    { name: 'alert_once_uq', columns: ['matchId', 'personId', 'verdict'], unique: true },
    { name: 'alert_waiting_ix', columns: ['channel', 'personId'], synchronize: false },
    { name: 'alert_told_ix', columns: ['personId', 'toldAt'] },
  ],
});

export const AlertPreferenceSchema = new EntitySchema<StoredPreference>({
  name: 'alert_preference',
  columns: {
    personId: { ...uuid('person', 'alert_preference_person_fk'), primary: true, primaryKeyConstraintName: 'alert_preference_pk' },
    organisationId: {
      ...uuid('organisation', 'alert_preference_organisation_fk'), primary: true, primaryKeyConstraintName: 'alert_preference_pk',
    },
    fits: { type: 'text' },
    maybe: { type: 'text' },
    overflow: { type: 'boolean', default: true },
    updatedAt: { type: 'timestamptz' },
  },
  checks: [
    { name: 'alert_preference_fits_ck', expression: `fits IN ('instant','daily','weekly','never')` },
    { name: 'alert_preference_maybe_ck', expression: `maybe IN ('instant','daily','weekly','never')` },
  ],
});

export const DigestSchema = new EntitySchema<Digest>({
  name: 'digest',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'digest_pk' },
    personId: uuid('person', 'digest_person_fk'),
    frequency: { type: 'text' },
    day: { type: 'date' },
    mailId: { type: 'uuid', nullable: true },
    alerts: { type: 'integer' },
    createdAt: { type: 'timestamptz' },
  },
  checks: [{ name: 'digest_frequency_ck', expression: `frequency IN ('daily','weekly')` }],
  indices: [{ name: 'digest_once_uq', columns: ['personId', 'frequency', 'day'], unique: true }],
});
