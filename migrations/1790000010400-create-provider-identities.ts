import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateProviderIdentities1790000010400 implements MigrationInterface {
  name = 'CreateProviderIdentities1790000010400';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE provider_identity (
        issuer text NOT NULL,
        subject text NOT NULL,
        person_id uuid NOT NULL CONSTRAINT provider_identity_person_fk REFERENCES person(id) ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        used_at timestamptz,
        CONSTRAINT provider_identity_pk PRIMARY KEY (issuer, subject)
      )`);
    await db.query(`CREATE INDEX provider_identity_person_ix ON provider_identity (person_id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE provider_identity`);
  }
}
