import type { MigrationInterface, QueryRunner } from 'typeorm';

const OFFICE = [
  // One row per act of the office that its organisation was told of.
  `CREATE TABLE organisation_notice (
    activity_id bigint NOT NULL CONSTRAINT organisation_notice_pk PRIMARY KEY
      CONSTRAINT organisation_notice_activity_fk REFERENCES activity(id) ON DELETE CASCADE,
    told_at timestamptz NOT NULL
  )`,
  // What has waited for a working day and was told to the office; what comes to wait again is told again.
  `CREATE TABLE office_reminder (
    kind text NOT NULL,
    subject_id uuid NOT NULL,
    since timestamptz NOT NULL,
    told_at timestamptz NOT NULL,
    CONSTRAINT office_reminder_pk PRIMARY KEY (kind, subject_id, since),
    CONSTRAINT office_reminder_kind_ck CHECK (kind IN ('review','application','report'))
  )`,
  // A dead letter that somebody of the office has dealt with otherwise leaves the list.
  `ALTER TABLE mail ADD COLUMN resent_of uuid, ADD COLUMN set_aside_at timestamptz`,
  `CREATE INDEX mail_created_ix ON mail (created_at DESC, id)`,
  `CREATE INDEX mail_to_address_ix ON mail (to_address, created_at DESC)`,
  `CREATE INDEX mail_dead_ix ON mail (created_at) WHERE state = 'dead'`,
];

const ANNOUNCEMENTS = [
  `CREATE TABLE announcement (
    id uuid NOT NULL CONSTRAINT announcement_pk PRIMARY KEY,
    kind text NOT NULL,
    title_pl text NOT NULL,
    text_pl text NOT NULL,
    title_en text,
    text_en text,
    starts_at timestamptz,
    ends_at timestamptz,
    place text,
    online_url text,
    visible_from date NOT NULL,
    visible_until date NOT NULL,
    state text NOT NULL,
    author_id uuid CONSTRAINT announcement_author_fk REFERENCES person(id) ON DELETE SET NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1,
    submission_key uuid,
    CONSTRAINT announcement_kind_ck CHECK (kind IN ('webinar','training','call','other')),
    CONSTRAINT announcement_state_ck CHECK (state IN ('published','withdrawn')),
    CONSTRAINT announcement_visible_ck CHECK (visible_from <= visible_until),
    CONSTRAINT announcement_ends_ck CHECK (ends_at IS NULL OR ends_at > starts_at),
    CONSTRAINT announcement_english_ck CHECK ((title_en IS NULL) = (text_en IS NULL))
  )`,
  `CREATE UNIQUE INDEX announcement_submission_uq ON announcement (submission_key) WHERE submission_key IS NOT NULL`,
  `CREATE INDEX announcement_visible_ix ON announcement (visible_until)`,
];

const REPORTS = [
  `CREATE TABLE post_report (
    id uuid NOT NULL CONSTRAINT post_report_pk PRIMARY KEY,
    post_id uuid NOT NULL CONSTRAINT post_report_post_fk REFERENCES post(id) ON DELETE CASCADE,
    reason text NOT NULL,
    text text NOT NULL,
    person_id uuid CONSTRAINT post_report_person_fk REFERENCES person(id) ON DELETE SET NULL,
    address text,
    language text NOT NULL,
    created_at timestamptz NOT NULL,
    verdict text,
    answer text,
    answered_by uuid CONSTRAINT post_report_answered_by_fk REFERENCES person(id) ON DELETE SET NULL,
    answered_at timestamptz,
    submission_key uuid NOT NULL,
    CONSTRAINT post_report_reason_ck CHECK (reason IN ('false','unsafe','illegal','personal-data','offensive','duplicate','other')),
    CONSTRAINT post_report_verdict_ck CHECK (verdict IN ('hidden','kept')),
    CONSTRAINT post_report_answered_ck CHECK ((verdict IS NULL) = (answered_at IS NULL))
  )`,
  `CREATE UNIQUE INDEX post_report_submission_uq ON post_report (submission_key)`,
  `CREATE INDEX post_report_post_ix ON post_report (post_id)`,
  `CREATE INDEX post_report_open_ix ON post_report (created_at) WHERE verdict IS NULL`,
];

export class CreateOffice1790000012000 implements MigrationInterface {
  name = 'CreateOffice1790000012000';

  async up(db: QueryRunner): Promise<void> {
    for (const statement of [...OFFICE, ...ANNOUNCEMENTS, ...REPORTS]) await db.query(statement);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of ['post_report', 'announcement', 'office_reminder', 'organisation_notice']) await db.query(`DROP TABLE ${table}`);
    for (const index of ['mail_created_ix', 'mail_to_address_ix', 'mail_dead_ix']) await db.query(`DROP INDEX ${index}`);
    await db.query(`ALTER TABLE mail DROP COLUMN resent_of, DROP COLUMN set_aside_at`);
  }
}
