import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCalendarToken1790000007000 implements MigrationInterface {
  name = 'CreateCalendarToken1790000007000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE calendar_token (
        person_id uuid NOT NULL CONSTRAINT calendar_token_pk PRIMARY KEY
          CONSTRAINT calendar_token_person_fk REFERENCES person(id) ON DELETE CASCADE,
        token_hash text NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    await db.query(`CREATE UNIQUE INDEX calendar_token_hash_uq ON calendar_token (token_hash)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE calendar_token`);
  }
}
