import { EntitySchema } from 'typeorm';
import type { Certificate, Organisation } from './organisation.ts';

export const OrganisationSchema = new EntitySchema<Organisation>({
  name: 'organisation',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'organisation_pk' },
    kind: { type: 'text' },
    name: { type: 'text' },
    country: { type: 'text', default: 'PL' },
    nip: { type: 'text', nullable: true },
    regon: { type: 'text', nullable: true },
    registrationNumber: { type: 'text', nullable: true },
    townId: { type: 'integer', nullable: true },
    townName: { type: 'text' },
    region: { type: 'text', nullable: true },
    lat: { type: 'double precision', nullable: true },
    lng: { type: 'double precision', nullable: true },
    website: { type: 'text', nullable: true },
    capabilities: { type: 'text', array: true, default: '{}' },
    machines: { type: 'text', array: true, default: '{}' },
    contact: { type: 'jsonb', default: {} },
    membership: { type: 'text' },
    membershipReason: { type: 'text', nullable: true },
    checkedAt: { type: 'timestamptz', nullable: true },
    checks: { type: 'text', array: true, default: '{}' },
    confirmedAt: { type: 'timestamptz', nullable: true },
    confirmationAskedAt: { type: 'timestamptz', nullable: true },
    createdAt: { type: 'timestamptz' },
    version: { type: 'integer', default: 1 },
  },
  checks: [
    { name: 'organisation_kind_ck', expression: `kind IN ('firm','health-care','university','public-body','partner-cluster','office')` },
    { name: 'organisation_membership_ck', expression: `membership IN ('applied','recommended','approved','refused','suspended')` },
  ],
  indices: [
    { name: 'organisation_nip_uq', columns: ['nip'], unique: true, where: `nip IS NOT NULL AND membership <> 'refused'`, synchronize: false },
    { name: 'organisation_regon_uq', columns: ['regon'], unique: true, where: `regon IS NOT NULL AND membership <> 'refused'`, synchronize: false },
    { name: 'organisation_capabilities_ix', columns: ['capabilities'], synchronize: false },
  ],
});

export const CertificateSchema = new EntitySchema<Certificate>({
  name: 'certificate',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'certificate_pk' },
    organisationId: {
      type: 'uuid',
      foreignKey: { target: 'organisation', inverseSide: 'id', name: 'certificate_organisation_fk', onDelete: 'CASCADE' },
    },
    name: { type: 'text' },
    validUntil: { type: 'date', nullable: true },
    fileId: {
      type: 'uuid', nullable: true, foreignKey: { target: 'file', inverseSide: 'id', name: 'certificate_file_fk', onDelete: 'SET NULL' },
    },
    createdAt: { type: 'timestamptz', nullable: true },
    remindedDays: { type: 'integer', nullable: true },
  },
  indices: [
    { name: 'certificate_organisation_ix', columns: ['organisationId'] },
    { name: 'certificate_valid_until_ix', columns: ['validUntil'] },
  ],
});
