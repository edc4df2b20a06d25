import { EntitySchema } from 'typeorm';
import type { Attachment } from './attachment.ts';

export const AttachmentSchema = new EntitySchema<Attachment>({
  name: 'post_file',
  columns: {
    fileId: {
      type: 'uuid',
      primary: true,
      primaryKeyConstraintName: 'post_file_pk',
      foreignKey: { target: 'file', inverseSide: 'id', name: 'post_file_file_fk', onDelete: 'CASCADE' },
    },
    postId: { type: 'uuid', foreignKey: { target: 'post', inverseSide: 'id', name: 'post_file_post_fk', onDelete: 'CASCADE' } },
    position: { type: 'integer' },
    description: { type: 'text' },
  },
  uniques: [{ name: 'post_file_position_uq', columns: ['postId', 'position'] }],
});
