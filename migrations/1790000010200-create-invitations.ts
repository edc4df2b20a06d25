import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateInvitations1790000010200 implements MigrationInterface {
  name = 'CreateInvitations1790000010200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE invitation (
        id uuid NOT NULL CONSTRAINT invitation_pk PRIMARY KEY,
        organisation_id uuid NOT NULL CONSTRAINT invitation_organisation_fk REFERENCES organisation(id) ON DELETE CASCADE,
        email text NOT NULL,
        role text NOT NULL,
        language text NOT NULL,
        invited_by uuid CONSTRAINT invitation_invited_by_fk REFERENCES person(id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        accepted_at timestamptz,
        withdrawn_at timestamptz,
        CONSTRAINT invitation_role_ck CHECK (role IN ('editor','organisation-admin')),
        CONSTRAINT invitation_language_ck CHECK (language IN ('pl','en')),
        CONSTRAINT invitation_email_ck CHECK (email = lower(email))
      )`);
    await db.query(`
      CREATE UNIQUE INDEX invitation_open_uq ON invitation (organisation_id, email) WHERE accepted_at IS NULL AND withdrawn_at IS NULL`);
    await db.query(`CREATE INDEX invitation_email_ix ON invitation (email)`);
    await db.query(`CREATE INDEX invitation_invited_by_ix ON invitation (invited_by)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE invitation`);
  }
}
