import { EntitySchema } from 'typeorm';
import type { PostReport } from './report.ts';

export const PostReportSchema = new EntitySchema<PostReport>({
  name: 'post_report',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'post_report_pk' },
    postId: { type: 'uuid', foreignKey: { target: 'post', inverseSide: 'id', name: 'post_report_post_fk', onDelete: 'CASCADE' } },
    reason: { type: 'text' },
    text: { type: 'text' },
    personId: {
      type: 'uuid', nullable: true, foreignKey: { target: 'person', inverseSide: 'id', name: 'post_report_person_fk', onDelete: 'SET NULL' },
    },
    address: { type: 'text', nullable: true },
    language: { type: 'text' },
    createdAt: { type: 'timestamptz' },
    verdict: { type: 'text', nullable: true },
    answer: { type: 'text', nullable: true },
    answeredBy: {
      type: 'uuid', nullable: true, foreignKey: { target: 'person', inverseSide: 'id', name: 'post_report_answered_by_fk', onDelete: 'SET NULL' },
    },
    answeredAt: { type: 'timestamptz', nullable: true },
    submissionKey: { type: 'uuid' },
  },
  checks: [
    { name: 'post_report_reason_ck', expression: `reason IN ('false','unsafe','illegal','personal-data','offensive','duplicate','other')` },
    { name: 'post_report_verdict_ck', expression: `verdict IN ('hidden','kept')` },
    { name: 'post_report_answered_ck', expression: '(verdict IS NULL) = (answered_at IS NULL)' },
  ],
  indices: [
    { name: 'post_report_submission_uq', columns: ['submissionKey'], unique: true },
    { name: 'post_report_post_ix', columns: ['postId'] },
    { name: 'post_report_open_ix', columns: ['createdAt'], synchronize: false },
  ],
});
