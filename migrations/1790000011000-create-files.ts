import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateFiles1790000011000 implements MigrationInterface {
  name = 'CreateFiles1790000011000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE file (
        id uuid NOT NULL CONSTRAINT file_pk PRIMARY KEY,
        organisation_id uuid NOT NULL CONSTRAINT file_organisation_fk REFERENCES organisation(id) ON DELETE CASCADE,
        type text NOT NULL,
        name text NOT NULL,
        size integer NOT NULL,
        sha256 text NOT NULL,
        width integer,
        height integer,
        created_by uuid CONSTRAINT file_person_fk REFERENCES person(id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT file_type_ck CHECK (type IN ('application/pdf','image/jpeg','image/png','image/webp')),
        CONSTRAINT file_size_ck CHECK (size > 0 AND size <= 20000000)
      )`);
    await db.query(`CREATE INDEX file_organisation_ix ON file (organisation_id)`);
    await db.query(`
      CREATE TABLE post_file (
        file_id uuid NOT NULL CONSTRAINT post_file_pk PRIMARY KEY CONSTRAINT post_file_file_fk REFERENCES file(id) ON DELETE CASCADE,
        post_id uuid NOT NULL CONSTRAINT post_file_post_fk REFERENCES post(id) ON DELETE CASCADE,
        position integer NOT NULL,
        description text NOT NULL,
        CONSTRAINT post_file_position_uq UNIQUE (post_id, position)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE post_file`);
    await db.query(`DROP TABLE file`);
  }
}
