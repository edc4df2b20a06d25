import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePasskeys1790000010300 implements MigrationInterface {
  name = 'CreatePasskeys1790000010300';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE passkey (
        id uuid NOT NULL CONSTRAINT passkey_pk PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT passkey_person_fk REFERENCES person(id) ON DELETE CASCADE,
        credential_id text NOT NULL,
        public_key bytea NOT NULL,
        counter bigint NOT NULL,
        transports text[] NOT NULL,
        backed_up boolean NOT NULL,
        name text NOT NULL,
        created_at timestamptz NOT NULL,
        used_at timestamptz
      )`);
    await db.query(`CREATE UNIQUE INDEX passkey_credential_uq ON passkey (credential_id)`);
    await db.query(`CREATE INDEX passkey_person_ix ON passkey (person_id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE passkey`);
  }
}
