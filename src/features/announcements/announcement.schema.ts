import { EntitySchema } from 'typeorm';
import type { Announcement } from './announcement.ts';

export const AnnouncementSchema = new EntitySchema<Announcement>({
  name: 'announcement',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'announcement_pk' },
    kind: { type: 'text' },
    titlePl: { type: 'text' },
    textPl: { type: 'text' },
    titleEn: { type: 'text', nullable: true },
    textEn: { type: 'text', nullable: true },
    startsAt: { type: 'timestamptz', nullable: true },
    endsAt: { type: 'timestamptz', nullable: true },
    place: { type: 'text', nullable: true },
    onlineUrl: { type: 'text', nullable: true },
    visibleFrom: { type: 'date' },
    visibleUntil: { type: 'date' },
    state: { type: 'text' },
    authorId: {
      type: 'uuid', nullable: true, foreignKey: { target: 'person', inverseSide: 'id', name: 'announcement_author_fk', onDelete: 'SET NULL' },
    },
    createdAt: { type: 'timestamptz' },
    updatedAt: { type: 'timestamptz' },
    version: { type: 'integer', default: 1 },
    submissionKey: { type: 'uuid', nullable: true },
  },
  checks: [
    { name: 'announcement_kind_ck', expression: `kind IN ('webinar','training','call','other')` },
    { name: 'announcement_state_ck', expression: `state IN ('published','withdrawn')` },
    { name: 'announcement_visible_ck', expression: 'visible_from <= visible_until' },
    { name: 'announcement_ends_ck', expression: 'ends_at IS NULL OR ends_at > starts_at' },
    { name: 'announcement_english_ck', expression: '(title_en IS NULL) = (text_en IS NULL)' },
  ],
  indices: [
    { name: 'announcement_submission_uq', columns: ['submissionKey'], unique: true, synchronize: false },
    { name: 'announcement_visible_ix', columns: ['visibleUntil'] },
  ],
});
