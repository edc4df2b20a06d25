import type { MigrationInterface, QueryRunner } from 'typeorm';

const OPERATION = [
  // A restored mail waits for the operator, who alone can know whether it went out after the backup was taken.
  `ALTER TABLE mail ADD COLUMN held_at timestamptz, ADD COLUMN bounced_at timestamptz, ADD COLUMN bounce text`,
  `CREATE INDEX mail_bounced_ix ON mail (bounced_at DESC) WHERE bounced_at IS NOT NULL`,
  `CREATE TABLE failing_address (
    address text NOT NULL CONSTRAINT failing_address_pk PRIMARY KEY,
    since timestamptz NOT NULL,
    reason text NOT NULL,
    mail_id uuid,
    CONSTRAINT failing_address_ck CHECK (address = lower(address))
  )`,
  `CREATE TABLE restoration (
    id uuid NOT NULL CONSTRAINT restoration_pk PRIMARY KEY,
    backup_at timestamptz NOT NULL,
    restored_at timestamptz NOT NULL,
    held_mails integer NOT NULL,
    put_aside integer NOT NULL,
    settled_at timestamptz,
    settled_how text,
    CONSTRAINT restoration_settled_ck CHECK (settled_how IN ('released','dropped'))
  )`,
];

const PRIVACY = [
  `ALTER TABLE activity ADD COLUMN person_erased boolean NOT NULL DEFAULT false`,
  `CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    -- Erasing a person leaves the row, takes the name out of it and says so.
    IF TG_OP = 'UPDATE' AND NEW.person_id IS NULL
       AND to_jsonb(NEW) - 'person_id' - 'person_erased' = to_jsonb(OLD) - 'person_id' - 'person_erased' THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'the history is never rewritten';
  END $$`,
  `CREATE TABLE consent (
    id uuid NOT NULL CONSTRAINT consent_pk PRIMARY KEY,
    person_id uuid NOT NULL CONSTRAINT consent_person_fk REFERENCES person(id) ON DELETE CASCADE,
    purpose text NOT NULL,
    text_version text NOT NULL,
    language text NOT NULL,
    given_at timestamptz NOT NULL,
    withdrawn_at timestamptz
  )`,
  `CREATE INDEX consent_person_ix ON consent (person_id, purpose)`,
  `CREATE UNIQUE INDEX consent_open_uq ON consent (person_id, purpose, text_version) WHERE withdrawn_at IS NULL`,
  `CREATE TABLE disclosure (
    id uuid NOT NULL CONSTRAINT disclosure_pk PRIMARY KEY,
    what text NOT NULL,
    organisation_id uuid NOT NULL CONSTRAINT disclosure_organisation_fk REFERENCES organisation(id) ON DELETE CASCADE,
    commitment_id uuid NOT NULL CONSTRAINT disclosure_commitment_fk REFERENCES commitment(id) ON DELETE CASCADE,
    viewer_id uuid CONSTRAINT disclosure_viewer_fk REFERENCES person(id) ON DELETE SET NULL,
    viewer_organisation_id uuid CONSTRAINT disclosure_viewer_organisation_fk REFERENCES organisation(id) ON DELETE SET NULL,
    by_office boolean NOT NULL,
    day date NOT NULL,
    times integer NOT NULL DEFAULT 1,
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    CONSTRAINT disclosure_day_uq UNIQUE (commitment_id, organisation_id, viewer_id, what, day)
  )`,
  `CREATE INDEX disclosure_organisation_ix ON disclosure (organisation_id, last_at DESC)`,
  `CREATE INDEX disclosure_viewer_ix ON disclosure (viewer_id)`,
  `CREATE TABLE deletion (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT deletion_pk PRIMARY KEY,
    at timestamptz NOT NULL,
    rule text NOT NULL,
    older_than timestamptz NOT NULL,
    rows integer NOT NULL
  )`,
  `CREATE INDEX deletion_at_ix ON deletion (at DESC)`,
  // Only ids: after a restore from an older backup they say who must be erased again.
  `CREATE TABLE erasure (
    person_id uuid NOT NULL CONSTRAINT erasure_pk PRIMARY KEY,
    erased_at timestamptz NOT NULL,
    asked_by text NOT NULL,
    CONSTRAINT erasure_asked_by_ck CHECK (asked_by IN ('self','operator'))
  )`,
  `CREATE TABLE site_text (
    name text NOT NULL CONSTRAINT site_text_pk PRIMARY KEY,
    value text NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by uuid CONSTRAINT site_text_person_fk REFERENCES person(id) ON DELETE SET NULL
  )`,
];

export class AddPrivacyAndOperation1790000013000 implements MigrationInterface {
  name = 'AddPrivacyAndOperation1790000013000';

  async up(db: QueryRunner): Promise<void> {
    for (const statement of [...OPERATION, ...PRIVACY]) await db.query(statement);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of ['site_text', 'erasure', 'deletion', 'disclosure', 'consent', 'restoration', 'failing_address']) {
      await db.query(`DROP TABLE ${table}`);
    }
    await db.query(`ALTER TABLE activity DROP COLUMN person_erased`);
    await db.query(`ALTER TABLE mail DROP COLUMN held_at, DROP COLUMN bounced_at, DROP COLUMN bounce`);
  }
}
