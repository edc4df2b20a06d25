import type { MigrationInterface, QueryRunner } from 'typeorm';

const ORGANISATION = [
  `ALTER TABLE organisation
     ADD COLUMN regon text,
     ADD COLUMN machines text[] NOT NULL DEFAULT '{}',
     ADD COLUMN checks text[] NOT NULL DEFAULT '{}',
     ADD COLUMN confirmed_at timestamptz,
     ADD COLUMN confirmation_asked_at timestamptz`,
  // Who was refused may apply again: only those who are in, or on their way in, hold their number.
  `DROP INDEX organisation_nip_uq`,
  `CREATE UNIQUE INDEX organisation_nip_uq ON organisation (nip) WHERE nip IS NOT NULL AND membership <> 'refused'`,
  `CREATE UNIQUE INDEX organisation_regon_uq ON organisation (regon) WHERE regon IS NOT NULL AND membership <> 'refused'`,
  // A suspended organisation's posts are held off the board and come back with it.
  `ALTER TABLE post DROP CONSTRAINT post_state_ck`,
  `ALTER TABLE post ADD CONSTRAINT post_state_ck
     CHECK (state IN ('draft','in-review','published','held','covered','closed-short','withdrawn','expired','refused'))`,
];

const JOINING = [
  `CREATE TABLE application (
     id uuid NOT NULL CONSTRAINT application_pk PRIMARY KEY,
     organisation_id uuid CONSTRAINT application_organisation_fk REFERENCES organisation(id) ON DELETE CASCADE,
     person_id uuid CONSTRAINT application_person_fk REFERENCES person(id) ON DELETE SET NULL,
     email text NOT NULL,
     person_name text NOT NULL,
     language text NOT NULL,
     content jsonb NOT NULL,
     information_version text NOT NULL,
     state text NOT NULL,
     submission_key uuid NOT NULL,
     created_at timestamptz NOT NULL,
     verified_at timestamptz,
     decided_at timestamptz,
     decided_by uuid CONSTRAINT application_decided_by_fk REFERENCES person(id) ON DELETE SET NULL,
     reason text,
     CONSTRAINT application_state_ck CHECK (state IN ('unverified','waiting','approved','refused')),
     CONSTRAINT application_language_ck CHECK (language IN ('pl','en')),
     CONSTRAINT application_organisation_ck CHECK ((state = 'unverified') = (organisation_id IS NULL))
   )`,
  `CREATE UNIQUE INDEX application_submission_uq ON application (submission_key)`,
  `CREATE INDEX application_organisation_ix ON application (organisation_id)`,
  `CREATE INDEX application_person_ix ON application (person_id)`,
  `CREATE TABLE recommendation (
     id uuid NOT NULL CONSTRAINT recommendation_pk PRIMARY KEY,
     application_id uuid NOT NULL CONSTRAINT recommendation_application_fk REFERENCES application(id) ON DELETE CASCADE,
     organisation_id uuid NOT NULL CONSTRAINT recommendation_organisation_fk REFERENCES organisation(id) ON DELETE CASCADE,
     asked_at timestamptz NOT NULL,
     answered_at timestamptz,
     answer text,
     note text,
     person_id uuid CONSTRAINT recommendation_person_fk REFERENCES person(id) ON DELETE SET NULL,
     CONSTRAINT recommendation_asked_uq UNIQUE (application_id, organisation_id),
     CONSTRAINT recommendation_answer_ck CHECK (answer IN ('yes','no')),
     CONSTRAINT recommendation_answered_ck CHECK ((answer IS NULL) = (answered_at IS NULL))
   )`,
  `CREATE INDEX recommendation_organisation_ix ON recommendation (organisation_id)`,
  `CREATE TABLE setting (
     name text NOT NULL CONSTRAINT setting_pk PRIMARY KEY,
     value text NOT NULL,
     changed_at timestamptz NOT NULL,
     changed_by uuid CONSTRAINT setting_person_fk REFERENCES person(id) ON DELETE SET NULL
   )`,
];

export class AddJoining1790000011100 implements MigrationInterface {
  name = 'AddJoining1790000011100';

  async up(db: QueryRunner): Promise<void> {
    for (const statement of [...ORGANISATION, ...JOINING]) await db.query(statement);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of ['setting', 'recommendation', 'application']) await db.query(`DROP TABLE ${table}`);
    await db.query(`UPDATE post SET state = 'in-review' WHERE state = 'held'`);
    await db.query(`ALTER TABLE post DROP CONSTRAINT post_state_ck`);
    await db.query(`ALTER TABLE post ADD CONSTRAINT post_state_ck
      CHECK (state IN ('draft','in-review','published','covered','closed-short','withdrawn','expired','refused'))`);
    await db.query(`DROP INDEX organisation_nip_uq`);
    await db.query(`CREATE UNIQUE INDEX organisation_nip_uq ON organisation (nip) WHERE nip IS NOT NULL`);
    await db.query(`ALTER TABLE organisation DROP COLUMN regon, DROP COLUMN machines, DROP COLUMN checks, DROP COLUMN confirmed_at,
      DROP COLUMN confirmation_asked_at`);
  }
}
