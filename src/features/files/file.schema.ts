import { EntitySchema } from 'typeorm';
import type { StoredFile } from './file.ts';

export const FileSchema = new EntitySchema<StoredFile>({
  name: 'file',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'file_pk' },
    organisationId: {
      type: 'uuid',
      foreignKey: { target: 'organisation', inverseSide: 'id', name: 'file_organisation_fk', onDelete: 'CASCADE' },
    },
    type: { type: 'text' },
    name: { type: 'text' },
    size: { type: 'integer' },
    sha256: { type: 'text' },
    width: { type: 'integer', nullable: true },
    height: { type: 'integer', nullable: true },
    createdBy: {
      type: 'uuid',
      nullable: true,
      foreignKey: { target: 'person', inverseSide: 'id', name: 'file_person_fk', onDelete: 'SET NULL' },
    },
    createdAt: { type: 'timestamptz' },
  },
  checks: [
    { name: 'file_type_ck', expression: `type IN ('application/pdf','image/jpeg','image/png','image/webp')` },
    { name: 'file_size_ck', expression: 'size > 0 AND size <= 20000000' },
  ],
  indices: [{ name: 'file_organisation_ix', columns: ['organisationId'] }],
});
